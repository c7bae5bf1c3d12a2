#include "features/users/second_factor_store.hpp"

#include "features/users/statements.hpp"
#include "infra/crypto/encoding.hpp"

namespace fairfile::users {

namespace {

constexpr postgres::Statement begin_row{
    .name = "users_begin_totp",
    .sql =
        "update users set totp_secret_sealed = $2::bytea, totp_last_step = null,"
        " updated_at = now() where id = $1::uuid and totp_enabled_at is null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement enable_row{
    .name = "users_enable_totp",
    .sql =
        "update users set totp_enabled_at = now(), totp_last_step = $2, updated_at = now()"
        " where id = $1::uuid and totp_enabled_at is null and totp_secret_sealed is not null",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement disable_row{
    .name = "users_disable_totp",
    .sql =
        "update users set totp_enabled_at = null, totp_secret_sealed = null,"
        " totp_last_step = null, updated_at = now()"
        " where id = $1::uuid and totp_enabled_at is not null and role <> 'operator'",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement select_state{
    .name = "users_select_totp_state",
    .sql =
        "select u.totp_enabled_at is not null, (select count(*) from recovery_codes c"
        " where c.user_id = u.id and c.used_at is null) from users u where u.id = $1::uuid",
};

constexpr postgres::Statement delete_codes{
    .name = "users_delete_recovery_codes",
    .sql = "delete from recovery_codes where user_id = $1::uuid",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement insert_codes{
    .name = "users_insert_recovery_codes",
    .sql =
        "insert into recovery_codes (user_id, code_hash)"
        " select $1::uuid, decode(hash, 'hex') from unnest(string_to_array($2, ',')) hash",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement use_step_row{
    .name = "users_use_totp_step",
    .sql =
        "update users set totp_last_step = $2 where id = $1::uuid"
        " and coalesce(totp_last_step, 0) < $2",
    .lane = postgres::Lane::write,
};

constexpr postgres::Statement use_code_row{
    .name = "users_use_recovery_code",
    .sql =
        "update recovery_codes set used_at = now()"
        " where user_id = $1::uuid and code_hash = $2::bytea and used_at is null",
    .lane = postgres::Lane::write,
};

}  // namespace

namespace second_factor_store {

Call begin(UserId user, std::string_view secret_sealed) {
    Call call{&begin_row};
    call.parameters.add(user).add_bytes(secret_sealed);
    return call;
}

Call enable(UserId user, std::int64_t step) {
    Call call{&enable_row};
    call.parameters.add(user).add(step);
    return call;
}

Call disable(UserId user) {
    Call call{&disable_row};
    call.parameters.add(user);
    return call;
}

Call read_state(UserId user) {
    Call call{&select_state};
    call.parameters.add(user);
    return call;
}

std::vector<Call> replace_recovery_codes(UserId user, const std::vector<std::string>& hashes) {
    std::string list;
    for (const auto& hash : hashes) list += (list.empty() ? "" : ",") + crypto::to_hex(hash);
    std::vector<Call> calls;
    Call remove{&delete_codes};
    remove.parameters.add(user);
    calls.push_back(std::move(remove));
    if (hashes.empty()) return calls;
    Call insert{&insert_codes};
    insert.parameters.add(user).add(std::string_view(list));
    calls.push_back(std::move(insert));
    return calls;
}

Call use_step(UserId user, std::int64_t step) {
    Call call{&use_step_row};
    call.parameters.add(user).add(step);
    return call;
}

Call use_recovery_code(UserId user, std::string_view hash) {
    Call call{&use_code_row};
    call.parameters.add(user).add_bytes(hash);
    return call;
}

}  // namespace second_factor_store

std::span<const postgres::Statement* const> second_factor_statements() {
    static constexpr const postgres::Statement* all[] = {
        &begin_row,
        &enable_row,
        &disable_row,
        &select_state,
        &delete_codes,
        &insert_codes,
        &use_step_row,
        &use_code_row};
    return all;
}

}  // namespace fairfile::users
