#include "features/dashboard/dashboard_json.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "features/disputes/disputes.hpp"
#include "features/reports/reports.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace fairfile::dashboard {

namespace {

using postgres::Rows;

// Columns of the part `counts`.
enum Column : std::size_t {
    data_version = 1,
    tier,
    tier_until,
    report_limit,
    letter_limit,
    quota_month,
    reports_used,
    letters_used,
    latest_scores,
    reports_total,
    accounts_total,
    tradelines_total,
    tradelines_negative,
    tradelines_disputable,
    disputes_total,
    disputes_pending,
};

// Columns of the part `dispute`.
enum DisputeColumn : std::size_t {
    dispute_id = 1,
    bureau = 2,
    furnisher = 5,
    status = 8,
    due_on = 11,
};

constexpr std::array<std::string_view, 8> statuses{
    "pending",
    "investigating",
    "verified",
    "deleted",
    "updated",
    "escalated",
    "expired",
    "blank",
};

std::int64_t number(const Rows& rows, std::size_t row, std::size_t column) {
    const auto text = rows.text(row, column);
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void write_analytics(JsonWriter& json, const Rows& rows) {
    json.key("analytics").begin_object();
    json.key("report_count").raw(rows.text(0, reports_total));
    json.key("account_count").raw(rows.text(0, accounts_total));
    json.key("tradeline_count").raw(rows.text(0, tradelines_total));
    json.key("negative_count").raw(rows.text(0, tradelines_negative));
    json.key("disputable_count").raw(rows.text(0, tradelines_disputable));
    json.key("dispute_count").raw(rows.text(0, disputes_total));
    json.key("disputes_by_status").begin_object();
    for (std::size_t index = 0; index < statuses.size(); ++index) {
        json.key(statuses[index]).raw(rows.text(0, disputes_pending + index));
    }
    json.end_object().end_object();
}

void write_count(JsonWriter& json, std::optional<std::int64_t> limit, std::int64_t used) {
    json.begin_object().field("limit", limit).field("used", used).key("left");
    if (limit) {
        json.value(std::max<std::int64_t>(*limit - used, 0));
    } else {
        json.null();
    }
    json.end_object();
}

bool is_paid(const DashboardView& view) {
    if (view.rows.text(0, tier) != "paid") return false;
    if (view.rows.is_null(0, tier_until)) return true;
    const auto until = parse_iso_date(view.rows.text(0, tier_until).substr(0, 10));
    return until && first_day(*until) >= view.today;
}

std::optional<std::int64_t> limit_of(
    const DashboardView& view,
    Column override_column,
    std::optional<std::int64_t> free,
    std::optional<std::int64_t> paid
) {
    if (!view.rows.is_null(0, override_column)) return number(view.rows, 0, override_column);
    return is_paid(view) ? paid : free;
}

/// Used units count for the month they were used in; in a later month nothing is used yet.
void write_quota(JsonWriter& json, const DashboardView& view) {
    const auto date = to_date(view.today);
    const auto month = to_string(PartialDate{date.year, date.month, 0});
    const auto next = date.month == 12 ? PartialDate{date.year + 1, 1, 1}
                                       : PartialDate{date.year, date.month + 1, 1};
    const bool current = view.rows.text(0, quota_month).substr(0, 7) == month;
    const auto resets = to_string(next) + "T00:00:00Z";
    json.key("quota").begin_object().field("tier", is_paid(view) ? "paid" : "free");
    json.field("month", std::string_view(month)).field("resets_at", std::string_view(resets));
    json.key("reports");
    const auto& limits = view.limits;
    write_count(
        json,
        limit_of(view, report_limit, limits.free_reports, limits.paid_reports),
        current ? number(view.rows, 0, reports_used) : 0
    );
    json.key("letters");
    write_count(
        json,
        limit_of(view, letter_limit, limits.free_letters, limits.paid_letters),
        current ? number(view.rows, 0, letters_used) : 0
    );
    json.end_object();
}

/// {"Experian|VantageScore 3.0": {"id", "report_id", "value", "at"}, …} as a list.
void write_scores(JsonWriter& json, std::string_view latest) {
    json.key("scores").begin_array();
    boost::system::error_code error;
    const auto scores = boost::json::parse(latest, error);
    if (!error && scores.is_object()) {
        for (const auto& [key, score] : scores.as_object()) {
            const std::string_view name(key);
            const auto bar = name.find('|');
            const auto model = name.substr(bar + 1);
            json.begin_object().key("id").raw(boost::json::serialize(score.at("id")));
            json.key("report_id").raw(boost::json::serialize(score.at("report_id")));
            json.field("bureau", name.substr(0, bar)).key("model");
            if (model.empty()) {
                json.null();
            } else {
                json.value(model);
            }
            json.key("value").raw(boost::json::serialize(score.at("value")));
            const std::string_view at = score.at("at").as_string();
            json.field("date", at.substr(0, 10)).end_object();
        }
    }
    json.end_array();
}

void write_deadline(JsonWriter& json, const Rows& rows, std::size_t row) {
    const auto date = parse_iso_date(rows.text(row, due_on));
    if (!date || !date->has_day()) return;
    const auto fact = std::string(rows.text(row, bureau)) + " has until " + in_words(*date) + ".";
    json.begin_object().field("dispute_id", rows.text(row, dispute_id));
    json.field("bureau", rows.text(row, bureau)).key("creditor");
    if (rows.is_null(row, furnisher)) {
        json.null();
    } else {
        json.value(rows.text(row, furnisher));
    }
    json.field("date", rows.text(row, due_on));
    json.field("fact", std::string_view(fact)).end_object();
}

void write_deadlines(JsonWriter& json, const Rows& rows, std::size_t first) {
    std::vector<std::size_t> open;
    for (auto row = first; row < rows.size(); ++row) {
        const auto state = rows.text(row, status);
        const bool running = state == "investigating" || state == "escalated";
        if (running && !rows.is_null(row, due_on)) open.push_back(row);
    }
    std::sort(open.begin(), open.end(), [&rows](std::size_t one, std::size_t other) {
        return rows.text(one, due_on) < rows.text(other, due_on);
    });
    json.key("deadlines").begin_array();
    for (const auto row : open) write_deadline(json, rows, row);
    json.end_array();
}

}  // namespace

std::string dashboard_json(const DashboardView& view) {
    const auto& rows = view.rows;
    const bool has_report = rows.size() > 1 && rows.integer(1, 0) == newest_report;
    const std::size_t first_dispute = has_report ? 2 : 1;
    std::string text;
    text.reserve(rows.size() * 400 + 1'024);
    JsonWriter json(text);
    json.begin_object();
    write_analytics(json, rows);
    write_quota(json, view);
    json.key("latest_report");
    if (has_report) {
        reports::write_listed_report(json, {rows, 1, 1}, view.user, view.key);
    } else {
        json.null();
    }
    json.key("disputes").begin_array();
    disputes::write_disputes(json, {rows, 1, first_dispute, rows.size()});
    json.end_array();
    write_deadlines(json, rows, first_dispute);
    write_scores(json, rows.text(0, latest_scores));
    json.end_object();
    return text;
}

}  // namespace fairfile::dashboard
