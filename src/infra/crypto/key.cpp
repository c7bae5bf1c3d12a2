#include "infra/crypto/key.hpp"

#include "infra/crypto/bytes.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace fairfile::crypto {

void ensure_sodium() {
    static const bool is_ready = sodium_init() >= 0;
    if (!is_ready) throw std::runtime_error("libsodium could not start: no randomness");
}

Key Key::random() {
    ensure_sodium();
    Key key;
    randombytes_buf(key.bytes_.data(), size);
    return key;
}

std::optional<Key> Key::from_bytes(std::string_view bytes) {
    if (bytes.size() != size) return std::nullopt;
    Key key;
    std::copy_n(bytes_of(bytes), size, key.bytes_.begin());
    return key;
}

std::optional<Key> Key::from_base64(std::string_view text) {
    std::string plain(text);
    std::replace(plain.begin(), plain.end(), '+', '-');
    std::replace(plain.begin(), plain.end(), '/', '_');
    while (plain.ends_with('=')) plain.pop_back();
    auto bytes = from_base64url(plain);
    sodium_memzero(plain.data(), plain.size());
    if (!bytes) return std::nullopt;
    auto key = from_bytes(*bytes);
    sodium_memzero(bytes->data(), bytes->size());
    return key;
}

Key::~Key() {
    sodium_memzero(bytes_.data(), size);
}

Key Key::derive(std::string_view purpose) const {
    Key derived;
    derived.bytes_ = keyed_hash(*this, purpose);
    return derived;
}

}  // namespace fairfile::crypto
