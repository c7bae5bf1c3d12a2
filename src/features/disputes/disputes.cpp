#include "features/disputes/disputes.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "features/disputes/deadlines.hpp"
#include "features/disputes/dispute_status.hpp"
#include "features/disputes/dispute_store.hpp"
#include "infra/postgres/timestamps.hpp"
#include "infra/runtime/runtime.hpp"

namespace fairfile::disputes {

namespace {

constexpr std::int64_t bureau_count = 3;

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

std::string version_of(const postgres::Rows& rows) {
    return rows.empty() ? std::string("0") : std::string(rows.text(0, 0));
}

postgres::Call version_call(UserId user) {
    postgres::Call call{&dispute_data_version};
    call.parameters.add(user);
    return call;
}

postgres::Call show_call(UserId user, DisputeId id) {
    postgres::Call call{&select_dispute};
    call.parameters.add(user).add(id);
    return call;
}

template <class Texts>
std::string array_text(const Texts& texts) {
    std::string array = "{";
    for (const auto& text : texts) {
        if (array.size() > 1) array.push_back(',');
        array += text;
    }
    return array + "}";
}

std::string one_dispute(const postgres::Rows& rows) {
    std::string text;
    JsonWriter json(text);
    write_disputes(json, {rows, 0, 0, rows.size()});
    return text;
}

/// A page ends between disputes: the rows of the last one may be cut by the limit.
std::string list_json(const postgres::Rows& rows, std::int64_t limit) {
    const auto wanted = static_cast<std::size_t>(limit);
    std::size_t end = 0;
    std::size_t disputes = 0;
    std::string_view last;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.text(row, 0) != last && ++disputes > wanted) break;
        last = rows.text(row, 0);
        end = row + 1;
    }
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    write_disputes(json, {rows, 0, 0, end});
    json.end_array().key("next_cursor");
    if (disputes > wanted) {
        json.value(last);
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

void text_or_null(
    JsonWriter& json, const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    if (rows.is_null(row, column)) {
        json.null();
    } else {
        json.value(rows.text(row, column));
    }
}

std::string timeline_json(const postgres::Rows& rows, std::int64_t limit) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) {
        json.begin_object().field("id", rows.text(row, 1)).field("bureau", rows.text(row, 2));
        json.key("old_status");
        text_or_null(json, rows, row, 3);
        json.field("new_status", rows.text(row, 4)).field("reinserted", rows.truth(row, 5));
        json.field("changed_by", rows.text(row, 6)).key("note");
        text_or_null(json, rows, row, 7);
        const auto changed = postgres::to_rfc3339(rows.text(row, 8));
        json.field("changed_at", std::string_view(changed)).end_object();
    }
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        const auto cursor =
            std::string(rows.text(shown - 1, 8)) + "_" + std::string(rows.text(shown - 1, 0));
        json.value(std::string_view(cursor));
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

Error not_opened(const postgres::Rows& rows, const NewDispute& input) {
    const auto items = static_cast<std::size_t>(rows.integer(0, 0));
    const auto findings = static_cast<std::size_t>(rows.integer(0, 5));
    if (findings != input.finding_ids.size()) return not_found();
    if (!input.tradeline_ids.empty() && items != input.tradeline_ids.size()) return not_found();
    if (rows.integer(0, 3) > 0) {
        return {
            Failure::conflict,
            "disputes.already_open",
            "One of these accounts is in an open dispute already."};
    }
    return {
        Failure::invalid,
        "disputes.not_one_account",
        "A dispute is about one account: choose its entries of one report, one a bureau."};
}

/// In words, from the dispute as it is: columns of select_dispute.
std::string_view why_refused(
    const postgres::Rows& rows, const StatusChange& change, std::chrono::sys_days run_out
) {
    constexpr std::size_t bureau = 1;
    constexpr std::size_t status = 7;
    constexpr std::size_t due = 10;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.text(row, bureau) != change.bureau) continue;
        const bool has_run_out =
            !rows.is_null(row, due) && rows.text(row, due) <= to_string(to_date(run_out));
        const Move move{
            rows.text(row, status),
            change.status,
            change.reinserted ? Reinserted::yes : Reinserted::no,
            Mover::person,
            {.clock_has_run_out = has_run_out}};
        return refusal_of(move).value_or("The dispute has changed meanwhile. Look at it again.");
    }
    return "This bureau was not asked.";
}

void add_timeline_cursor(
    postgres::Parameters& parameters, const std::optional<std::string>& cursor
) {
    const auto parts = cursor ? split(*cursor, '_') : std::vector<std::string_view>{};
    if (parts.size() != 2) {
        parameters.add_null().add_null();
        return;
    }
    parameters.add(parts[0]).add(parts[1]);
}

/// Only when the dispute is there: what was refused may be asked again under the same key.
postgres::Call note_opened_call(UserId user, DisputeId id, const Uuid& repeat) {
    postgres::Call call{.statement = &note_opened};
    call.parameters.add(user).add(repeat).add("/api/v1/disputes/" + to_string(id)).add(id);
    return call;
}

}  // namespace

awaitable<Result<Disputes::Opened>> Disputes::open(
    UserId user, NewDispute input, std::optional<Uuid> repeat
) {
    const DisputeId id{runtime::new_uuid(parts_.clock)};
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &insert_dispute;
    calls[0].parameters.add(user).add(id);
    calls[0].parameters.add(std::string_view(array_text(input.tradeline_ids)));
    calls[0].parameters.add(input.reason);
    calls[0].parameters.add(std::string_view(array_text(input.finding_ids)));
    calls[0].parameters.add(input.reason_code);
    calls[1] = show_call(user, id);
    if (repeat) calls.push_back(note_opened_call(user, id, *repeat));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_opened((*rows)[0], input);

    co_return Opened{id, one_dispute((*rows)[1])};
}

awaitable<Result<Disputes::Page>> Disputes::list(UserId user, DisputeFilter filter) {
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1].statement = &select_disputes;
    calls[1].parameters.add(user).add(filter.after).add(filter.status).add(filter.bureau);
    calls[1].parameters.add((filter.limit + 1) * bureau_count);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    co_return Page{list_json((*rows)[1], filter.limit), version_of((*rows)[0])};
}

awaitable<Result<Disputes::Page>> Disputes::show(UserId user, DisputeId id) {
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1] = show_call(user, id);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();

    co_return Page{one_dispute((*rows)[1]), version_of((*rows)[0])};
}

// A dispute always has a history, so an empty first page means that there is no such dispute.
awaitable<Result<Disputes::Page>> Disputes::timeline(
    UserId user, DisputeId id, TimelineFilter filter
) {
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1].statement = &select_timeline;
    calls[1].parameters.add(user).add(id);
    add_timeline_cursor(calls[1].parameters, filter.after);
    calls[1].parameters.add(filter.limit + 1);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty() && !filter.after) co_return not_found();

    co_return Page{timeline_json((*rows)[1], filter.limit), version_of((*rows)[0])};
}

awaitable<Result<Disputes::Page>> Disputes::change_status(
    UserId user, DisputeId id, StatusChange change
) {
    const auto reinserted = change.reinserted ? Reinserted::yes : Reinserted::no;
    const auto earlier = may_come_from(change.status, reinserted);
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &update_status;
    auto& parameters = calls[0].parameters;
    parameters.add(user).add(id).add(std::string_view(change.bureau));
    parameters.add(std::string_view(change.status)).add(change.reinserted).add("user");
    parameters.add(change.note).add(std::string_view(array_text(earlier)));
    const auto today = std::chrono::floor<std::chrono::days>(parts_.clock.now());
    parameters.add(std::string_view(to_string(to_date(last_expired_due(today)))));
    calls[1] = show_call(user, id);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();
    if ((*rows)[0].empty()) {
        co_return Error{
            Failure::conflict,
            "disputes.status_refused",
            std::string(why_refused((*rows)[1], change, last_expired_due(today)))};
    }
    co_return Page{one_dispute((*rows)[1]), "0"};
}

}  // namespace fairfile::disputes
