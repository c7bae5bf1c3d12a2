#include "features/users/forgetting.hpp"

#include "features/users/repeats.hpp"
#include "features/users/statements.hpp"

namespace fairfile::users {

using boost::asio::awaitable;
using jobs::Outcome;
using postgres::Identity;

namespace {

constexpr postgres::Statement forget_sessions{
    .name = "users_forget_sessions",
    .sql =
        "delete from sessions where expires_at < now() - interval '30 days'"
        " or revoked_at < now() - interval '30 days'",
    .lane = postgres::Lane::slow,
};

constexpr postgres::Statement forget_tokens{
    .name = "users_forget_tokens",
    .sql = "delete from one_time_tokens where expires_at < now() - interval '1 day'",
    .lane = postgres::Lane::slow,
};

}  // namespace

awaitable<Result<Forgotten>> Forgetting::forget() {
    Forgotten forgotten;
    auto repeats = co_await forget_repeats(database_);
    if (!repeats) co_return repeats.error();
    forgotten.repeats = static_cast<std::int64_t>(*repeats);

    postgres::Parameters none;
    auto sessions = co_await database_.run(Identity::nobody(), forget_sessions, std::move(none));
    if (!sessions) co_return sessions.error();
    forgotten.sessions = static_cast<std::int64_t>(sessions->affected());

    postgres::Parameters nothing;
    auto tokens = co_await database_.run(Identity::nobody(), forget_tokens, std::move(nothing));
    if (!tokens) co_return tokens.error();
    forgotten.tokens = static_cast<std::int64_t>(tokens->affected());

    log_.info(
        "users.ended_forgotten",
        {{"repeats", forgotten.repeats},
         {"sessions", forgotten.sessions},
         {"tokens", forgotten.tokens}}
    );
    co_return forgotten;
}

namespace {

awaitable<Outcome> forget_once(Forgetting& forgetting) {
    auto forgotten = co_await forgetting.forget();
    co_return forgotten ? Outcome::done() : Outcome::retry(std::string(forgotten.error().code));
}

}  // namespace

jobs::Kind job_kind(Forgetting& forgetting) {
    auto run = [&forgetting](const jobs::ClaimedJob& /*job*/) { return forget_once(forgetting); };
    auto abandon = [](const jobs::ClaimedJob& /*job*/) -> awaitable<Outcome> {
        co_return Outcome::give_up("users.forgetting_abandoned");
    };
    return {std::string(forget_ended), run, abandon};
}

std::span<const postgres::Statement* const> forgetting_statements() {
    static constexpr const postgres::Statement* all[] = {&forget_sessions, &forget_tokens};
    return all;
}

}  // namespace fairfile::users
