// What this slice refuses, in words for the person. Internal to this slice.
#pragma once

#include "base/result.hpp"

namespace fairfile::users {

inline Error wrong_credentials() {
    return {
        Failure::unauthenticated,
        "users.wrong_credentials",
        "The address or the password is wrong."};
}

inline Error totp_required() {
    return {
        Failure::unauthenticated,
        "users.totp_required",
        "A code of your authenticator is needed, too."};
}

inline Error wrong_code() {
    return {Failure::unauthenticated, "users.wrong_code", "The code is wrong or was used already."};
}

inline Error refresh_refused() {
    return {Failure::unauthenticated, "users.refresh_refused", "Please sign in again."};
}

inline Error link_expired() {
    return {
        Failure::unauthenticated,
        "users.link_expired",
        "This link was used already or is too old. Please ask for a new one."};
}

inline Error weak_password() {
    Error error{
        Failure::invalid,
        "users.weak_password",
        "This password is known from leaks or easy to guess. Please choose another."};
    error.fields.push_back({"password", "is too easy to guess"});
    return error;
}

inline Error totp_enabled() {
    return {Failure::conflict, "users.totp_enabled", "A second factor is on already."};
}

inline Error totp_not_enabled() {
    return {Failure::conflict, "users.totp_not_enabled", "No second factor is on."};
}

inline Error totp_compulsory() {
    return {
        Failure::forbidden, "users.totp_compulsory", "Operators must keep their second factor."};
}

inline Error nobody_here() {
    return {Failure::unauthenticated, "http.not_signed_in", "Please sign in."};
}

inline Error too_many_attempts(std::chrono::seconds wait) {
    Error error{
        Failure::limited, "http.too_many_requests", "Too many attempts. Please wait a little."};
    error.retry_after = wait;
    return error;
}

}  // namespace fairfile::users
