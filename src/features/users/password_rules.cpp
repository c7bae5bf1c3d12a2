#include "features/users/password_rules.hpp"

#include "base/text.hpp"

#include <crack.h>

#include <unistd.h>

namespace fairfile::users {

namespace {

constexpr std::size_t telling_length_min = 4;  // "an" is part of half of all passwords

}  // namespace

Result<std::unique_ptr<PasswordRules>> PasswordRules::open(std::string dictionary) {
    // cracklib ends the program when it cannot open one of them.
    for (const auto* ending : {".pwd", ".pwi", ".hwm"}) {
        if (::access((dictionary + ending).c_str(), R_OK) != 0) {
            return Error{
                Failure::unavailable,
                "users.no_dictionary",
                "The list of known-bad passwords is missing: install cracklib-runtime.",
                dictionary + ending};
        }
    }
    return std::unique_ptr<PasswordRules>(new PasswordRules(std::move(dictionary)));
}

bool PasswordRules::is_weak(const Secret& password, std::string_view email) const {
    const auto lower = to_lower(password.reveal());
    const auto name = to_lower(email.substr(0, email.find('@')));
    if (name.size() >= telling_length_min && lower.find(name) != std::string::npos) return true;

    const std::string text(password.reveal());
    const std::lock_guard lock(mutex_);
    return FascistCheck(text.c_str(), dictionary_.c_str()) != nullptr;
}

}  // namespace fairfile::users
