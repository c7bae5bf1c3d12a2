#include "features/users/session_store.hpp"

#include "features/users/statements.hpp"

namespace fairfile::users {

namespace {

constexpr postgres::Statement insert_session_row{
    .name = "users_insert_session",
    .sql =
        "insert into sessions (user_id, id, client, user_agent, address, epoch,"
        " second_factor_at, expires_at)"
        " select u.id, $2::uuid, $3, nullif(left($4, 300), ''), nullif($5, '')::inet,"
        " u.session_epoch, case when $6 then now() end, now() + interval '30 days'"
        " from users u where u.id = $1::uuid and u.state = 'active'",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement insert_token_row{
    .name = "users_insert_session_token",
    .sql =
        "insert into refresh_tokens (token_hash, user_id, session_id, expires_at)"
        " select $3::bytea, s.user_id, s.id, now() + case s.client"
        " when 'web' then interval '180 days' else interval '30 days' end"
        " from sessions s where s.user_id = $1::uuid and s.id = $2::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement use_refresh_token{
    .name = "users_use_refresh_token",
    .sql =
        "update refresh_tokens t set used_at = now() from sessions s, users u"
        " where t.token_hash = $1::bytea and t.used_at is null and t.expires_at > now()"
        " and s.user_id = t.user_id and s.id = t.session_id and s.client <> 'web'"
        " and s.revoked_at is null and s.expires_at > now()"
        " and u.id = t.user_id and u.state = 'active' and u.session_epoch = s.epoch"
        " returning s.user_id, s.id, u.role = 'operator',"
        " u.tier = 'paid' and coalesce(u.tier_until > now(), true),"
        " s.second_factor_at is not null",
    .lane = postgres::Lane::write,
};

// now() is the transaction's: used_at = now() means that this very call used it.
constexpr postgres::Statement insert_next_token{
    .name = "users_insert_next_token",
    .sql =
        "insert into refresh_tokens (token_hash, user_id, session_id, expires_at)"
        " select $2::bytea, t.user_id, t.session_id, now() + interval '30 days'"
        " from refresh_tokens t where t.token_hash = $1::bytea and t.used_at = now()",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement prolong_refreshed_session{
    .name = "users_prolong_refreshed_session",
    .sql =
        "update sessions s set last_used_at = now(), expires_at = now() + interval '30 days'"
        " from refresh_tokens t where t.token_hash = $1::bytea and t.used_at = now()"
        " and s.user_id = t.user_id and s.id = t.session_id",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement end_reused_session{
    .name = "users_end_reused_session",
    .sql =
        "update sessions s set revoked_at = now(), revoked_because = 'reuse'"
        " from refresh_tokens t where t.token_hash = $1::bytea and t.used_at < now()"
        " and s.user_id = t.user_id and s.id = t.session_id and s.revoked_at is null"
        " returning s.id",
    .lane = postgres::Lane::write,
};

// Asked once a minute for each signed-in browser; written every few minutes only.
constexpr postgres::Statement prolong_web_session{
    .name = "users_prolong_web_session",
    .sql =
        "update sessions s set last_used_at = now(), expires_at = now() + interval '30 days'"
        " from refresh_tokens t where t.token_hash = $1::bytea and t.used_at is null"
        " and s.user_id = t.user_id and s.id = t.session_id and s.client = 'web'"
        " and s.revoked_at is null and s.expires_at > now()"
        " and s.last_used_at < now() - interval '5 minutes'",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_by_cookie{
    .name = "users_select_session_by_cookie",
    .sql =
        "select s.user_id, s.id, u.role = 'operator',"
        " u.tier = 'paid' and coalesce(u.tier_until > now(), true),"
        " s.second_factor_at is not null"
        " from refresh_tokens t"
        " join sessions s on s.user_id = t.user_id and s.id = t.session_id"
        " join users u on u.id = s.user_id"
        " where t.token_hash = $1::bytea and t.used_at is null and t.expires_at > now()"
        " and s.client = 'web' and s.revoked_at is null and s.expires_at > now()"
        " and u.state = 'active' and u.session_epoch = s.epoch",
};

constexpr postgres::Statement select_by_session{
    .name = "users_select_session_by_id",
    .sql =
        "select s.user_id, s.id, u.role = 'operator',"
        " u.tier = 'paid' and coalesce(u.tier_until > now(), true),"
        " s.second_factor_at is not null"
        " from sessions s join users u on u.id = s.user_id"
        " where s.user_id = $1::uuid and s.id = $2::uuid and s.revoked_at is null"
        " and s.expires_at > now() and u.state = 'active' and u.session_epoch = s.epoch",
};

constexpr postgres::Statement insert_external{
    .name = "users_insert_external",
    .sql =
        "insert into users (id, email, external_issuer, external_subject)"
        " values ($1::uuid, $4, $2, $3) on conflict do nothing",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_external{
    .name = "users_select_external",
    .sql =
        "select id, id, false, tier = 'paid' and coalesce(tier_until > now(), true), false"
        " from users where external_issuer = $1 and external_subject = $2"
        " and state = 'active'",
};

constexpr postgres::Statement select_ended{
    .name = "users_select_ended_sessions",
    .sql = "select id from sessions where revoked_at > now() - make_interval(secs => $1)",
};

constexpr postgres::Statement select_list{
    .name = "users_select_sessions",
    .sql =
        "select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),"
        " to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),"
        " host(address), user_agent from sessions where user_id = $1::uuid"
        " and revoked_at is null and expires_at > now()"
        " and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
        " order by id desc limit $3",
};

constexpr postgres::Statement end_one{
    .name = "users_end_session",
    .sql =
        "update sessions set revoked_at = now(), revoked_because = $3"
        " where user_id = $1::uuid and id = $2::uuid and revoked_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement end_other_rows{
    .name = "users_end_other_sessions",
    .sql =
        "update sessions set revoked_at = now(), revoked_because = $3"
        " where user_id = $1::uuid and id <> $2::uuid and revoked_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement end_all_rows{
    .name = "users_end_all_sessions",
    .sql =
        "update sessions set revoked_at = now(), revoked_because = $2"
        " where user_id = $1::uuid and revoked_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement update_second_factor{
    .name = "users_confirm_second_factor",
    .sql =
        "update sessions set second_factor_at = now()"
        " where user_id = $1::uuid and id = $2::uuid and revoked_at is null",
    .lane = postgres::Lane::write,
};

std::optional<session_store::Caller> caller_from(const postgres::Rows& rows) {
    if (rows.empty()) return std::nullopt;
    return session_store::Caller{
        .user = UserId{rows.uuid(0, 0)},
        .session = SessionId{rows.uuid(0, 1)},
        .is_operator = rows.truth(0, 2),
        .is_paid = rows.truth(0, 3),
        .has_second_factor = rows.truth(0, 4)};
}

}  // namespace

namespace session_store {

std::vector<Call> insert_session(const NewSession& session) {
    Call row{&insert_session_row};
    row.parameters.add(session.user).add(session.id);
    row.parameters.add(session.client.kind == ClientKind::web ? "web" : "api");
    row.parameters.add(std::string_view(session.client.user_agent));
    row.parameters.add(std::string_view(session.client.address)).add(session.has_second_factor);
    Call token{&insert_token_row};
    token.parameters.add(session.user).add(session.id).add_bytes(session.token_hash);
    std::vector<Call> calls;
    calls.push_back(std::move(row));
    calls.push_back(std::move(token));
    return calls;
}

/// Being an operator takes the second factor, in this very session.
http::Role role_of(const Caller& caller) {
    if (caller.is_operator) {
        return caller.has_second_factor ? http::Role::operator_ : http::Role::operator_unproven;
    }
    return caller.is_paid ? http::Role::paid_user : http::Role::user;
}

awaitable<Result<Rotation>> rotate(
    Database& database, std::string token_hash, std::string next_hash
) {
    std::vector<Call> calls;
    for (const auto* statement :
         {&use_refresh_token,
          &insert_next_token,
          &prolong_refreshed_session,
          &end_reused_session}) {
        Call call{statement};
        call.parameters.add_bytes(token_hash);
        if (statement == &insert_next_token) call.parameters.add_bytes(next_hash);
        calls.push_back(std::move(call));
    }
    auto rows = co_await database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!rows) co_return rows.error();
    co_return Rotation{.caller = caller_from((*rows)[0]), .is_reuse = !(*rows)[3].empty()};
}

awaitable<Result<std::optional<Caller>>> find_by_cookie(
    Database& database, std::string token_hash
) {
    std::vector<Call> calls;
    for (const auto* statement : {&prolong_web_session, &select_by_cookie}) {
        Call call{statement};
        call.parameters.add_bytes(token_hash);
        calls.push_back(std::move(call));
    }
    auto rows = co_await database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!rows) co_return rows.error();
    co_return caller_from(rows->back());
}

awaitable<Result<std::optional<Caller>>> find_by_id(
    Database& database, UserId user, SessionId session
) {
    postgres::Parameters parameters;
    parameters.add(user).add(session);
    auto rows =
        co_await database.run(postgres::Identity::gate(), select_by_session, std::move(parameters));
    if (!rows) co_return rows.error();
    co_return caller_from(*rows);
}

awaitable<Result<std::optional<Caller>>> find_external(Database& database, ExternalPerson person) {
    std::vector<Call> calls;
    Call insert{&insert_external};
    insert.parameters.add(person.id).add(std::string_view(person.issuer));
    insert.parameters.add(std::string_view(person.subject)).add(std::string_view(person.email));
    calls.push_back(std::move(insert));
    Call select{&select_external};
    select.parameters.add(std::string_view(person.issuer)).add(std::string_view(person.subject));
    calls.push_back(std::move(select));
    auto rows = co_await database.run_all(postgres::Identity::gate(), std::move(calls));
    if (!rows) co_return rows.error();
    co_return caller_from(rows->back());
}

awaitable<Result<postgres::Rows>> ended_within(Database& database, std::chrono::seconds window) {
    postgres::Parameters parameters;
    parameters.add(static_cast<double>(window.count()));
    auto rows =
        co_await database.run(postgres::Identity::gate(), select_ended, std::move(parameters));
    co_return rows;
}

Call list(UserId user, const std::optional<Uuid>& after, std::int64_t limit) {
    Call call{&select_list};
    call.parameters.add(user).add(after).add(limit);
    return call;
}

Call end(UserId user, SessionId session, std::string_view because) {
    Call call{&end_one};
    call.parameters.add(user).add(session).add(because);
    return call;
}

Call end_others(UserId user, SessionId kept, std::string_view because) {
    Call call{&end_other_rows};
    call.parameters.add(user).add(kept).add(because);
    return call;
}

Call end_all(UserId user, std::string_view because) {
    Call call{&end_all_rows};
    call.parameters.add(user).add(because);
    return call;
}

Call confirm_second_factor(UserId user, SessionId session) {
    Call call{&update_second_factor};
    call.parameters.add(user).add(session);
    return call;
}

}  // namespace session_store

std::span<const postgres::Statement* const> session_statements() {
    static constexpr const postgres::Statement* all[] = {
        &insert_session_row,
        &insert_token_row,
        &use_refresh_token,
        &insert_next_token,
        &prolong_refreshed_session,
        &end_reused_session,
        &prolong_web_session,
        &select_by_cookie,
        &select_by_session,
        &insert_external,
        &select_external,
        &select_ended,
        &select_list,
        &end_one,
        &end_other_rows,
        &end_all_rows,
        &update_second_factor};
    return all;
}

}  // namespace fairfile::users
