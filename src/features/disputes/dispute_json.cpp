#include "features/disputes/disputes.hpp"
#include "features/disputes/next_step.hpp"
#include "infra/postgres/timestamps.hpp"

#include <array>

namespace fairfile::disputes {

namespace {

constexpr std::array<std::string_view, 3> bureaus{"TransUnion", "Experian", "Equifax"};

enum Column : std::size_t {
    id,
    bureau,
    report_id,
    tradeline_id,
    furnisher,
    account_last4,
    reason,
    status,
    reinserted,
    status_changed_at,
    due_on,
    opened_at,
    mailed_on,
    delivered_on,
    clock,
    fact,
};

/// One row of the given rows, by column name.
struct Row {
    const DisputeRows& source;
    std::size_t number;

    std::string_view text(Column column) const {
        return source.rows.text(number, source.first_column + column);
    }
    bool is_null(Column column) const {
        return source.rows.is_null(number, source.first_column + column);
    }
};

void text_or_null(JsonWriter& json, const Row& row, Column column) {
    if (row.is_null(column)) {
        json.null();
    } else {
        json.value(row.text(column));
    }
}

void write_next_step(JsonWriter& json, const StepFacts& facts) {
    const auto step = next_step(facts);
    json.key("next_step").begin_object().field("text", std::string_view(step.text));
    json.field("law", step.law).field("letter", step.letter).end_object();
}

void write_bureau(JsonWriter& json, const Row& row) {
    json.begin_object().field("status", row.text(status));
    json.field("reinserted", row.text(reinserted).starts_with('t')).key("tradeline_id");
    text_or_null(json, row, tradeline_id);
    const auto changed = postgres::to_rfc3339(row.text(status_changed_at));
    json.field("changed_at", std::string_view(changed)).key("due");
    text_or_null(json, row, due_on);
    json.key("clock");
    text_or_null(json, row, clock);
    json.key("mailed");
    text_or_null(json, row, mailed_on);
    json.key("delivered");
    text_or_null(json, row, delivered_on);
    json.field("fact", row.text(fact));
    write_next_step(
        json,
        {.bureau = row.text(bureau),
         .status = row.text(status),
         .is_reinserted = row.text(reinserted).starts_with('t'),
         .is_mailed = !row.is_null(mailed_on),
         .is_delivered = !row.is_null(delivered_on),
         .due = row.is_null(due_on) ? std::string_view() : row.text(due_on)}
    );
    json.end_object();
}

void write_blank(JsonWriter& json, std::string_view name) {
    json.begin_object().field("status", "blank").field("reinserted", false);
    for (const auto* member : {"tradeline_id", "changed_at", "due", "clock", "mailed", "delivered"})
        json.key(member).null();
    json.field("fact", "");
    write_next_step(json, {.bureau = name, .status = "blank"});
    json.end_object();
}

void write_bureaus(JsonWriter& json, const DisputeRows& group) {
    json.key("bureaus").begin_object();
    for (const auto name : bureaus) {
        json.key(name);
        bool asked = false;
        for (auto number = group.first_row; number < group.end_row; ++number) {
            const Row row{group, number};
            if (row.text(bureau) != name) continue;
            write_bureau(json, row);
            asked = true;
        }
        if (!asked) write_blank(json, name);
    }
    json.end_object();
}

std::string_view latest_change(const DisputeRows& group) {
    std::string_view latest;
    for (auto number = group.first_row; number < group.end_row; ++number) {
        latest = std::max(latest, Row{group, number}.text(status_changed_at));
    }
    return latest;
}

void write_dispute(JsonWriter& json, const DisputeRows& group) {
    const Row first{group, group.first_row};
    json.begin_object().field("id", first.text(id)).key("report_id");
    text_or_null(json, first, report_id);
    json.key("creditor");
    text_or_null(json, first, furnisher);
    json.key("account_number");
    if (first.is_null(account_last4)) {
        json.null();
    } else {
        json.value(std::string_view("****" + std::string(first.text(account_last4))));
    }
    json.field("reason", first.text(reason));
    write_bureaus(json, group);
    const auto created = postgres::to_rfc3339(first.text(opened_at));
    const auto updated = postgres::to_rfc3339(latest_change(group));
    json.field("created_at", std::string_view(created));
    json.field("updated_at", std::string_view(updated)).end_object();
}

}  // namespace

std::size_t write_disputes(JsonWriter& json, const DisputeRows& rows) {
    std::size_t count = 0;
    for (auto first = rows.first_row; first < rows.end_row; ++count) {
        auto end = first + 1;
        const auto dispute = Row{rows, first}.text(id);
        while (end < rows.end_row && Row{rows, end}.text(id) == dispute) ++end;
        write_dispute(json, {rows.rows, rows.first_column, first, end});
        first = end;
    }
    return count;
}

}  // namespace fairfile::disputes
