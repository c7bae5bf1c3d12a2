// The bytes and OpenSSL objects behind a VerificationKey. Internal to this module.
#pragma once

#include "infra/crypto/token.hpp"

#include <openssl/evp.h>

#include <memory>
#include <string>

namespace fairfile::crypto {

struct EvpKeyDeleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using EvpKey = std::unique_ptr<EVP_PKEY, EvpKeyDeleter>;

struct VerificationKey::Material {
    std::string bytes;  // the shared secret, or an Ed25519 public key
    EvpKey evp;         // RSA or P-256
    ~Material();
};

/// From the big-endian numbers of a key set; null when OpenSSL refuses them.
EvpKey make_rsa_key(std::string_view modulus, std::string_view exponent);
EvpKey make_p256_key(std::string_view x, std::string_view y);

}  // namespace fairfile::crypto
