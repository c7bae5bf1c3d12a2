#include "features/users/password_rules.hpp"

#include "base/text.hpp"

#include <crack.h>

#include <unistd.h>

namespace fairfile::users {

namespace {

constexpr std::size_t telling_length_min = 4;  // "an" is part of half of all passwords
constexpr std::size_t long_length_min = 20;    // beyond what the dictionary's words reach

// cracklib calls a password systematic at its fourth to sixth pair like "ab" or "ba", which one in
// 200 random passwords of 32 characters has. A long one is systematic when half of its pairs are.
bool is_long_and_unsystematic(std::string_view password) {
    if (password.size() < long_length_min) return false;
    std::size_t steps = 0;
    for (std::size_t i = 1; i < password.size(); ++i) {
        const auto step = password[i] - password[i - 1];
        if (step >= -1 && step <= 1) ++steps;
    }
    return steps * 2 < password.size();
}

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
    const auto* reason = FascistCheck(text.c_str(), dictionary_.c_str());
    if (reason == nullptr) return false;
    const auto systematic = std::string_view(reason).find("systematic") != std::string_view::npos;
    return !(systematic && is_long_and_unsystematic(password.reveal()));
}

}  // namespace fairfile::users
