#include "features/console/console_store.hpp"

#include "base/json_writer.hpp"
#include "infra/postgres/timestamps.hpp"

#include <algorithm>

namespace fairfile::console {

namespace {

using postgres::Rows;

constexpr postgres::Statement select_user_rows{
    .name = "console_select_users",
    .sql =
        "select id, email, case when role = 'operator' then 'operator'"
        " when tier = 'paid' and coalesce(tier_until > now(), true) then 'paid_user'"
        " else 'user' end,"
        " case when tier = 'paid' and coalesce(tier_until > now(), true) then 'paid'"
        " else 'free' end, created_at, last_seen_at"
        " from users where $1::uuid is null or id < $1::uuid order by id desc limit $2",
    .lane = postgres::Lane::slow,
};

// The archive holds neither when a job was due nor how often it might have been tried. Each half is
// cut to a page before they are put together.
constexpr postgres::Statement select_job_rows{
    .name = "console_select_jobs",
    .sql =
        "select id, kind, state, queue, attempt, max_attempts, run_at, created_at, finished_at,"
        " error_code from ("
        "(select id, kind, case state when 'scheduled' then 'waiting' else state end as state,"
        " queue, attempt, max_attempts, run_at, created_at, null::timestamptz as finished_at,"
        " coalesce(error_code, last_error) as error_code from job"
        " where ($1::uuid is null or id < $1::uuid) and ($2::text is null or kind = $2)"
        " and ($3::text is null"
        " or case state when 'scheduled' then 'waiting' else state end = $3)"
        " order by id desc limit $4)"
        " union all "
        "(select id, kind, case outcome when 'failed' then 'parked'"
        " when 'discarded' then 'cancelled' else outcome end, queue, attempt, null,"
        " coalesce(started_at, created_at), created_at, finished_at,"
        " coalesce(error_code, last_error) from job_archive"
        " where ($1::uuid is null or id < $1::uuid) and ($2::text is null or kind = $2)"
        " and ($3::text is null or case outcome when 'failed' then 'parked'"
        " when 'discarded' then 'cancelled' else outcome end = $3)"
        " order by id desc limit $4)"
        ") every_job order by id desc limit $4",
    .lane = postgres::Lane::slow,
};

void write_text(JsonWriter& json, std::string_view name, const std::optional<std::string>& text) {
    json.key(name);
    if (text) {
        json.value(std::string_view(*text));
    } else {
        json.null();
    }
}

std::optional<std::string> moment(const Rows& rows, std::size_t row, std::size_t column) {
    if (rows.is_null(row, column)) return std::nullopt;
    return postgres::to_rfc3339(rows.text(row, column));
}

void write_user(JsonWriter& json, const Rows& rows, std::size_t row) {
    json.begin_object()
        .field("id", rows.text(row, 0))
        .field("email", rows.text(row, 1))
        .field("role", rows.text(row, 2))
        .field("tier", rows.text(row, 3));
    write_text(json, "created_at", moment(rows, row, 4));
    write_text(json, "last_seen_at", moment(rows, row, 5));
    json.end_object();
}

void write_job(JsonWriter& json, const Rows& rows, std::size_t row) {
    json.begin_object()
        .field("id", rows.text(row, 0))
        .field("kind", rows.text(row, 1))
        .field("state", rows.text(row, 2))
        .field("priority", rows.text(row, 3))
        .field("attempt", rows.integer(row, 4))
        .field("attempts_max", rows.maybe_integer(row, 5));
    write_text(json, "run_at", moment(rows, row, 6));
    write_text(json, "created_at", moment(rows, row, 7));
    write_text(json, "finished_at", moment(rows, row, 8));
    write_text(json, "error_code", rows.maybe_text(row, 9));
    json.end_object();
}

using WriteRow = void (*)(JsonWriter&, const Rows&, std::size_t);

/// The first column is the id, which is the cursor.
std::string page_json(const Rows& rows, std::int64_t limit, WriteRow write_row) {
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) write_row(json, rows, row);
    json.end_array();
    std::optional<std::string> next;
    if (rows.size() > shown) next = rows.text(shown - 1, 0);
    write_text(json, "next_cursor", next);
    json.end_object();
    return text;
}

}  // namespace

namespace store {

postgres::Call select_users(const PageWish& page) {
    postgres::Call call{&select_user_rows};
    call.parameters.add(page.before).add(page.limit + 1);
    return call;
}

postgres::Call select_jobs(const JobFilter& filter) {
    postgres::Call call{&select_job_rows};
    call.parameters.add(filter.page.before).add(filter.kind).add(filter.state);
    call.parameters.add(filter.page.limit + 1);
    return call;
}

std::string users_json(const Rows& rows, std::int64_t limit) {
    return page_json(rows, limit, write_user);
}

std::string jobs_json(const Rows& rows, std::int64_t limit) {
    return page_json(rows, limit, write_job);
}

}  // namespace store

std::vector<const postgres::Statement*> statements() {
    return {&select_user_rows, &select_job_rows};
}

}  // namespace fairfile::console
