#include "features/users/user_store.hpp"

#include "features/users/statements.hpp"

namespace fairfile::users {

namespace {

constexpr postgres::Statement select_by_email{
    .name = "users_select_by_email",
    .sql =
        "select id, email, email_verified_at is not null, password_hash, role = 'operator',"
        " tier = 'paid' and coalesce(tier_until > now(), true), totp_secret_sealed,"
        " totp_enabled_at is not null, profile_sealed,"
        " to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),"
        " exists (select from sessions s where s.user_id = users.id"
        " and host(s.address) = $2)"
        " from users where lower(email) = lower($1) and state = 'active'",
};

constexpr postgres::Statement select_by_id{
    .name = "users_select_by_id",
    .sql =
        "select id, email, email_verified_at is not null, password_hash, role = 'operator',"
        " tier = 'paid' and coalesce(tier_until > now(), true), totp_secret_sealed,"
        " totp_enabled_at is not null, profile_sealed,"
        " to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), true"
        " from users where id = $1::uuid and state = 'active'",
};

constexpr postgres::Statement insert_row{
    .name = "users_insert",
    .sql =
        "insert into users (id, email, password_hash, password_changed_at, role)"
        " values ($1::uuid, $2, $3, now(), $4)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement update_password{
    .name = "users_update_password",
    .sql =
        "update users set password_hash = $2, password_changed_at = now(), updated_at = now()"
        " where id = $1::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement update_profile{
    .name = "users_update_profile",
    .sql = "update users set profile_sealed = $2::bytea, updated_at = now() where id = $1::uuid",
    .lane = postgres::Lane::write,
};

// A few links at a time: a stranger who asks again and again fills neither table nor mailbox.
constexpr postgres::Statement insert_link_row{
    .name = "users_insert_link",
    .sql =
        "insert into one_time_tokens (token_hash, user_id, purpose)"
        " select $2::bytea, u.id, $3 from users u"
        " where lower(u.email) = lower($1) and u.state = 'active'"
        " and ($3 <> 'email_verification' or u.email_verified_at is null)"
        " and (select count(*) from one_time_tokens t where t.user_id = u.id"
        " and t.purpose = $3 and t.expires_at > now()) < 5"
        " returning (select email from users where id = user_id)",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement use_link_row{
    .name = "users_use_link",
    .sql =
        "update one_time_tokens t set used_at = now() from users u"
        " where t.token_hash = $1::bytea and t.purpose = $2 and t.used_at is null"
        " and t.expires_at > now() and u.id = t.user_id and u.state = 'active'"
        " returning t.user_id",
    .lane = postgres::Lane::write,
};

// now() is the transaction's: used_at = now() means that use_link was part of it.
constexpr postgres::Statement reset_password_row{
    .name = "users_reset_password",
    .sql =
        "update users u set password_hash = $2, password_changed_at = now(),"
        " session_epoch = session_epoch + 1, updated_at = now(),"
        " email_verified_at = coalesce(u.email_verified_at, now())"
        " from one_time_tokens t where t.token_hash = $1::bytea"
        " and t.purpose = 'password_reset' and t.used_at = now() and u.id = t.user_id",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement end_sessions_after_reset_rows{
    .name = "users_end_sessions_after_reset",
    .sql =
        "update sessions s set revoked_at = now(), revoked_because = 'password'"
        " from one_time_tokens t where t.token_hash = $1::bytea"
        " and t.purpose = 'password_reset' and t.used_at = now() and s.user_id = t.user_id"
        " and s.revoked_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement verify_email_row{
    .name = "users_verify_email",
    .sql =
        "update users u set email_verified_at = coalesce(u.email_verified_at, now()),"
        " updated_at = now() from one_time_tokens t where t.token_hash = $1::bytea"
        " and t.purpose = 'email_verification' and t.used_at = now() and u.id = t.user_id",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_quota{
    .name = "users_select_quota",
    .sql =
        "with month as (select date_trunc('month', now(), 'UTC') as start),"
        " person as (select id, report_limit, letter_limit,"
        " tier = 'paid' and coalesce(tier_until > now(), true) as is_paid"
        " from users where id = $1::uuid)"
        " select case when p.is_paid then 'paid' else 'free' end,"
        " to_char(m.start at time zone 'UTC', 'YYYY-MM'),"
        " to_char((m.start at time zone 'UTC') + interval '1 month',"
        " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'),"
        " coalesce(r.used, 0), coalesce(l.used, 0),"
        " coalesce(p.report_limit, case when p.is_paid then $4::integer else $2::integer end),"
        " coalesce(p.letter_limit, case when p.is_paid then $5::integer else $3::integer end)"
        " from person p cross join month m"
        " left join monthly_entitlements r on r.user_id = p.id and r.kind = 'reports'"
        " and r.month = (m.start at time zone 'UTC')::date"
        " left join monthly_entitlements l on l.user_id = p.id and l.kind = 'letters'"
        " and l.month = (m.start at time zone 'UTC')::date",
};

std::optional<std::string> maybe_bytes(
    const postgres::Rows& rows, std::size_t row, std::size_t column
) {
    if (rows.is_null(row, column)) return std::nullopt;
    return rows.bytes(row, column);
}

Result<std::optional<UserRow>> row_from(const Result<postgres::Rows>& rows) {
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<UserRow>();
    UserRow row;
    row.id = UserId{rows->uuid(0, 0)};
    row.email = rows->text(0, 1);
    row.is_email_verified = rows->truth(0, 2);
    row.password_hash = rows->maybe_text(0, 3);
    row.is_operator = rows->truth(0, 4);
    row.is_paid = rows->truth(0, 5);
    row.totp_secret_sealed = maybe_bytes(*rows, 0, 6);
    row.has_totp = rows->truth(0, 7);
    row.profile_sealed = maybe_bytes(*rows, 0, 8);
    row.created_at = rows->text(0, 9);
    row.is_known_address = rows->truth(0, 10);
    return std::optional(std::move(row));
}

}  // namespace

namespace user_store {

awaitable<Result<std::optional<UserRow>>> find_by_email(
    Database& database, std::string email, std::string address
) {
    postgres::Parameters parameters;
    parameters.add(std::string_view(email)).add(std::string_view(address));
    auto rows =
        co_await database.run(postgres::Identity::gate(), select_by_email, std::move(parameters));
    co_return row_from(rows);
}

awaitable<Result<std::optional<UserRow>>> find(Database& database, UserId user) {
    postgres::Parameters parameters;
    parameters.add(user);
    auto rows =
        co_await database.run(postgres::Identity::user(user), select_by_id, std::move(parameters));
    co_return row_from(rows);
}

Call insert_user(const NewUser& user) {
    Call call{&insert_row};
    call.parameters.add(user.id).add(std::string_view(user.email));
    call.parameters.add(std::string_view(user.password_hash)).add(user.role);
    return call;
}

Error insert_error(Error error) {
    if (error.code != "postgres.unique_violation" || error.detail != "users_email_key") {
        return error;
    }
    return {Failure::conflict, "users.email_taken", "There is an account with this address."};
}

Call set_password(UserId user, std::string_view hash) {
    Call call{&update_password};
    call.parameters.add(user).add(hash);
    return call;
}

Call set_profile(UserId user, const std::optional<std::string>& sealed) {
    Call call{&update_profile};
    call.parameters.add(user);
    if (sealed) {
        call.parameters.add_bytes(*sealed);
    } else {
        call.parameters.add_null();
    }
    return call;
}

Call insert_link(std::string_view email, std::string_view token_hash, std::string_view purpose) {
    Call call{&insert_link_row};
    call.parameters.add(email).add_bytes(token_hash).add(purpose);
    return call;
}

Call use_link(std::string_view token_hash, std::string_view purpose) {
    Call call{&use_link_row};
    call.parameters.add_bytes(token_hash).add(purpose);
    return call;
}

Call reset_password(std::string_view token_hash, std::string_view password_hash) {
    Call call{&reset_password_row};
    call.parameters.add_bytes(token_hash).add(password_hash);
    return call;
}

Call end_sessions_after_reset(std::string_view token_hash) {
    Call call{&end_sessions_after_reset_rows};
    call.parameters.add_bytes(token_hash);
    return call;
}

Call verify_email(std::string_view token_hash) {
    Call call{&verify_email_row};
    call.parameters.add_bytes(token_hash);
    return call;
}

Call read_quota(UserId user, const UnitLimits& limits) {
    Call call{&select_quota};
    call.parameters.add(user).add(limits.free_reports).add(limits.free_letters);
    call.parameters.add(limits.paid_reports).add(limits.paid_letters);
    return call;
}

Quota quota_from(const postgres::Rows& rows) {
    Quota quota;
    quota.tier = rows.text(0, 0);
    quota.month = rows.text(0, 1);
    quota.resets_at = rows.text(0, 2);
    quota.reports_used = rows.integer(0, 3);
    quota.letters_used = rows.integer(0, 4);
    quota.reports_limit = rows.maybe_integer(0, 5);
    quota.letters_limit = rows.maybe_integer(0, 6);
    return quota;
}

}  // namespace user_store

std::span<const postgres::Statement* const> user_statements() {
    static constexpr const postgres::Statement* all[] = {
        &select_by_email,
        &select_by_id,
        &insert_row,
        &update_password,
        &update_profile,
        &insert_link_row,
        &use_link_row,
        &reset_password_row,
        &end_sessions_after_reset_rows,
        &verify_email_row,
        &select_quota};
    return all;
}

}  // namespace fairfile::users
