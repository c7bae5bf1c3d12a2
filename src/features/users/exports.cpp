#include "features/users/exports.hpp"

#include "base/zip_file.hpp"
#include "features/users/export_file.hpp"
#include "features/users/statements.hpp"
#include "infra/crypto/key.hpp"

namespace fairfile::users {

using jobs::Outcome;
using postgres::Identity;

namespace {

// Below what object storage takes, with room for the archive's own directory.
constexpr std::size_t archive_bytes_max = blob::blob_bytes_max - 1024 * 1024;
constexpr std::int64_t progress_of_tables = 60;
constexpr std::int64_t progress_of_files = 95;

constexpr postgres::Statement select_latest{
    .name = "users_select_export",
    .sql =
        "select e.status, e.progress, e.object_id, e.status in ('queued', 'running')"
        " or (e.finished_at > now() - interval '1 hour' and (e.status = 'failed' or exists"
        " (select from blob_objects b where b.user_id = e.user_id and b.id = e.object_id"
        " and b.deleted_at is null))) from exports e where e.user_id = $1::uuid"
        " order by e.created_at desc limit 1",
};

constexpr postgres::Statement insert_export{
    .name = "users_insert_export",
    .sql =
        "insert into exports (id, user_id, job_id) values ($2::uuid, $1::uuid, $2::uuid)"
        " on conflict (user_id) where status in ('queued', 'running') do nothing",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement start_export{
    .name = "users_start_export",
    .sql =
        "update exports set status = 'running', progress = 0 where user_id = $1::uuid"
        " and job_id = $2::uuid and status in ('queued', 'running')"
        " returning to_char(now() at time zone 'UTC', 'YYYY-MM-DD')",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement note_progress{
    .name = "users_note_export_progress",
    .sql =
        "update exports set progress = $3 where user_id = $1::uuid and job_id = $2::uuid"
        " and status = 'running'",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_tables{
    .name = "users_select_export_tables",
    .sql = "select name from export_tables()",
};

constexpr postgres::Statement select_rows{
    .name = "users_select_export_rows",
    .sql = "select facts, coalesce(sealed::text, '') from export_rows($1, $2::uuid)",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement select_files{
    .name = "users_select_export_files",
    .sql =
        "select id, kind, content_type from blob_objects where user_id = $1::uuid"
        " and deleted_at is null and kind <> 'export' order by id desc",
};

constexpr postgres::Statement record_object{
    .name = "users_record_export_object",
    .sql = "select record_export_object($1::uuid, $2::uuid, $3)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement end_export{
    .name = "users_end_export",
    .sql =
        "update exports set status = $3, object_id = $4::uuid, progress = 100,"
        " finished_at = now() where user_id = $1::uuid and job_id = $2::uuid"
        " and status in ('queued', 'running')",
    .lane = postgres::Lane::write,
};

Outcome retry_after(const Error& error) {
    return Outcome::retry(std::string(error.code));
}

Error failed_lately() {
    return {
        Failure::unavailable,
        "users.export_failed",
        "The export could not be made. Nothing is lost; try again in an hour."};
}

postgres::Call ending(const jobs::ClaimedJob& job, std::string_view status) {
    postgres::Call call{&end_export};
    call.parameters.add(*job.user).add(job.id).add(status);
    return call;
}

}  // namespace

struct Exports::Work {
    const jobs::ClaimedJob& job;
    UserId user;
    std::string day;
    std::optional<crypto::Key> key = {};
    std::size_t bytes = 0;
    std::vector<std::pair<std::string, std::string>> files = {};  // name and content
    std::vector<std::string> left_out = {};

    void add(std::string name, std::string content) {
        bytes += content.size();
        files.emplace_back(std::move(name), std::move(content));
    }
};

awaitable<Result<Exports::State>> Exports::ask(UserId user) {
    postgres::Parameters parameters;
    parameters.add(user);
    auto rows =
        co_await parts_.database.run(Identity::user(user), select_latest, std::move(parameters));
    if (!rows) co_return rows.error();
    if (rows->empty() || !rows->truth(0, 3)) {
        auto begun = co_await begin(user);
        if (!begun) co_return begun.error();
        co_return State{"queued"};
    }
    State state{std::string(rows->text(0, 0)), rows->integer(0, 1)};
    if (state.status == "failed") co_return failed_lately();
    if (state.status != "done") co_return state;
    const blob::BlobOwner owner{user};
    auto zip = co_await parts_.files.get(owner, blob::BlobId{rows->uuid(0, 2)});
    if (!zip) co_return zip.error();
    state.zip = std::move(*zip);
    co_return state;
}

awaitable<Result<bool>> Exports::begin(UserId user) {
    const auto id = runtime::new_uuid(parts_.clock);
    std::vector<postgres::Call> calls;
    calls.push_back({&insert_export});
    calls.back().parameters.add(user).add(id);
    calls.push_back(jobs::enqueue(
        {.id = id,
         .kind = make_export,
         .user = user,
         .unique_key = std::string(make_export) + ":" + to_string(user)}
    ));
    auto ordered = co_await parts_.database.run_all(Identity::user(user), std::move(calls));
    if (!ordered) co_return ordered.error();
    co_return true;
}

awaitable<Outcome> Exports::run(const jobs::ClaimedJob& job) {
    if (!job.user) co_return Outcome::give_up("users.bad_arguments");
    postgres::Parameters parameters;
    parameters.add(*job.user).add(job.id);
    auto started =
        co_await parts_.database.run(Identity::job(*job.user), start_export, std::move(parameters));
    if (!started) co_return retry_after(started.error());
    if (started->empty()) co_return Outcome::done();

    Work work{job, *job.user, std::string(started->text(0, 0))};
    auto collected = co_await collect(work);
    if (!collected) co_return retry_after(collected.error());
    auto outcome = co_await store(work);
    co_return outcome;
}

awaitable<Result<bool>> Exports::note(const Work& work, std::int64_t progress) {
    postgres::Parameters parameters;
    parameters.add(work.user).add(work.job.id).add(progress);
    auto noted = co_await parts_.database.run(
        Identity::job(work.user), note_progress, std::move(parameters)
    );
    if (!noted) co_return noted.error();
    co_return true;
}

awaitable<Result<bool>> Exports::collect(Work& work) {
    const crypto::KeyName name{crypto::KeyKind::user, work.user.value};
    auto find = [this, name] { return parts_.keys.find_or_create(name); };
    auto key = co_await runtime::offload(parts_.pool, std::move(find));
    if (!key) co_return key.error();
    work.key = *key;

    postgres::Parameters none;
    auto tables =
        co_await parts_.database.run(Identity::job(work.user), select_tables, std::move(none));
    if (!tables) co_return tables.error();
    const auto count = static_cast<std::int64_t>(tables->size());
    for (std::size_t row = 0; row < tables->size(); ++row) {
        auto added = co_await add_table(work, std::string(tables->text(row, 0)));
        if (!added) co_return added.error();
        const auto done = static_cast<std::int64_t>(row) + 1;
        auto noted = co_await note(work, progress_of_tables * done / count);
        if (!noted) co_return noted.error();
    }
    auto added = co_await add_files(work);
    co_return added;
}

awaitable<Result<bool>> Exports::add_table(Work& work, const std::string& table) {
    postgres::Parameters parameters;
    parameters.add(std::string_view(table)).add(work.user);
    auto rows =
        co_await parts_.database.run(Identity::job(work.user), select_rows, std::move(parameters));
    if (!rows) co_return rows.error();
    const Opener opener{work.user, *work.key};
    std::string content = "[";
    for (std::size_t row = 0; row < rows->size(); ++row) {
        content += row == 0 ? "\n" : ",\n";
        content += open_row(opener, table, rows->text(row, 0), rows->text(row, 1));
    }
    content += "\n]\n";
    work.add("data/" + table + ".json", std::move(content));
    co_return true;
}

awaitable<Result<bool>> Exports::add_files(Work& work) {
    postgres::Parameters parameters;
    parameters.add(work.user);
    auto rows =
        co_await parts_.database.run(Identity::job(work.user), select_files, std::move(parameters));
    if (!rows) co_return rows.error();
    const auto count = static_cast<std::int64_t>(rows->size());
    for (std::size_t row = 0; row < rows->size(); ++row) {
        const blob::BlobId id{rows->uuid(row, 0)};
        auto name = file_name(rows->text(row, 1), to_string(id), rows->text(row, 2));
        const blob::BlobOwner owner{work.user};
        auto content = co_await parts_.files.get(owner, id);
        // Gone since: its time was over.
        if (!content && content.error().kind == Failure::missing) continue;
        if (!content) co_return content.error();
        if (work.bytes + content->size() > archive_bytes_max) {
            work.left_out.push_back(std::move(name));
        } else {
            work.add("files/" + name, std::move(*content));
        }
        const auto done = static_cast<std::int64_t>(row) + 1;
        const auto progress =
            progress_of_tables + (progress_of_files - progress_of_tables) * done / count;
        auto noted = co_await note(work, progress);
        if (!noted) co_return noted.error();
    }
    co_return true;
}

// The file first: without the row that names it, it is swept.
awaitable<Outcome> Exports::store(Work& work) {
    work.add("README.txt", read_me(work.day, work.left_out));
    auto pack = [&work] {
        std::vector<ZipEntry> entries;
        for (const auto& [name, content] : work.files) entries.push_back({name, content});
        return zip_of(entries);
    };
    auto zip = co_await runtime::offload(parts_.pool, std::move(pack));
    if (!zip) co_return retry_after(zip.error());
    const auto bytes = static_cast<std::int64_t>(zip->size());
    const blob::BlobOwner owner{work.user};
    auto object = co_await parts_.files.put(owner, std::move(*zip));
    if (!object) co_return retry_after(object.error());

    std::vector<postgres::Call> calls;
    calls.push_back({&record_object});
    calls.back().parameters.add(work.user).add(*object).add(bytes);
    calls.push_back(ending(work.job, "done"));
    calls.back().parameters.add(*object);
    for (auto& call : jobs::completion(work.job)) calls.push_back(std::move(call));
    auto written = co_await parts_.database.run_all(Identity::job(work.user), std::move(calls));
    if (written || written.error().detail == "job lease lost") co_return Outcome::ended();
    co_return retry_after(written.error());
}

awaitable<Outcome> Exports::abandon(const jobs::ClaimedJob& job) {
    if (!job.user) co_return Outcome::give_up("users.bad_arguments");
    auto call = ending(job, "failed");
    call.parameters.add_null();
    auto marked = co_await parts_.database.run(
        Identity::job(*job.user), *call.statement, std::move(call.parameters)
    );
    if (!marked) co_return retry_after(marked.error());
    parts_.log.error("users.export_abandoned", {{"attempts", std::int64_t{job.attempt}}});
    co_return Outcome::give_up("users.export_abandoned");
}

jobs::Kind job_kind(Exports& exports) {
    return {
        std::string(make_export),
        [&exports](const jobs::ClaimedJob& job) { return exports.run(job); },
        [&exports](const jobs::ClaimedJob& job) { return exports.abandon(job); },
    };
}

std::span<const postgres::Statement* const> export_statements() {
    static constexpr const postgres::Statement* all[] = {
        &select_latest,
        &insert_export,
        &start_export,
        &note_progress,
        &select_tables,
        &select_rows,
        &select_files,
        &record_object,
        &end_export,
    };
    return all;
}

}  // namespace fairfile::users
