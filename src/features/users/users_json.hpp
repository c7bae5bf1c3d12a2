// The wire's shapes: what comes in, checked field by field, and what goes out. Internal to this
// slice; the contract is docs/api/openapi.json.
#pragma once

#include "features/users/users.hpp"
#include "infra/http/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

struct RegisterInput {
    std::string email;
    std::string password;

    void describe(http::Fields& fields);
    Credentials credentials() const;
};

struct LoginInput {
    std::string email;
    std::string password;
    std::optional<std::string> totp_code;
    std::optional<std::string> recovery_code;

    void describe(http::Fields& fields);
    Credentials credentials() const;
};

struct RefreshInput {
    std::string refresh_token;
    void describe(http::Fields& fields);
};

struct PasswordChangeInput {
    std::string current_password;
    std::string new_password;
    void describe(http::Fields& fields);
};

struct EmailInput {
    std::string email;
    void describe(http::Fields& fields);
};

struct PasswordResetInput {
    std::string token;
    std::string new_password;
    void describe(http::Fields& fields);
};

struct TokenInput {
    std::string token;
    void describe(http::Fields& fields);
};

struct PasswordInput {
    std::string password;
    void describe(http::Fields& fields);
};

struct CodeInput {
    std::string code;
    void describe(http::Fields& fields);
};

struct TotpDisableInput {
    std::string password;
    std::string code;
    void describe(http::Fields& fields);
};

struct ProfileInput {
    std::optional<std::string> name;
    void describe(http::Fields& fields);
};

struct PageInput {
    std::optional<std::int64_t> limit;
    std::optional<Uuid> cursor;
    void describe(http::Fields& fields);
};

std::string to_json(const User& user);
std::string to_json(const SignedIn& signed_in);
std::string to_json(const SessionPage& page);
std::string to_json(const TotpState& state);
std::string to_json(const NewTotp& totp);
std::string to_json(const Quota& quota);
std::string recovery_codes_json(const std::vector<std::string>& codes);

/// Of an answer that is small enough to be made anyway.
std::string version_of(std::string_view json);

}  // namespace fairfile::users
