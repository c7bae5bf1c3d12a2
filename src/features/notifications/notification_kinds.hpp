// The kinds of notifications, and the words of their e-mails. Pure. An e-mail passes through other
// people's machines: it names no creditor, no account and no bureau, only days and where to look.
#pragma once

#include "infra/email/mailer.hpp"

#include <array>
#include <string>
#include <string_view>

namespace fairfile::notifications {

inline constexpr std::array<std::string_view, 9> kinds{
    "report_processed",
    "report_needs_answers",
    "report_failed",
    "letter_mailed",
    "letter_delivered",
    "deadline_near",
    "mailing_reminder",
    "delivery_reminder",
    "answer_read",
};

bool is_kind(std::string_view text);

struct EmailInput {
    std::string to;
    std::string_view kind;
    std::string day;               // ISO, or empty
    std::string app_url;           // where the app is
    std::string unsubscribe_path;  // a page of the app; the token at its end
    std::string unsubscribe_post;  // the address that takes the POST
};

/// `kind` is one of `kinds`.
email::Message email_for(const EmailInput& input);

}  // namespace fairfile::notifications
