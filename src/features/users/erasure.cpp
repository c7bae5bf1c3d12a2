#include "features/users/erasure.hpp"

#include "features/audit/audit.hpp"
#include "features/users/statements.hpp"

namespace fairfile::users {

using jobs::Outcome;

namespace {

// Sessions that ended are news within a second; this leaves room for a slow commit.
constexpr std::chrono::seconds news_take_at_most{5};
constexpr std::int64_t files_at_once = 500;

constexpr postgres::Statement select_leaving{
    .name = "users_select_leaving",
    .sql =
        "select updated_at < now() - make_interval(secs => $2) from users"
        " where id = $1::uuid and state = 'erasing'",
};

constexpr postgres::Statement select_files{
    .name = "users_select_files",
    .sql =
        "select id from blob_objects where user_id = $1::uuid and id > $2::uuid"
        " order by id limit $3",
};

constexpr postgres::Statement delete_user{
    .name = "users_delete",
    .sql = "delete from users where id = $1::uuid and state = 'erasing'",
    .lane = postgres::Lane::write,
};

// A digest, so that the list of those who left does not name them.
constexpr postgres::Statement insert_erasure{
    .name = "users_insert_erasure",
    .sql =
        "insert into erasures (person_digest, requested_at, finished_at)"
        " select sha256(uuid_send($1::uuid)), a.created_at, now() from job_archive a"
        " where a.id = $2::uuid on conflict (person_digest) do nothing",
    .lane = postgres::Lane::write,
};

Outcome retry_after(const Error& error) {
    return Outcome::retry(std::string(error.code));
}

}  // namespace

awaitable<Outcome> Erasure::run(const jobs::ClaimedJob& job) {
    if (!job.user) co_return Outcome::give_up("users.bad_arguments");
    postgres::Parameters parameters;
    parameters.add(*job.user).add(static_cast<double>(news_take_at_most.count()));
    auto leaving = co_await parts_.database.run(
        postgres::Identity::job(*job.user), select_leaving, std::move(parameters)
    );
    if (!leaving) co_return retry_after(leaving.error());
    if (leaving->empty()) co_return Outcome::done();

    auto destroyed = co_await destroy_key(*job.user);
    if (!destroyed) co_return retry_after(destroyed.error());
    if (!leaving->truth(0, 0)) co_return Outcome::snooze(news_take_at_most);

    auto removed = co_await remove_files(*job.user);
    if (!removed) co_return retry_after(removed.error());

    auto outcome = co_await delete_rows(job);
    co_return outcome;
}

awaitable<Outcome> Erasure::abandon(const jobs::ClaimedJob& job) {
    parts_.log.error("users.erasure_abandoned", {{"attempts", job.attempt}});
    co_return Outcome::give_up("users.erasure_abandoned");
}

awaitable<Result<bool>> Erasure::destroy_key(UserId user) {
    auto destroy = [this, user] {
        return parts_.keys.destroy({crypto::KeyKind::user, user.value});
    };
    auto destroyed = co_await runtime::offload(parts_.pool, std::move(destroy));
    co_return destroyed;
}

awaitable<Result<bool>> Erasure::remove_files(UserId user) {
    Uuid after;
    while (true) {
        postgres::Parameters parameters;
        parameters.add(user).add(after).add(files_at_once);
        auto files = co_await parts_.database.run(
            postgres::Identity::job(user), select_files, std::move(parameters)
        );
        if (!files) co_return files.error();
        if (files->empty()) co_return true;
        for (std::size_t row = 0; row < files->size(); ++row) {
            after = files->uuid(row, 0);
            auto removed = co_await parts_.files.remove(blob::BlobId{after});
            if (!removed) co_return removed.error();
        }
    }
}

// The rows' end, its note in the audit log and the job's completion are one transaction.
awaitable<Outcome> Erasure::delete_rows(const jobs::ClaimedJob& job) {
    std::vector<postgres::Call> calls;
    calls.push_back(audit::record(
        {.actor = job.user,
         .action = "users.erased",
         .subject_type = "user",
         .subject = job.user->value}
    ));
    calls.push_back({&delete_user});
    calls.back().parameters.add(*job.user);
    for (auto& call : jobs::completion(job)) calls.push_back(std::move(call));
    calls.push_back({&insert_erasure});
    calls.back().parameters.add(*job.user).add(job.id);
    auto written =
        co_await parts_.database.run_all(postgres::Identity::job(*job.user), std::move(calls));
    if (written || written.error().detail == "job lease lost") co_return Outcome::ended();
    parts_.log.error("users.erasure_failed", {{"code", written.error().code}});
    co_return retry_after(written.error());
}

jobs::Kind job_kind(Erasure& erasure) {
    return {
        std::string(erase_user),
        [&erasure](const jobs::ClaimedJob& job) { return erasure.run(job); },
        [&erasure](const jobs::ClaimedJob& job) { return erasure.abandon(job); },
    };
}

std::span<const postgres::Statement* const> erasure_statements() {
    static constexpr const postgres::Statement* all[] = {
        &select_leaving, &select_files, &delete_user, &insert_erasure};
    return all;
}

}  // namespace fairfile::users
