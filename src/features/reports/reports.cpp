#include "features/reports/reports.hpp"

#include "base/json_writer.hpp"
#include "features/reports/report_json.hpp"
#include "features/reports/report_store.hpp"
#include "infra/postgres/timestamps.hpp"

namespace fairfile::reports {

namespace {

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

std::string version_of(const postgres::Rows& rows) {
    return rows.empty() ? std::string("0") : std::string(rows.text(0, 0));
}

postgres::Call version_call(UserId user) {
    postgres::Call call{&report_data_version};
    call.parameters.add(user);
    return call;
}

postgres::Call of_report(const postgres::Statement& statement, UserId user, ReportId id) {
    postgres::Call call{&statement};
    call.parameters.add(user).add(id);
    return call;
}

struct Cursor {
    std::optional<std::string> uploaded;
    std::optional<Uuid> id;
};

/// "2025-01-31 09:30:00.25+00_<id>": opaque to the client, checked by PostgreSQL.
Cursor parse_cursor(const std::optional<std::string>& text) {
    Cursor cursor;
    if (!text) return cursor;
    const auto bar = text->find('_');
    if (bar == std::string::npos) return cursor;
    cursor.uploaded = text->substr(0, bar);
    cursor.id = parse_uuid(std::string_view(*text).substr(bar + 1));
    return cursor;
}

std::string page_json(const postgres::Rows& rows, std::int64_t limit, const Opener& opener) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) {
        json.begin_object();
        write_report(json, {rows, row}, opener);
        json.end_object();
    }
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        const auto last =
            std::string(rows.text(shown - 1, 7)) + "_" + std::string(rows.text(shown - 1, 0));
        json.value(std::string_view(last));
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

void write_detail(JsonWriter& json, const postgres::Rows& rows, const Opener& opener) {
    constexpr auto reference = report_column_count;
    constexpr auto warnings = report_column_count + 1;
    constexpr auto pages_read = report_column_count + 2;
    const auto progress = progress_json(
        rows.text(0, 1),
        rows.is_null(0, 2) ? std::string_view() : rows.text(0, 2),
        rows.integer(0, pages_read),
        rows.integer(0, 5)
    );
    json.key("progress").raw(progress).key("reference");
    if (rows.is_null(0, reference)) {
        json.null();
    } else {
        json.value(std::string_view(opener.open("reference", rows.bytes(0, reference))));
    }
    json.key("warnings").raw(rows.text(0, warnings));
}

void size_field(
    JsonWriter& json,
    std::string_view name,
    const postgres::Rows& rows,
    std::pair<std::size_t, std::size_t> cell
) {
    json.key(name);
    if (rows.is_null(cell.first, cell.second)) {
        json.null();
    } else {
        json.raw(rows.text(cell.first, cell.second));
    }
}

std::string questions_page(const postgres::Rows& rows, const Opener& opener) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().key("n").raw(rows.text(row, 0));
        json.field("about", rows.text(row, 1)).field("ask", rows.text(row, 2));
        json.field("page", rows.maybe_integer(row, 3)).key("box");
        if (rows.is_null(row, 4)) {
            json.null();
        } else {
            json.raw(rows.text(row, 4));
        }
        size_field(json, "page_width", rows, {row, 8});
        size_field(json, "page_height", rows, {row, 9});
        json.key("readings").raw(opener.open("question_readings", rows.bytes(row, 5)));
        std::string answer;
        if (!rows.is_null(row, 6)) answer = opener.open("question_answer", rows.bytes(row, 6));
        json.key("answer");
        if (answer.empty()) {
            json.null();
        } else {
            json.value(std::string_view(answer));
        }
        json.key("answered_at");
        if (rows.is_null(row, 7)) {
            json.null();
        } else {
            json.value(std::string_view(postgres::to_rfc3339(rows.text(row, 7))));
        }
        json.end_object();
    }
    json.end_array().key("next_cursor").null().end_object();
    return text;
}

}  // namespace

Reports::Reports(Parts parts, tradelines::Tradelines& tradelines)
    : parts_(parts), tradelines_(tradelines) {}

awaitable<Result<Reports::Page>> Reports::list(
    UserId user, std::optional<std::string> cursor, std::int64_t limit
) {
    const auto from = parse_cursor(cursor);
    std::vector<postgres::Call> calls(2);
    calls[0] = version_call(user);
    calls[1].statement = &select_reports;
    calls[1].parameters.add(user).add(from.uploaded).add(from.id).add(limit + 1);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    co_return Page{page_json((*rows)[1], limit, Opener{user, &*key}), version_of((*rows)[0])};
}

awaitable<Result<Reports::Page>> Reports::show(UserId user, ReportId id) {
    std::vector<postgres::Call> calls(3);
    calls[0] = version_call(user);
    calls[1] = of_report(select_report, user, id);
    calls[2] = scores::of_report(user, id);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();
    auto facts = co_await tradelines_.other_facts(user, id);
    if (!facts) co_return facts.error();

    const Opener opener{user, &*key};
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_report(json, {(*rows)[1]}, opener);
    write_detail(json, (*rows)[1], opener);
    json.raw(*facts).key("scores").raw(scores::report_scores_json((*rows)[2]));
    json.end_object();
    co_return Page{std::move(text), version_of((*rows)[0])};
}

awaitable<Result<Reports::Page>> Reports::questions(UserId user, ReportId id) {
    std::vector<postgres::Call> calls(3);
    calls[0] = version_call(user);
    calls[1] = of_report(select_progress, user, id);
    calls[2] = of_report(select_questions, user, id);
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    co_return Page{questions_page((*rows)[2], Opener{user, &*key}), version_of((*rows)[0])};
}

awaitable<Result<Reports::Progress>> Reports::progress(UserId user, ReportId id) {
    postgres::Parameters parameters;
    parameters.add(user).add(id);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_progress, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();

    Progress progress;
    progress.status = rows->text(0, 0);
    progress.is_final = progress.status != "queued" && progress.status != "reading";
    const auto reason = rows->maybe_text(0, 1).value_or("");
    progress.json =
        progress_json(progress.status, reason, rows->integer(0, 2), rows->integer(0, 3));
    co_return progress;
}

awaitable<Result<bool>> Reports::remove(UserId user, ReportId id) {
    std::vector<postgres::Call> calls;
    calls.push_back(of_report(delete_object, user, id));
    calls.push_back(of_report(delete_report, user, id));
    auto rows = co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    const auto& deleted = (*rows)[1];
    if (deleted.empty()) co_return not_found();
    if (deleted.is_null(0, 0)) co_return true;

    const blob::BlobId object{deleted.uuid(0, 0)};
    auto removed = co_await parts_.files.remove(object);
    co_return removed;
}

}  // namespace fairfile::reports
