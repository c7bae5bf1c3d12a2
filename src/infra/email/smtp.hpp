// One attempt to hand a message to an SMTP server. Blocks: call it from a pool.
#pragma once

#include "infra/email/mailer.hpp"

#include <cstdint>
#include <string>

namespace fairfile::email {

/// `refused`: the server said that it will never take this message (5xx). `later`: everything else,
/// a connection cut after the last byte included; the server may then have it already, and tells a
/// second copy by its Message-ID.
struct Delivery {
    enum class Outcome : std::uint8_t { taken, refused, later };
    Outcome outcome = Outcome::later;
    int reply = 0;            // the server's last code, 0 without one
    std::string reason = {};  // without addresses; empty when taken
};

/// `content` comes from `compose`, `to` has passed is_plain_address.
Delivery deliver_once(const SmtpConfig& config, const std::string& to, const std::string& content);

}  // namespace fairfile::email
