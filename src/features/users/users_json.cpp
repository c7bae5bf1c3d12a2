#include "features/users/users_json.hpp"

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

#include <algorithm>

namespace fairfile::users {

namespace {

constexpr http::TextRule email_rule{.length_min = 3, .length_max = 254, .email = true};
constexpr http::TextRule new_password_rule{.length_min = 10, .length_max = 128};
constexpr http::TextRule password_rule{.length_min = 1, .length_max = 128};
constexpr http::TextRule token_rule{.length_min = 1, .length_max = 200};
constexpr http::TextRule code_rule{.length_min = 6, .length_max = 6};
constexpr http::TextRule recovery_code_rule{.length_min = 8, .length_max = 32};
constexpr http::TextRule any_code_rule{.length_min = 6, .length_max = 32};
constexpr http::TextRule name_rule{.length_max = 200};
constexpr std::size_t version_bytes = 12;

void check_code(http::Fields& fields, std::string_view name, std::string_view code) {
    if (!std::all_of(code.begin(), code.end(), is_digit)) fields.refuse(name, "must be 6 digits");
}

void write_user(JsonWriter& writer, const User& user) {
    writer.begin_object()
        .field("id", std::string_view(to_string(user.id)))
        .field("email", std::string_view(user.email))
        .field("email_verified", user.is_email_verified)
        .field("role", std::string_view(user.role))
        .field("tier", std::string_view(user.tier))
        .key("name");
    if (user.name) {
        writer.value(std::string_view(*user.name));
    } else {
        writer.null();
    }
    writer.field("totp_enabled", user.has_totp)
        .field("created_at", std::string_view(user.created_at))
        .end_object();
}

void write_text(JsonWriter& writer, std::string_view name, const std::optional<std::string>& text) {
    writer.key(name);
    if (text) {
        writer.value(std::string_view(*text));
    } else {
        writer.null();
    }
}

void write_count(
    JsonWriter& writer, std::string_view name, std::int64_t used, std::optional<std::int64_t> limit
) {
    writer.key(name).begin_object().field("limit", limit).field("used", used).key("left");
    if (limit) {
        writer.value(std::max<std::int64_t>(*limit - used, 0));
    } else {
        writer.null();
    }
    writer.end_object();
}

}  // namespace

void RegisterInput::describe(http::Fields& fields) {
    fields.required("email", email, email_rule);
    fields.required("password", password, new_password_rule);
}

Credentials RegisterInput::credentials() const {
    return {.email = email, .password = Secret(password)};
}

void LoginInput::describe(http::Fields& fields) {
    fields.required("email", email, email_rule);
    fields.required("password", password, password_rule);
    fields.optional("totp_code", totp_code, code_rule);
    fields.optional("recovery_code", recovery_code, recovery_code_rule);
    if (totp_code) check_code(fields, "totp_code", *totp_code);
}

Credentials LoginInput::credentials() const {
    return {
        .email = email,
        .password = Secret(password),
        .totp_code = totp_code,
        .recovery_code = recovery_code};
}

void RefreshInput::describe(http::Fields& fields) {
    fields.required("refresh_token", refresh_token, token_rule);
}

void PasswordChangeInput::describe(http::Fields& fields) {
    fields.required("current_password", current_password, password_rule);
    fields.required("new_password", new_password, new_password_rule);
}

void EmailInput::describe(http::Fields& fields) {
    fields.required("email", email, email_rule);
}

void PasswordResetInput::describe(http::Fields& fields) {
    fields.required("token", token, token_rule);
    fields.required("new_password", new_password, new_password_rule);
}

void TokenInput::describe(http::Fields& fields) {
    fields.required("token", token, token_rule);
}

void PasswordInput::describe(http::Fields& fields) {
    fields.required("password", password, password_rule);
}

void CodeInput::describe(http::Fields& fields) {
    fields.required("code", code, code_rule);
    check_code(fields, "code", code);
}

void TotpDisableInput::describe(http::Fields& fields) {
    fields.required("password", password, password_rule);
    fields.required("code", code, any_code_rule);
}

void ProfileInput::describe(http::Fields& fields) {
    fields.optional("name", name, name_rule);
}

void PageInput::describe(http::Fields& fields) {
    fields.optional("limit", limit, 1, 200);
    fields.optional("cursor", cursor);
}

std::string to_json(const User& user) {
    std::string json;
    JsonWriter writer(json);
    write_user(writer, user);
    return json;
}

std::string to_json(const SignedIn& signed_in) {
    std::string json;
    JsonWriter writer(json);
    writer.begin_object().field("expires_in", std::int64_t{signed_in.expires_in.count()});
    if (signed_in.cookie.empty()) {
        writer.field("access_token", signed_in.access_token.reveal());
        writer.field("refresh_token", signed_in.refresh_token.reveal());
    }
    writer.key("user");
    write_user(writer, signed_in.user);
    writer.end_object();
    return json;
}

std::string to_json(const SessionPage& page) {
    std::string json;
    JsonWriter writer(json);
    writer.begin_object().key("items").begin_array();
    for (const auto& session : page.sessions) {
        writer.begin_object()
            .field("id", std::string_view(to_string(session.id)))
            .field("current", session.is_current)
            .field("created_at", std::string_view(session.created_at))
            .field("last_used_at", std::string_view(session.last_used_at));
        write_text(writer, "address", session.address);
        write_text(writer, "user_agent", session.user_agent);
        writer.end_object();
    }
    writer.end_array();
    write_text(writer, "next_cursor", page.next_cursor);
    writer.end_object();
    return json;
}

std::string to_json(const TotpState& state) {
    std::string json;
    JsonWriter(json)
        .begin_object()
        .field("enabled", state.is_enabled)
        .field("recovery_codes_left", state.recovery_codes_left)
        .end_object();
    return json;
}

std::string to_json(const NewTotp& totp) {
    std::string json;
    JsonWriter(json)
        .begin_object()
        .field("secret", std::string_view(totp.secret))
        .field("otpauth_uri", std::string_view(totp.uri))
        .end_object();
    return json;
}

std::string to_json(const Quota& quota) {
    std::string json;
    JsonWriter writer(json);
    writer.begin_object()
        .field("tier", std::string_view(quota.tier))
        .field("month", std::string_view(quota.month))
        .field("resets_at", std::string_view(quota.resets_at));
    write_count(writer, "reports", quota.reports_used, quota.reports_limit);
    write_count(writer, "letters", quota.letters_used, quota.letters_limit);
    writer.end_object();
    return json;
}

std::string recovery_codes_json(const std::vector<std::string>& codes) {
    std::string json;
    JsonWriter writer(json);
    writer.begin_object().key("recovery_codes").begin_array();
    for (const auto& code : codes) writer.value(std::string_view(code));
    writer.end_array().end_object();
    return json;
}

std::string version_of(std::string_view json) {
    const auto digest = crypto::sha256(json);
    return crypto::to_hex(crypto::view(digest).substr(0, version_bytes));
}

}  // namespace fairfile::users
