#include "infra/crypto/token.hpp"

#include "base/text.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/strict_json.hpp"

#include <algorithm>
#include <stdexcept>

namespace fairfile::crypto {

namespace {

namespace json = boost::json;
using std::chrono::sys_seconds;

constexpr std::size_t kid_length_max = 128;
// The year 5138; larger numbers would overflow a time point.
constexpr std::int64_t time_max = 100'000'000'000;

struct Parts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signed_text;
};

std::optional<Parts> split_token(std::string_view token) {
    const auto first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return Parts{
        token.substr(0, first),
        token.substr(first + 1, second - first - 1),
        token.substr(second + 1),
        token.substr(0, second)};
}

bool is_plain_kid(std::string_view kid) {
    return !kid.empty() && kid.size() <= kid_length_max &&
           std::all_of(kid.begin(), kid.end(), [](char character) {
               return is_letter(character) || is_digit(character) ||
                      std::string_view("-_.=:").find(character) != std::string_view::npos;
           });
}

std::optional<TokenAlgorithm> algorithm_named(std::string_view name) {
    if (name == "HS256") return TokenAlgorithm::hs256;
    if (name == "RS256") return TokenAlgorithm::rs256;
    if (name == "ES256") return TokenAlgorithm::es256;
    if (name == "EdDSA") return TokenAlgorithm::eddsa;
    return std::nullopt;
}

/// Absent is nothing; present but no whole number in range is an error.
boost::system::result<std::optional<sys_seconds>, TokenRefusal> time_member(
    const json::object& claims, std::string_view name
) {
    const auto* member = claims.if_contains(name);
    if (member == nullptr) return std::optional<sys_seconds>();
    if (!member->is_int64()) return TokenRefusal::bad_claims;
    const auto seconds = member->get_int64();
    if (seconds < 0 || seconds > time_max) return TokenRefusal::bad_claims;
    return std::optional(sys_seconds(std::chrono::seconds(seconds)));
}

bool has_audience(const json::object& claims, std::string_view wanted) {
    const auto* member = claims.if_contains("aud");
    if (member == nullptr) return false;
    if (member->is_string()) return member->get_string() == wanted;
    if (!member->is_array()) return false;
    const auto& all = member->get_array();
    return std::all_of(all.begin(), all.end(), [](const auto& one) { return one.is_string(); }) &&
           std::any_of(all.begin(), all.end(), [wanted](const auto& one) {
               return one.get_string() == wanted;
           });
}

}  // namespace

struct TokenVerifier::Header {
    TokenAlgorithm algorithm = TokenAlgorithm::eddsa;
    std::string kid = {};
};

std::string_view to_string(TokenRefusal refusal) {
    switch (refusal) {
        case TokenRefusal::malformed:
            return "malformed";
        case TokenRefusal::too_long:
            return "too_long";
        case TokenRefusal::wrong_algorithm:
            return "wrong_algorithm";
        case TokenRefusal::unknown_key:
            return "unknown_key";
        case TokenRefusal::bad_signature:
            return "bad_signature";
        case TokenRefusal::wrong_type:
            return "wrong_type";
        case TokenRefusal::wrong_issuer:
            return "wrong_issuer";
        case TokenRefusal::wrong_audience:
            return "wrong_audience";
        case TokenRefusal::expired:
            return "expired";
        case TokenRefusal::not_yet_valid:
            return "not_yet_valid";
        case TokenRefusal::bad_claims:
            break;
    }
    return "bad_claims";
}

void throw_exception_from_error(TokenRefusal refusal, const boost::source_location& /*where*/) {
    throw std::logic_error("token refused: " + std::string(to_string(refusal)));
}

TokenVerifier::TokenVerifier(std::vector<VerificationKey> keys, TokenRules rules)
    : keys_(std::move(keys)), rules_(std::move(rules)) {}

VerifiedToken TokenVerifier::verify(
    std::string_view token, std::chrono::system_clock::time_point now
) const {
    if (token.size() > token_length_max) return TokenRefusal::too_long;
    const auto parts = split_token(token);
    if (!parts) return TokenRefusal::malformed;

    const auto header_text = from_base64url(parts->header);
    if (!header_text) return TokenRefusal::malformed;
    const auto header = read_header(*header_text);
    if (!header) return header.error();
    const auto key = key_for(*header);
    if (!key) return key.error();

    const auto signature = from_base64url(parts->signature);
    if (!signature) return TokenRefusal::malformed;
    if (!(*key)->verify(parts->signed_text, *signature)) return TokenRefusal::bad_signature;

    const auto payload = from_base64url(parts->payload);
    if (!payload) return TokenRefusal::malformed;
    return read_claims(*payload, now);
}

boost::system::result<TokenVerifier::Header, TokenRefusal> TokenVerifier::read_header(
    std::string_view text
) const {
    const auto object = parse_strict_object(text);
    if (!object) return TokenRefusal::malformed;

    // Extensions that we do not know (RFC 7515 4.1.11), and keys that a token brings along.
    for (const auto* name : {"crit", "jku", "jwk", "x5u", "x5c", "zip", "enc", "b64"}) {
        if (object->contains(name)) return TokenRefusal::malformed;
    }
    const auto algorithm = text_member(*object, "alg");
    const auto known = algorithm_named(algorithm.value_or(""));
    if (!known) return TokenRefusal::wrong_algorithm;

    const auto type = text_member(*object, "typ");
    if (object->contains("typ") && !type) return TokenRefusal::wrong_type;
    const bool is_plain_type = !type || equal_ignoring_case(*type, "JWT");
    const bool is_type =
        rules_.type.empty() ? is_plain_type : equal_ignoring_case(type.value_or(""), rules_.type);
    if (!is_type) return TokenRefusal::wrong_type;

    Header header{.algorithm = *known};
    if (object->contains("kid")) {
        header.kid = text_member(*object, "kid").value_or("");
        if (!is_plain_kid(header.kid)) return TokenRefusal::unknown_key;
    }
    return header;
}

boost::system::result<const VerificationKey*, TokenRefusal> TokenVerifier::key_for(
    const Header& header
) const {
    const VerificationKey* found = nullptr;
    for (const auto& key : keys_) {
        const bool fits =
            key.kid().empty() ? key.algorithm() == header.algorithm : key.kid() == header.kid;
        if (fits) found = &key;
    }
    if (found == nullptr) return TokenRefusal::unknown_key;
    if (found->algorithm() != header.algorithm) return TokenRefusal::wrong_algorithm;
    return found;
}

VerifiedToken TokenVerifier::read_claims(
    std::string_view text, std::chrono::system_clock::time_point now
) const {
    const auto object = parse_strict_object(text);
    if (!object) return TokenRefusal::malformed;
    if (text_member(*object, "iss") != rules_.issuer) return TokenRefusal::wrong_issuer;
    if (!has_audience(*object, rules_.audience)) return TokenRefusal::wrong_audience;

    const auto expires = time_member(*object, "exp");
    const auto not_before = time_member(*object, "nbf");
    const auto issued = time_member(*object, "iat");
    if (!expires || !not_before || !issued || !*expires || !*issued) {
        return TokenRefusal::bad_claims;
    }
    if (now >= **expires) return TokenRefusal::expired;
    if (*not_before && now + rules_.leeway < **not_before) return TokenRefusal::not_yet_valid;
    if (now + rules_.leeway < **issued) return TokenRefusal::not_yet_valid;
    if (**expires - **issued > rules_.lifetime_max) return TokenRefusal::bad_claims;

    auto subject = text_member(*object, "sub");
    if (!subject || subject->empty()) return TokenRefusal::bad_claims;
    // Supabase calls the session `session_id`.
    auto session = text_member(*object, "sid");
    if (!session) session = text_member(*object, "session_id");
    return TokenClaims{
        .subject = std::move(*subject),
        .session = std::move(session).value_or(""),
        .role = text_member(*object, "role").value_or(""),
        .email = text_member(*object, "email").value_or(""),
        .issued = **issued,
        .expires = **expires};
}

}  // namespace fairfile::crypto
