// What an e-mail carries to end its kind: whom and which kind, signed. It does not run out, since
// an e-mail lies for years, and it allows nothing else.
#pragma once

#include "base/ids.hpp"
#include "infra/crypto/key.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::notifications {

struct Unsubscription {
    UserId user;
    std::string kind;
};

std::string to_token(const crypto::Key& key, const Unsubscription& what);

/// Nothing when a bit differs or the kind is none of ours.
std::optional<Unsubscription> from_token(const crypto::Key& key, std::string_view token);

}  // namespace fairfile::notifications
