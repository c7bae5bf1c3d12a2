// A message as it goes over the wire (RFC 5322, MIME). Pure.
#pragma once

#include "infra/email/mailer.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace fairfile::email {

/// Neither empty nor long, no white space or brackets: what may stand in a header or a command.
bool is_plain_address(std::string_view address);

struct Envelope {
    std::string from;
    std::string from_name;
    std::chrono::system_clock::time_point date;
    std::string unique;  // letters and digits; for Message-ID and boundary
};

std::string compose(const Message& message, const Envelope& envelope);

}  // namespace fairfile::email
