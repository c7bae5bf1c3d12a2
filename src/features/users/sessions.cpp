#include "features/users/session_store.hpp"
#include "features/users/user_store.hpp"
#include "features/users/users.hpp"
#include "features/users/users_errors.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/random.hpp"

namespace fairfile::users {

namespace {

std::string hash_of(const Secret& token) {
    return std::string(crypto::view(crypto::sha256(token.reveal())));
}

}  // namespace

awaitable<Result<SignedIn>> Users::refresh(Secret refresh_token) {
    Secret next(crypto::random_token());
    auto rotation = session_store::rotate(parts_.database, hash_of(refresh_token), hash_of(next));
    auto rotated = co_await std::move(rotation);
    if (!rotated) co_return rotated.error();
    if (rotated->is_reuse) {
        count_sign_in("token_reuse");
        parts_.log.warning("users.refresh_token_reused");
    }
    if (!rotated->caller) co_return refresh_refused();

    auto user = co_await show(rotated->caller->user);
    if (!user) co_return user.error();
    SignedIn signed_in{.user = std::move(*user)};
    signed_in.expires_in = settings_.access_token_life;
    signed_in.access_token = access_token(*rotated->caller);
    signed_in.refresh_token = std::move(next);
    co_return signed_in;
}

awaitable<Result<bool>> Users::sign_out(http::Principal who) {
    auto call = session_store::end(who.user, who.session, "logout");
    auto ended = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!ended) co_return ended.error();
    co_return true;
}

awaitable<Result<bool>> Users::end_session(http::Principal who, SessionId session) {
    auto call = session_store::end(who.user, session, "user");
    auto ended = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!ended) co_return ended.error();
    if (ended->affected() == 0) {
        co_return Error{Failure::missing, "http.not_found", "There is no such session."};
    }
    co_return true;
}

awaitable<Result<bool>> Users::end_other_sessions(http::Principal who) {
    auto call = session_store::end_others(who.user, who.session, "user");
    auto ended = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!ended) co_return ended.error();
    co_return true;
}

awaitable<Result<SessionPage>> Users::list_sessions(
    http::Principal who, std::optional<Uuid> after, std::int64_t limit
) {
    auto call = session_store::list(who.user, after, limit + 1);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(who.user), *call.statement, std::move(call.parameters)
    );
    if (!rows) co_return rows.error();
    SessionPage page;
    const auto count = std::min(rows->size(), static_cast<std::size_t>(limit));
    for (std::size_t row = 0; row < count; ++row) {
        Session session;
        session.id = SessionId{rows->uuid(row, 0)};
        session.is_current = session.id == who.session;
        session.created_at = rows->text(row, 1);
        session.last_used_at = rows->text(row, 2);
        session.address = rows->maybe_text(row, 3);
        session.user_agent = rows->maybe_text(row, 4);
        page.sessions.push_back(std::move(session));
    }
    if (rows->size() > count) page.next_cursor = to_string(page.sessions.back().id);
    co_return page;
}

awaitable<Result<bool>> is_session_live(
    postgres::Database& database, UserId user, SessionId session
) {
    if (session.value == user.value) co_return true;  // as find_external makes it
    auto caller = co_await session_store::find_by_id(database, user, session);
    if (!caller) co_return caller.error();
    co_return caller->has_value();
}

}  // namespace fairfile::users
