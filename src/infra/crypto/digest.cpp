#include "infra/crypto/digest.hpp"

#include "infra/crypto/bytes.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <stdexcept>

namespace fairfile::crypto {

namespace {

// OpenSSL uses the processor's SHA instructions and hashes a file four times as fast; libsodium
// takes a tenth of its time to set up, which is what counts for a token.
constexpr std::size_t long_bytes = 16'384;

Digest hash_long(const Key& key, std::string_view bytes) {
    Digest digest;
    unsigned size = 0;
    const auto* hashed = HMAC(
        EVP_sha256(),
        key.reveal().data(),
        Key::size,
        bytes_of(bytes),
        bytes.size(),
        digest.data(),
        &size
    );
    if (hashed == nullptr || size != digest.size()) throw std::runtime_error("HMAC failed");
    return digest;
}

}  // namespace

Digest sha256(std::string_view bytes) {
    Digest digest;
    crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
    return digest;
}

Digest keyed_hash(const Key& key, std::string_view bytes) {
    static_assert(crypto_auth_hmacsha256_KEYBYTES == Key::size);
    if (bytes.size() >= long_bytes) return hash_long(key, bytes);
    Digest digest;
    crypto_auth_hmacsha256(digest.data(), bytes_of(bytes), bytes.size(), key.reveal().data());
    return digest;
}

Digest keyed_hash(const Secret& secret, std::string_view bytes) {
    Digest digest;
    crypto_auth_hmacsha256_state state;
    const auto key = secret.reveal();
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

std::string_view view(const Digest& digest) {
    return text_of(digest);
}

std::array<std::uint8_t, 16> lookup_digest(std::string_view bytes) {
    static const auto key = [] {
        ensure_sodium();
        std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES> made{};
        randombytes_buf(made.data(), made.size());
        return made;
    }();
    std::array<std::uint8_t, crypto_shorthash_siphashx24_BYTES> digest{};
    crypto_shorthash_siphashx24(digest.data(), bytes_of(bytes), bytes.size(), key.data());
    return digest;
}

bool constant_time_equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

struct Sha256::State {
    crypto_hash_sha256_state value;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    crypto_hash_sha256_init(&state_->value);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_->value, bytes_of(bytes), bytes.size());
}

Digest Sha256::finish() {
    Digest digest;
    crypto_hash_sha256_final(&state_->value, digest.data());
    return digest;
}

}  // namespace fairfile::crypto
