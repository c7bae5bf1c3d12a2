// Links that carry their own permission for a short while: bound to user, method and path, ended
// by the clock, void when a bit changes.
#pragma once

#include "base/ids.hpp"
#include "infra/crypto/key.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace fairfile::crypto {

struct LinkClaim {
    UserId user = {};
    SessionId session = {};
    std::string_view method = {};
    std::string_view path = {};
    std::chrono::sys_seconds expires = {};
};

/// The signature as it stands in the link, base64url.
std::string sign_link(const Key& key, const LinkClaim& claim);

bool verify_link(
    const Key& key,
    const LinkClaim& claim,
    std::string_view signature,
    std::chrono::system_clock::time_point now
);

}  // namespace fairfile::crypto
