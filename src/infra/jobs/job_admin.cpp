#include "infra/jobs/job_admin.hpp"

#include "infra/jobs/job_store.hpp"

namespace fairfile::jobs {

namespace {

using boost::asio::awaitable;
using postgres::Identity;

enum Column : std::size_t { id, kind, queue, state, attempt, created_at, last_error, worker, user };

JobState state_in(const postgres::Rows& rows, std::size_t row) {
    return {
        rows.uuid(row, id),
        std::string(rows.text(row, kind)),
        std::string(rows.text(row, queue)),
        std::string(rows.text(row, state)),
        rows.integer(row, attempt),
        std::string(rows.text(row, created_at)),
        rows.maybe_text(row, last_error),
        rows.maybe_text(row, worker),
        rows.maybe_text(row, user)};
}

awaitable<Result<bool>> changed(
    postgres::Database& database,
    std::vector<const postgres::Statement*> statements,
    std::string what
) {
    std::vector<postgres::Call> calls;
    for (const auto* statement : statements) {
        postgres::Call call{.statement = statement};
        call.parameters.add(std::string_view(what));
        calls.push_back(std::move(call));
    }
    auto rows = co_await database.run_all(Identity::nobody(), std::move(calls));
    if (!rows) co_return rows.error();
    std::size_t affected = 0;
    for (const auto& each : *rows) affected += each.affected();
    co_return affected > 0;
}

}  // namespace

awaitable<Result<std::vector<JobState>>> JobAdmin::list(JobFilter filter) {
    postgres::Parameters parameters;
    parameters.add(std::string_view(filter.state)).add(std::string_view(filter.queue));
    parameters.add(filter.limit);
    auto rows = co_await database_.run(Identity::nobody(), list_jobs, std::move(parameters));
    if (!rows) co_return rows.error();
    std::vector<JobState> jobs;
    for (std::size_t row = 0; row < rows->size(); ++row) jobs.push_back(state_in(*rows, row));
    co_return jobs;
}

awaitable<Result<std::optional<JobState>>> JobAdmin::show(Uuid wanted) {
    postgres::Parameters parameters;
    parameters.add(wanted);
    auto rows = co_await database_.run(Identity::nobody(), show_job, std::move(parameters));
    if (!rows) co_return rows.error();
    std::optional<JobState> found;
    if (!rows->empty()) found = state_in(*rows, 0);
    co_return found;
}

awaitable<Result<bool>> JobAdmin::retry(Uuid wanted) {
    std::vector<const postgres::Statement*> both{&run_job_now, &revive_job};
    auto done = co_await changed(database_, std::move(both), to_string(wanted));
    co_return done;
}

awaitable<Result<bool>> JobAdmin::discard(Uuid wanted) {
    std::vector<const postgres::Statement*> one{&discard_job};
    auto done = co_await changed(database_, std::move(one), to_string(wanted));
    co_return done;
}

awaitable<Result<bool>> JobAdmin::pause(std::string name) {
    std::vector<const postgres::Statement*> one{&pause_queue};
    auto done = co_await changed(database_, std::move(one), std::move(name));
    co_return done;
}

awaitable<Result<bool>> JobAdmin::resume(std::string name) {
    std::vector<const postgres::Statement*> one{&resume_queue};
    auto done = co_await changed(database_, std::move(one), std::move(name));
    co_return done;
}

awaitable<Result<std::vector<std::string>>> JobAdmin::paused() {
    postgres::Parameters none;
    auto rows = co_await database_.run(Identity::nobody(), paused_queues, std::move(none));
    if (!rows) co_return rows.error();
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows->size(); ++row) names.emplace_back(rows->text(row, 0));
    co_return names;
}

}  // namespace fairfile::jobs
