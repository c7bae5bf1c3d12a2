// Signed tokens (JWS compact form, RFC 7515 and 7519) under the rules of RFC 8725: the algorithm
// belongs to the key and never to the token, keys come from configuration only, everything that is
// not expected is refused. Verifying costs about 60 microseconds, so results are worth caching.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "infra/crypto/key.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::crypto {

enum class TokenAlgorithm : std::uint8_t { hs256, rs256, es256, eddsa };

/// A key that signatures are checked with, and the one algorithm it is for.
class VerificationKey {
  public:
    /// HS256 with a secret shared with the issuer (Supabase). At least 32 bytes. Tokens may carry
    /// any `kid` with it, for it has none.
    static Result<VerificationKey> shared_secret(const Secret& secret);
    static std::optional<VerificationKey> ed25519(std::string kid, std::string_view public_key);

    TokenAlgorithm algorithm() const { return algorithm_; }
    const std::string& kid() const { return kid_; }
    bool verify(std::string_view message, std::string_view signature) const;

    struct Material;
    VerificationKey(
        TokenAlgorithm algorithm, std::string kid, std::shared_ptr<const Material> material
    );

  private:
    TokenAlgorithm algorithm_;
    std::string kid_;
    std::shared_ptr<const Material> material_;  // shared: never changed, copied with the key
};

/// RFC 7517. Takes RSA (2048 to 4096 bits), P-256 and Ed25519 keys that are for signatures, each
/// with a `kid`; skips other kinds; refuses a document with secrets, a repeated `kid` or no usable
/// key ("crypto.bad_key_set", kind invalid).
Result<std::vector<VerificationKey>> read_key_set(std::string_view document);

/// What a token says. `roles` and the like are the issuer's words; only ours are believed.
struct TokenClaims {
    std::string subject = {};
    std::string session = {};
    std::string role = {};
    std::string email = {};
    std::chrono::sys_seconds issued = {};
    std::chrono::sys_seconds expires = {};
};

struct TokenRules {
    std::string issuer = {};
    std::string audience = {};
    /// The `typ` that must be there, compared without case; empty accepts "JWT" or none.
    std::string type = {};
    /// For `nbf` and `iat` only: another host's clock may be ahead. `exp` gets none.
    std::chrono::seconds leeway{5};
    std::chrono::seconds lifetime_max{24 * 3600};
};

enum class TokenRefusal : std::uint8_t {
    malformed,
    too_long,
    wrong_algorithm,
    unknown_key,
    bad_signature,
    wrong_type,
    wrong_issuer,
    wrong_audience,
    expired,
    not_yet_valid,
    bad_claims,
};

std::string_view to_string(TokenRefusal refusal);

[[noreturn]] void throw_exception_from_error(
    TokenRefusal refusal, const boost::source_location& where
);

using VerifiedToken = boost::system::result<TokenClaims, TokenRefusal>;

inline constexpr std::size_t token_length_max = 8'192;

class TokenVerifier {
  public:
    TokenVerifier(std::vector<VerificationKey> keys, TokenRules rules);

    VerifiedToken verify(std::string_view token, std::chrono::system_clock::time_point now) const;

  private:
    struct Header;
    boost::system::result<Header, TokenRefusal> read_header(std::string_view text) const;
    boost::system::result<const VerificationKey*, TokenRefusal> key_for(const Header& header) const;
    VerifiedToken read_claims(std::string_view text, std::chrono::system_clock::time_point now)
        const;

    std::vector<VerificationKey> keys_;
    TokenRules rules_;
};

/// Makes tokens of our own: EdDSA, `typ` at+jwt (RFC 9068), `kid` made from the public key.
class TokenSigner {
  public:
    TokenSigner(const Key& seed, TokenRules rules);

    std::string sign(const TokenClaims& claims) const;
    VerificationKey public_key() const;

  private:
    Key seed_;
    TokenRules rules_;
    std::string public_key_;
    std::string kid_;
    std::string header_;
};

}  // namespace fairfile::crypto
