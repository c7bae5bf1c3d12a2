#include "features/users/erasure.hpp"
#include "features/users/session_store.hpp"
#include "features/users/statements.hpp"
#include "features/users/users.hpp"

namespace fairfile::users {

namespace {

// A job that failed so often meets a fault that somebody mends within days, not minutes.
constexpr int erasure_attempts_max = 1'000;

constexpr postgres::Statement close_account{
    .name = "users_close_account",
    .sql =
        "update users set state = 'erasing', session_epoch = session_epoch + 1,"
        " updated_at = now() where id = $1::uuid and state = 'active'",
    .lane = postgres::Lane::write,
};

std::vector<postgres::Call> leaving(UserId user, Uuid job) {
    std::vector<postgres::Call> calls;
    calls.push_back({&close_account});
    calls.back().parameters.add(user);
    calls.push_back(session_store::end_all(user, "erasure"));
    calls.push_back(jobs::enqueue(
        {.id = job,
         .kind = erase_user,
         .queue = jobs::Queue::high,
         .user = user,
         .unique_key = std::string(erase_user) + ":" + to_string(user),
         .attempts_max = erasure_attempts_max}
    ));
    return calls;
}

}  // namespace

awaitable<Result<bool>> Users::erase(UserId user) {
    auto calls = leaving(user, runtime::new_uuid(parts_.clock));
    auto closed =
        co_await parts_.database.run_all(postgres::Identity::user(user), std::move(calls));
    if (!closed) co_return closed.error();

    // Only now: a key destroyed before the account is closed would be lost to one who stays.
    auto destroy = [this, user] {
        return parts_.keys.destroy({crypto::KeyKind::user, user.value});
    };
    auto destroyed = co_await runtime::offload(parts_.hashing, std::move(destroy));
    if (!destroyed) {
        // The job destroys it, too, and tries until it can.
        parts_.log.error("users.key_not_destroyed", {{"code", destroyed.error().code}});
    }
    co_return true;
}

std::span<const postgres::Statement* const> leaving_statements() {
    static constexpr const postgres::Statement* all[] = {&close_account};
    return all;
}

}  // namespace fairfile::users
