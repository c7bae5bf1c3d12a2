#include "features/reports/file_lifecycle.hpp"

namespace fairfile::reports {

using jobs::Outcome;
using postgres::Identity;

namespace {

constexpr std::int64_t expired_at_once = 500;
constexpr std::int64_t rows_at_once = 1'000;
// Large: each batch is compared with all rows at once.
constexpr std::size_t files_at_once = 10'000;
// Between a file and the row that names it lie seconds, never a day.
constexpr std::chrono::hours grace{24};

constexpr postgres::Statement select_expired{
    .name = "reports.select_expired",
    .sql =
        "select user_id, id from blob_objects where deleted_at is null"
        " and expires_at is not null and expires_at < now() order by expires_at limit $1",
};

constexpr postgres::Statement mark_object{
    .name = "reports.mark_expired_object",
    .sql =
        "update blob_objects set deleted_at = now() where user_id = $1::uuid"
        " and id = $2::uuid and deleted_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement mark_report{
    .name = "reports.mark_expired_report",
    .sql =
        "update credit_reports set file_deleted_at = now() where user_id = $1::uuid"
        " and file_object_id = $2::uuid and file_deleted_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_oldest{
    .name = "reports.select_oldest_upload",
    .sql =
        "select coalesce(extract(epoch from now() - min(created_at)), 0)::bigint"
        " from blob_objects where deleted_at is null and kind = 'report'",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement select_unnamed{
    .name = "reports.select_unnamed_files",
    .sql =
        "select f.id from unnest($1::uuid[]) as f (id) where not exists"
        " (select from blob_objects b where b.id = f.id and b.deleted_at is null)",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement select_named{
    .name = "reports.select_named_files",
    .sql =
        "select user_id, id from blob_objects where deleted_at is null"
        " and (user_id, id) > ($1::uuid, $2::uuid) order by user_id, id limit $3",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement select_still_named{
    .name = "reports.select_still_named",
    .sql =
        "select 1 from blob_objects where user_id = $1::uuid and id = $2::uuid"
        " and deleted_at is null",
};

Outcome retry_after(const Error& error) {
    return Outcome::retry(std::string(error.code));
}

std::string array_text(const std::vector<blob::BlobId>& ids) {
    std::string text = "{";
    for (const auto& id : ids) {
        if (text.size() > 1) text.push_back(',');
        text += to_string(id);
    }
    return text + "}";
}

}  // namespace

awaitable<Outcome> FileLifecycle::expire() {
    std::int64_t count = 0;
    while (true) {
        postgres::Parameters parameters;
        parameters.add(expired_at_once);
        auto due =
            co_await parts_.database.run(Identity::nobody(), select_expired, std::move(parameters));
        if (!due) co_return retry_after(due.error());
        if (due->empty()) break;
        for (std::size_t row = 0; row < due->size(); ++row) {
            const Owned file{UserId{due->uuid(row, 0)}, blob::BlobId{due->uuid(row, 1)}};
            auto removed = co_await remove(file);
            if (!removed) co_return retry_after(removed.error());
            ++count;
        }
    }
    auto shown = co_await show_oldest_upload();
    if (!shown) co_return retry_after(shown.error());
    parts_.log.info("reports.files_expired", {{"count", count}});
    co_return Outcome::done();
}

awaitable<Result<bool>> FileLifecycle::remove(Owned file) {
    auto gone = co_await parts_.files.remove(file.id);
    if (!gone) co_return gone.error();
    std::vector<postgres::Call> calls;
    for (const auto* statement : {&mark_object, &mark_report}) {
        calls.push_back({statement});
        calls.back().parameters.add(file.user).add(file.id);
    }
    auto marked = co_await parts_.database.run_all(Identity::job(file.user), std::move(calls));
    if (!marked) co_return marked.error();
    co_return true;
}

awaitable<Result<bool>> FileLifecycle::show_oldest_upload() {
    postgres::Parameters none;
    auto oldest = co_await parts_.database.run(Identity::nobody(), select_oldest, std::move(none));
    if (!oldest) co_return oldest.error();
    parts_.metrics.gauge("storage_oldest_upload_seconds", "Age of the oldest upload that is kept.")
        .set(static_cast<double>(oldest->integer(0, 0)));
    co_return true;
}

awaitable<Outcome> FileLifecycle::sweep() {
    auto swept = co_await sweep_files();
    if (!swept) co_return retry_after(swept.error());
    auto counted = co_await count_missing();
    if (!counted) co_return retry_after(counted.error());
    co_return Outcome::done();
}

awaitable<Result<bool>> FileLifecycle::sweep_files() {
    auto leftovers = co_await parts_.files.sweep(grace);
    if (!leftovers) co_return leftovers.error();
    std::size_t removed = leftovers->unfinished_files;
    blob::BlobId after{};
    while (true) {
        auto files = co_await parts_.files.list(after, files_at_once);
        if (!files) co_return files.error();
        if (files->empty()) break;
        after = files->back().id;
        std::vector<blob::BlobId> candidates;
        for (const auto& file : *files) {
            if (file.written + grace < parts_.clock.now()) candidates.push_back(file.id);
        }
        auto count = co_await remove_unnamed(std::move(candidates));
        if (!count) co_return count.error();
        removed += *count;
    }
    auto& counter =
        parts_.metrics.counter("storage_orphans_removed_total", "Files that no row named.");
    counter.add(removed);
    parts_.log.info("reports.files_swept", {{"removed", static_cast<std::int64_t>(removed)}});
    co_return true;
}

awaitable<Result<std::size_t>> FileLifecycle::remove_unnamed(std::vector<blob::BlobId> candidates) {
    if (candidates.empty()) co_return std::size_t{0};
    postgres::Parameters parameters;
    parameters.add(std::string_view(array_text(candidates)));
    auto unnamed =
        co_await parts_.database.run(Identity::nobody(), select_unnamed, std::move(parameters));
    if (!unnamed) co_return unnamed.error();
    for (std::size_t row = 0; row < unnamed->size(); ++row) {
        auto removed = co_await parts_.files.remove(blob::BlobId{unnamed->uuid(row, 0)});
        if (!removed) co_return removed.error();
    }
    co_return unnamed->size();
}

awaitable<Result<bool>> FileLifecycle::count_missing() {
    std::int64_t missing = 0;
    Owned after{};
    while (true) {
        postgres::Parameters parameters;
        parameters.add(after.user).add(after.id).add(rows_at_once);
        auto named =
            co_await parts_.database.run(Identity::nobody(), select_named, std::move(parameters));
        if (!named) co_return named.error();
        if (named->empty()) break;
        for (std::size_t row = 0; row < named->size(); ++row) {
            after = {UserId{named->uuid(row, 0)}, blob::BlobId{named->uuid(row, 1)}};
            auto is_gone = co_await is_missing(after);
            if (!is_gone) co_return is_gone.error();
            if (*is_gone) ++missing;
        }
    }
    parts_.metrics.gauge("storage_missing_objects", "Rows whose file is not there.")
        .set(static_cast<double>(missing));
    if (missing > 0) parts_.log.error("reports.files_missing", {{"count", missing}});
    co_return true;
}

// Asks the row again: between the two looks its file may have been removed for good reason.
awaitable<Result<bool>> FileLifecycle::is_missing(Owned file) {
    auto there = co_await parts_.files.exists(file.id);
    if (!there) co_return there.error();
    if (*there) co_return false;
    postgres::Parameters parameters;
    parameters.add(file.user).add(file.id);
    auto named =
        co_await parts_.database.run(Identity::nobody(), select_still_named, std::move(parameters));
    if (!named) co_return named.error();
    co_return !named->empty();
}

std::vector<jobs::Kind> job_kinds(FileLifecycle& lifecycle) {
    const auto abandon = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("reports.lifecycle_abandoned");
    };
    const auto expire = [&lifecycle](const jobs::ClaimedJob& /*job*/) {
        return lifecycle.expire();
    };
    const auto sweep = [&lifecycle](const jobs::ClaimedJob& /*job*/) { return lifecycle.sweep(); };
    return {
        {std::string(expire_files), expire, abandon}, {std::string(sweep_files), sweep, abandon}};
}

std::span<const postgres::Statement* const> lifecycle_statements() {
    static constexpr const postgres::Statement* all[] = {
        &select_expired,
        &mark_object,
        &mark_report,
        &select_oldest,
        &select_unnamed,
        &select_named,
        &select_still_named,
    };
    return all;
}

}  // namespace fairfile::reports
