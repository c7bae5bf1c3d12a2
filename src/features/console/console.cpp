#include "features/console/console.hpp"

#include "features/audit/audit.hpp"
#include "features/console/console_store.hpp"

namespace fairfile::console {

namespace {

/// The look first: the log is locked for the end of the transaction only.
std::vector<postgres::Call> audited(
    UserId operator_user, const audit::Entry& entry, postgres::Call look
) {
    auto of_operator = entry;
    of_operator.actor = operator_user;
    std::vector<postgres::Call> calls;
    calls.push_back(std::move(look));
    calls.push_back(audit::record(of_operator));
    return calls;
}

}  // namespace

awaitable<Result<std::string>> Console::list_users(UserId operator_user, PageWish page) {
    const audit::Entry entry{.action = "console.users_listed", .subject_type = "user"};
    auto calls = audited(operator_user, entry, store::select_users(page));
    auto rows =
        co_await database_.run_all(postgres::Identity::operator_(operator_user), std::move(calls));
    if (!rows) co_return rows.error();
    co_return store::users_json(rows->front(), page.limit);
}

awaitable<Result<std::string>> Console::list_jobs(UserId operator_user, JobFilter filter) {
    const audit::Entry entry{.action = "console.jobs_listed", .subject_type = "job"};
    auto calls = audited(operator_user, entry, store::select_jobs(filter));
    auto rows =
        co_await database_.run_all(postgres::Identity::operator_(operator_user), std::move(calls));
    if (!rows) co_return rows.error();
    co_return store::jobs_json(rows->front(), filter.page.limit);
}

}  // namespace fairfile::console
