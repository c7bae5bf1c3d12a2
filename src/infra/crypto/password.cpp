#include "infra/crypto/password.hpp"

#include "infra/crypto/bytes.hpp"

#include <sodium.h>

namespace fairfile::crypto {

namespace {

// OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2; libsodium fixes p = 1.
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
constexpr unsigned long long passes = 2;

// Made with the figures above from random bytes that were thrown away.
const std::string hash_of_nobody =
    "$argon2id$v=19$m=19456,t=2,p=1$g8OB+E1S2yBOqpM1aZ0lzg$"
    "rNFbs/O446hC+UqxAzpOAFdwJOTOpoQP/jH4QtgCZKs";

}  // namespace

Result<std::string> hash_password(const Secret& password) {
    ensure_sodium();
    std::string stored(crypto_pwhash_STRBYTES, '\0');
    const auto text = password.reveal();
    const int failed = crypto_pwhash_str_alg(
        stored.data(), text.data(), text.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13
    );
    if (failed != 0) {
        return Error{Failure::unavailable, "crypto.no_memory", "Please try again in a moment."};
    }
    stored.resize(stored.find('\0'));
    return stored;
}

bool verify_password(const std::string& stored, const Secret& password) {
    ensure_sodium();
    if (stored.size() >= crypto_pwhash_STRBYTES) return false;
    const auto text = password.reveal();
    return crypto_pwhash_str_verify(stored.c_str(), text.data(), text.size()) == 0;
}

bool verify_password_of_nobody(const Secret& password) {
    // Its result is dropped: the hash is public, so a match would mean nothing.
    static_cast<void>(verify_password(hash_of_nobody, password));
    return false;
}

bool needs_rehash(const std::string& stored) {
    return crypto_pwhash_str_needs_rehash(stored.c_str(), passes, memory_bytes) != 0;
}

}  // namespace fairfile::crypto
