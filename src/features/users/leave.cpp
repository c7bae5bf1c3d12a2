#include "features/users/erasure.hpp"
#include "features/users/retention.hpp"
#include "features/users/session_store.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"

namespace fairfile::users {

namespace {

// A job that failed so often meets a fault that somebody mends within days, not minutes.
constexpr int erasure_attempts_max = 1'000;
// Somebody else's hand on the same account: a worker that stores a report, another device.
constexpr int closing_attempts_max = 5;
constexpr std::string_view changed_meanwhile = "account changed meanwhile";

void add_erasure(std::vector<postgres::Call>& calls, UserId user, Uuid job) {
    calls.push_back(session_store::end_all(user, "erasure"));
    calls.push_back(jobs::enqueue(
        {.id = job,
         .kind = erase_user,
         .queue = jobs::Queue::high,
         .user = user,
         .unique_key = std::string(erase_user) + ":" + to_string(user),
         .attempts_max = erasure_attempts_max}
    ));
}

}  // namespace

awaitable<Result<bool>> Users::close_account(User user) {
    Retention retention({parts_.database, parts_.keys, parts_.hashing, parts_.log});
    auto calls = co_await retention.close_account(user);
    if (!calls) co_return calls.error();
    add_erasure(*calls, user.id, runtime::new_uuid(parts_.clock));
    auto closed =
        co_await parts_.database.run_all(postgres::Identity::user(user.id), std::move(*calls));
    if (!closed) co_return closed.error();
    co_return true;
}

awaitable<Result<bool>> Users::erase(UserId user) {
    auto row = co_await user_store::find(parts_.database, user);
    if (!row) co_return row.error();
    if (!*row) co_return true;  // leaving already
    auto person = co_await user_from(std::move(**row));
    if (!person) co_return person.error();

    for (int attempt = 1;; ++attempt) {
        auto closed = co_await close_account(*person);
        if (closed) break;
        const bool again = closed.error().detail == changed_meanwhile;
        if (!again || attempt == closing_attempts_max) co_return closed.error();
    }

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

}  // namespace fairfile::users
