#include "infra/crypto/encoding.hpp"
#include "infra/crypto/strict_json.hpp"
#include "infra/crypto/verification_key.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace fairfile::crypto {

namespace {

namespace json = boost::json;

constexpr std::size_t document_bytes_max = 65'536;
constexpr std::size_t keys_max = 20;
constexpr int rsa_bits_min = 2'048;
constexpr int rsa_bits_max = 4'096;

Error refused(std::string what) {
    return {
        Failure::invalid,
        "crypto.bad_key_set",
        "The set of signing keys cannot be used.",
        std::move(what)};
}

std::string decoded(const json::object& key, std::string_view name) {
    return from_base64url(text_member(key, name).value_or("")).value_or("");
}

/// The member is absent or one of these.
bool says(const json::object& key, std::string_view name, std::string_view expected) {
    return !key.contains(name) || text_member(key, name) == expected;
}

std::optional<VerificationKey> make_key(
    TokenAlgorithm algorithm, const std::string& kid, EvpKey evp
) {
    if (!evp) return std::nullopt;
    auto material = std::make_shared<VerificationKey::Material>();
    material->evp = std::move(evp);
    return VerificationKey(algorithm, kid, std::move(material));
}

std::optional<VerificationKey> read_key(const json::object& key) {
    const auto kid = text_member(key, "kid").value_or("");
    const auto type = text_member(key, "kty").value_or("");
    if (kid.empty() || !says(key, "use", "sig")) return std::nullopt;

    if (type == "RSA" && says(key, "alg", "RS256")) {
        auto rsa = make_rsa_key(decoded(key, "n"), decoded(key, "e"));
        if (!rsa) return std::nullopt;
        const int bits = EVP_PKEY_get_bits(rsa.get());
        if (bits < rsa_bits_min || bits > rsa_bits_max) return std::nullopt;
        return make_key(TokenAlgorithm::rs256, kid, std::move(rsa));
    }
    const auto curve = text_member(key, "crv").value_or("");
    if (type == "EC" && curve == "P-256" && says(key, "alg", "ES256")) {
        auto point = make_p256_key(decoded(key, "x"), decoded(key, "y"));
        return make_key(TokenAlgorithm::es256, kid, std::move(point));
    }
    if (type == "OKP" && curve == "Ed25519" && says(key, "alg", "EdDSA")) {
        return VerificationKey::ed25519(kid, decoded(key, "x"));
    }
    return std::nullopt;
}

bool holds_secret(const json::object& key) {
    return key.contains("d") || key.contains("k");
}

}  // namespace

Result<std::vector<VerificationKey>> read_key_set(std::string_view document) {
    if (document.size() > document_bytes_max) return refused("too long");
    const auto object = parse_strict_object(document);
    if (!object) return refused("not JSON");
    const auto* members = object->if_contains("keys");
    if (members == nullptr || !members->is_array()) return refused("no keys");
    if (members->get_array().size() > keys_max) return refused("too many keys");

    std::vector<VerificationKey> keys;
    for (const auto& member : members->get_array()) {
        if (!member.is_object()) return refused("a key is no object");
        if (holds_secret(member.get_object())) return refused("a secret in a public document");
        auto key = read_key(member.get_object());
        if (!key) continue;
        const bool is_repeated =
            std::any_of(keys.begin(), keys.end(), [&key](const VerificationKey& other) {
                return other.kid() == key->kid();
            });
        if (is_repeated) return refused("a kid twice");
        keys.push_back(std::move(*key));
    }
    if (keys.empty()) return refused("no key of a known kind");
    return keys;
}

}  // namespace fairfile::crypto
