// Text forms of bytes. Decoding is strict: one text for each value, nothing skipped.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::crypto {

/// RFC 4648 section 5 without padding. Left-over bits that are not zero are refused.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 section 4, padded.
std::string to_base64(std::string_view bytes);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

/// RFC 4648 section 6 without padding, upper case: what authenticator programs take.
std::string to_base32(std::string_view bytes);

}  // namespace fairfile::crypto
