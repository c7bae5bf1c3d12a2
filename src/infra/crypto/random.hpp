// Randomness from the kernel, for keys and tokens.
#pragma once

#include <string>

namespace fairfile::crypto {

std::string random_bytes(std::size_t count);

/// 256 random bits in base64url, 43 characters: sessions, refresh tokens and links in e-mails.
/// Only its digest is stored.
std::string random_token();

}  // namespace fairfile::crypto
