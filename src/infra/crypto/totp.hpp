// One-time codes by the clock (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as every authenticator
// program makes them.
#pragma once

#include "base/secret.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile::crypto {

/// The number of the 30-second step that `time` lies in.
std::int64_t totp_step(std::chrono::system_clock::time_point time);

std::string totp_code(const Secret& secret, std::int64_t step);

/// The step whose code this is, looking one step to either side for clocks that differ, and only
/// at steps after `last_used` (a code works once).
std::optional<std::int64_t> match_totp(
    const Secret& secret, std::string_view code, std::int64_t now_step, std::int64_t last_used
);

/// 160 random bits.
Secret new_totp_secret();

/// otpauth://totp/… for a QR code.
std::string totp_uri(const Secret& secret, std::string_view issuer, std::string_view account);

}  // namespace fairfile::crypto
