#include "infra/crypto/verification_key.hpp"

#include "infra/crypto/bytes.hpp"
#include "infra/crypto/digest.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <sodium.h>

namespace fairfile::crypto {

namespace {

constexpr std::size_t secret_bytes_min = 32;  // RFC 7518 section 3.2
constexpr std::size_t p256_number_bytes = 32;

template <class Type, void (*release)(Type*)>
struct Deleter {
    void operator()(Type* object) const { release(object); }
};
using BigNumber = std::unique_ptr<BIGNUM, Deleter<BIGNUM, BN_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG, ECDSA_SIG_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX, EVP_MD_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using ParameterBuilder =
    std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using KeyParameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM, OSSL_PARAM_free>>;

BigNumber number_from(std::string_view bytes) {
    return BigNumber(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

EvpKey key_from(const char* kind, OSSL_PARAM_BLD* builder) {
    const KeyParameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        return nullptr;
    }
    return EvpKey(key);
}

bool verify_with_openssl(EVP_PKEY* key, std::string_view message, std::string_view signature) {
    const DigestContext context(EVP_MD_CTX_new());
    if (!context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1) {
        return false;
    }
    return EVP_DigestVerify(
               context.get(),
               bytes_of(signature),
               signature.size(),
               bytes_of(message),
               message.size()
           ) == 1;
}

/// JOSE joins the two numbers (RFC 7518 section 3.4); OpenSSL wants them in DER.
bool verify_es256(EVP_PKEY* key, std::string_view message, std::string_view signature) {
    if (signature.size() != 2 * p256_number_bytes) return false;
    auto r = number_from(signature.substr(0, p256_number_bytes));
    auto s = number_from(signature.substr(p256_number_bytes));
    const Signature pair(ECDSA_SIG_new());
    if (!r || !s || !pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return false;
    static_cast<void>(r.release());  // now the pair's
    static_cast<void>(s.release());

    unsigned char* encoded = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &encoded);
    if (length <= 0) return false;
    const std::string der(reinterpret_cast<char*>(encoded), static_cast<std::size_t>(length));
    OPENSSL_free(encoded);
    return verify_with_openssl(key, message, der);
}

bool verify_hs256(std::string_view secret, std::string_view message, std::string_view signature) {
    Digest expected{};
    unsigned length = 0;
    HMAC(
        EVP_sha256(),
        secret.data(),
        static_cast<int>(secret.size()),
        bytes_of(message),
        message.size(),
        expected.data(),
        &length
    );
    return length == expected.size() && constant_time_equal(view(expected), signature);
}

bool verify_ed25519(
    std::string_view public_key, std::string_view message, std::string_view signature
) {
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(
               bytes_of(signature), bytes_of(message), message.size(), bytes_of(public_key)
           ) == 0;
}

}  // namespace

VerificationKey::Material::~Material() {
    sodium_memzero(bytes.data(), bytes.size());
}

VerificationKey::VerificationKey(
    TokenAlgorithm algorithm, std::string kid, std::shared_ptr<const Material> material
)
    : algorithm_(algorithm), kid_(std::move(kid)), material_(std::move(material)) {}

Result<VerificationKey> VerificationKey::shared_secret(const Secret& secret) {
    if (secret.reveal().size() < secret_bytes_min) {
        return Error{
            Failure::invalid, "crypto.bad_key_set", "The shared secret is shorter than 32 bytes."};
    }
    auto material = std::make_shared<Material>();
    material->bytes = secret.reveal();
    return VerificationKey(TokenAlgorithm::hs256, "", std::move(material));
}

std::optional<VerificationKey> VerificationKey::ed25519(
    std::string kid, std::string_view public_key
) {
    if (kid.empty() || public_key.size() != crypto_sign_PUBLICKEYBYTES) return std::nullopt;
    auto material = std::make_shared<Material>();
    material->bytes = public_key;
    return VerificationKey(TokenAlgorithm::eddsa, std::move(kid), std::move(material));
}

bool VerificationKey::verify(std::string_view message, std::string_view signature) const {
    switch (algorithm_) {
        case TokenAlgorithm::hs256:
            return verify_hs256(material_->bytes, message, signature);
        case TokenAlgorithm::rs256:
            return verify_with_openssl(material_->evp.get(), message, signature);
        case TokenAlgorithm::es256:
            return verify_es256(material_->evp.get(), message, signature);
        case TokenAlgorithm::eddsa:
            break;
    }
    return verify_ed25519(material_->bytes, message, signature);
}

EvpKey make_rsa_key(std::string_view modulus, std::string_view exponent) {
    const auto n = number_from(modulus);
    const auto e = number_from(exponent);
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (!n || !e || !builder) return nullptr;
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return key_from("RSA", builder.get());
}

EvpKey make_p256_key(std::string_view x, std::string_view y) {
    if (x.size() != p256_number_bytes || y.size() != p256_number_bytes) return nullptr;
    std::string point = "\x04";  // uncompressed
    point.append(x).append(y);
    const ParameterBuilder builder(OSSL_PARAM_BLD_new());
    if (!builder) return nullptr;
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(
        builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()
    );
    return key_from("EC", builder.get());
}

}  // namespace fairfile::crypto
