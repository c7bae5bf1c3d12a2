#include "base/json_writer.hpp"
#include "infra/crypto/bytes.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/token.hpp"

#include <sodium.h>

#include <array>

namespace fairfile::crypto {

namespace {

constexpr std::size_t kid_bytes = 9;  // 12 characters: enough to tell a few keys apart

/// libsodium's form of a secret key: seed and public key. Wiped after use.
class SecretKey {
  public:
    explicit SecretKey(const Key& seed) {
        ensure_sodium();
        std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> ignored{};
        crypto_sign_seed_keypair(ignored.data(), bytes_.data(), seed.reveal().data());
    }
    ~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;

    const unsigned char* data() const { return bytes_.data(); }

  private:
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> bytes_{};
};

std::string public_key_of(const Key& seed) {
    const SecretKey secret(seed);
    std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
    crypto_sign_ed25519_sk_to_pk(bytes_of(public_key), secret.data());
    return public_key;
}

std::string sign_text(const Key& seed, std::string_view text) {
    const SecretKey secret(seed);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), secret.data());
    return signature;
}

}  // namespace

TokenSigner::TokenSigner(const Key& seed, TokenRules rules)
    : seed_(seed), rules_(std::move(rules)), public_key_(public_key_of(seed_)) {
    const auto digest = sha256(public_key_);
    kid_ = to_base64url(view(digest).substr(0, kid_bytes));
    std::string header;
    JsonWriter(header)
        .begin_object()
        .field("alg", "EdDSA")
        .field("kid", std::string_view(kid_))
        .field("typ", std::string_view(rules_.type))
        .end_object();
    header_ = to_base64url(header);
}

std::string TokenSigner::sign(const TokenClaims& claims) const {
    const auto issued = std::int64_t{claims.issued.time_since_epoch().count()};
    std::string payload;
    JsonWriter(payload)
        .begin_object()
        .field("iss", std::string_view(rules_.issuer))
        .field("aud", std::string_view(rules_.audience))
        .field("client_id", std::string_view(rules_.audience))
        .field("sub", std::string_view(claims.subject))
        .field("sid", std::string_view(claims.session))
        .field("role", std::string_view(claims.role))
        .field("iat", issued)
        .field("nbf", issued)
        .field("exp", std::int64_t{claims.expires.time_since_epoch().count()})
        .field("jti", std::string_view(to_base64url(random_bytes(12))))
        .end_object();
    auto token = header_ + '.' + to_base64url(payload);
    const auto signature = to_base64url(sign_text(seed_, token));
    return token + '.' + signature;
}

VerificationKey TokenSigner::public_key() const {
    return *VerificationKey::ed25519(kid_, public_key_);
}

}  // namespace fairfile::crypto
