// Roles as tokens name them. Internal to this slice.
#pragma once

#include "infra/http/http.hpp"

#include <optional>
#include <string_view>

namespace fairfile::users {

inline std::string_view name_of(http::Role role) {
    if (role == http::Role::operator_) return "operator";
    if (role == http::Role::operator_unproven) return "operator_unproven";
    return role == http::Role::paid_user ? "paid_user" : "user";
}

inline std::optional<http::Role> role_named(std::string_view name) {
    if (name == "operator") return http::Role::operator_;
    if (name == "operator_unproven") return http::Role::operator_unproven;
    if (name == "paid_user") return http::Role::paid_user;
    if (name == "user") return http::Role::user;
    return std::nullopt;
}

}  // namespace fairfile::users
