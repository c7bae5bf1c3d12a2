#include "infra/crypto/key_store.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace fairfile::crypto {

namespace {

constexpr std::size_t id_length_max = 16;

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= id_length_max &&
           std::all_of(text.begin(), text.end(), [](char character) {
               return is_letter(character) || is_digit(character) || character == '-';
           });
}

}  // namespace

Result<Key> KeyStore::find_or_create(KeyName name) {
    auto found = find(name);
    if (found || found.error().kind != Failure::missing) return found;
    auto created = create(name);
    if (created || created.error().kind != Failure::conflict) return created;
    return find(name);
}

std::optional<KeyEncryptionKeys> KeyEncryptionKeys::parse(const Secret& text) {
    KeyEncryptionKeys keys;
    for (const auto part : split(text.reveal(), ',')) {
        const auto entry = trim(part);
        const auto colon = entry.find(':');
        if (colon == std::string_view::npos || !is_id(entry.substr(0, colon))) return std::nullopt;
        const auto key = Key::from_base64(entry.substr(colon + 1));
        if (!key) return std::nullopt;
        keys.entries.push_back({std::string(entry.substr(0, colon)), *key});
    }
    return keys;
}

}  // namespace fairfile::crypto
