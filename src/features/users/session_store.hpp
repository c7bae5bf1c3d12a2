// The rows of sessions and their tokens, kept as digests. A token of the web app lives as long as
// its session; a refresh token is good once. Internal to this slice.
#pragma once

#include "features/users/users.hpp"
#include "infra/postgres/postgres.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::users::session_store {

using postgres::Call;
using postgres::Database;

struct NewSession {
    UserId user;
    SessionId id;
    Client client;
    bool has_second_factor = false;
    std::string token_hash;
};
/// As gate. No row is written for somebody who is not active.
std::vector<Call> insert_session(const NewSession& session);

/// Who a good token stands for.
struct Caller {
    UserId user;
    SessionId session;
    bool is_operator = false;
    bool is_paid = false;
    bool has_second_factor = false;
};
http::Role role_of(const Caller& caller);

/// Uses `token_hash` up, writes `next_hash` in its place. A token that was used before ends its
/// session: then `is_reuse`.
struct Rotation {
    std::optional<Caller> caller;
    bool is_reuse = false;
};
awaitable<Result<Rotation>> rotate(
    Database& database, std::string token_hash, std::string next_hash
);

/// Of the web app's cookie; prolongs the session.
awaitable<Result<std::optional<Caller>>> find_by_cookie(Database& database, std::string token_hash);
awaitable<Result<std::optional<Caller>>> find_by_id(
    Database& database, UserId user, SessionId session
);

/// The person behind an external subject, made at the first sight of it.
struct ExternalPerson {
    UserId id;
    std::string issuer;
    std::string subject;
    std::string email;
};
awaitable<Result<std::optional<Caller>>> find_external(Database& database, ExternalPerson person);

/// Ids of sessions that ended within the last so many seconds, whoever ended them.
awaitable<Result<postgres::Rows>> ended_within(Database& database, std::chrono::seconds window);

/// As the person.
Call list(UserId user, const std::optional<Uuid>& after, std::int64_t limit);
Call end(UserId user, SessionId session, std::string_view because);
Call end_others(UserId user, SessionId kept, std::string_view because);
/// As gate.
Call end_all(UserId user, std::string_view because);
Call confirm_second_factor(UserId user, SessionId session);

}  // namespace fairfile::users::session_store
