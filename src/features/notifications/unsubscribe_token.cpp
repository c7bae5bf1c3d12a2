#include "features/notifications/unsubscribe_token.hpp"

#include "base/text.hpp"
#include "features/notifications/notification_kinds.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

namespace fairfile::notifications {

namespace {

std::string signature(const crypto::Key& key, std::string_view user, std::string_view kind) {
    const auto message = "unsubscribe\n" + std::string(user) + "\n" + std::string(kind);
    return crypto::to_base64url(crypto::view(crypto::keyed_hash(key, message)));
}

}  // namespace

std::string to_token(const crypto::Key& key, const Unsubscription& what) {
    const auto user = to_string(what.user);
    return user + "." + what.kind + "." + signature(key, user, what.kind);
}

std::optional<Unsubscription> from_token(const crypto::Key& key, std::string_view token) {
    const auto parts = split(token, '.');
    if (parts.size() != 3 || !is_kind(parts[1])) return std::nullopt;
    const auto user = UserId::parse(parts[0]);
    if (!user) return std::nullopt;
    const auto expected = signature(key, to_string(*user), parts[1]);
    if (!crypto::constant_time_equal(expected, parts[2])) return std::nullopt;
    return Unsubscription{*user, std::string(parts[1])};
}

}  // namespace fairfile::notifications
