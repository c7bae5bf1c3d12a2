// The rows of people: all SQL on users and one_time_tokens. Internal to this slice.
#pragma once

#include "base/ids.hpp"
#include "features/users/users.hpp"
#include "infra/postgres/postgres.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

struct UserRow {
    UserId id;
    std::string email;
    bool is_email_verified = false;
    std::optional<std::string> password_hash;
    bool is_operator = false;
    bool is_paid = false;
    std::optional<std::string> totp_secret_sealed;
    bool has_totp = false;
    std::optional<std::string> profile_sealed;
    std::string created_at;
    bool is_known_address = false;
};

namespace user_store {

using postgres::Call;
using postgres::Database;

/// Active people only. Nothing when there is nobody.
awaitable<Result<std::optional<UserRow>>> find_by_email(
    Database& database, std::string email, std::string address
);
awaitable<Result<std::optional<UserRow>>> find(Database& database, UserId user);

struct NewUser {
    UserId id;
    std::string email;
    std::string password_hash;
    std::string_view role = "user";
};
Call insert_user(const NewUser& user);

/// `conflict` of the unique address as `users.email_taken`.
Error insert_error(Error error);

Call set_password(UserId user, std::string_view hash);
Call set_profile(UserId user, const std::optional<std::string>& sealed);

/// A link's token for an active person with this address; its row holds the address as stored.
Call insert_link(std::string_view email, std::string_view token_hash, std::string_view purpose);

/// In one transaction, in this order; the first gives a row when the link is good.
Call use_link(std::string_view token_hash, std::string_view purpose);
Call reset_password(std::string_view token_hash, std::string_view password_hash);
Call end_sessions_after_reset(std::string_view token_hash);
Call verify_email(std::string_view token_hash);

Call read_quota(UserId user, const UnitLimits& limits);
Quota quota_from(const postgres::Rows& rows);

}  // namespace user_store
}  // namespace fairfile::users
