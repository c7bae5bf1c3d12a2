// Tokens that nobody we trust has made, or not for us, or not for now. Every one is refused.
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/token.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <functional>

namespace fairfile::crypto {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

const std::chrono::sys_seconds now(1'700'000'000s);
const TokenRules rules{.issuer = "fairfile", .audience = "fairfile", .type = "at+jwt"};
const std::string good_payload =
    R"({"iss":"fairfile","aud":"fairfile","sub":"u","sid":"s","role":"user",)"
    R"("iat":1700000000,"nbf":1700000000,"exp":1700000600})";

/// Signs any two texts, right or wrong, the way an attacker (or a careless issuer) would.
class Forger {
  public:
    Forger() {
        seed_ = std::string(32, '\x07');
        public_key_.resize(32);
        secret_key_.resize(64);
        crypto_sign_seed_keypair(bytes(public_key_), bytes(secret_key_), bytes(seed_));
        const TokenSigner signer(*Key::from_bytes(seed_), rules);
        kid_ = signer.public_key().kid();
    }

    TokenVerifier verifier() const {
        return TokenVerifier({*VerificationKey::ed25519(kid_, public_key_)}, rules);
    }
    const std::string& kid() const { return kid_; }
    const std::string& public_key() const { return public_key_; }

    std::string header(const std::string& algorithm, const std::string& more = "") const {
        return R"({"alg":)" + algorithm + R"(,"kid":")" + kid_ + R"(","typ":"at+jwt")" + more + "}";
    }
    std::string good_header() const { return header(R"("EdDSA")"); }

    std::string eddsa(const std::string& head, const std::string& payload) const {
        return eddsa_encoded(to_base64url(head), to_base64url(payload));
    }
    std::string eddsa_encoded(const std::string& head, const std::string& payload) const {
        auto text = head + "." + payload;
        std::string signature(64, '\0');
        crypto_sign_detached(
            bytes(signature), nullptr, bytes(text), text.size(), bytes(secret_key_)
        );
        return text + "." + to_base64url(signature);
    }
    static std::string hmac(
        const std::string& secret,
        const std::string& head,
        const std::string& payload,
        const EVP_MD* digest = EVP_sha256()
    ) {
        const auto text = to_base64url(head) + "." + to_base64url(payload);
        std::string mac(EVP_MAX_MD_SIZE, '\0');
        unsigned length = 0;
        HMAC(
            digest,
            secret.data(),
            static_cast<int>(secret.size()),
            reinterpret_cast<const unsigned char*>(text.data()),
            text.size(),
            bytes(mac),
            &length
        );
        mac.resize(length);
        return text + "." + to_base64url(mac);
    }

  private:
    static unsigned char* bytes(std::string& text) {
        return reinterpret_cast<unsigned char*>(text.data());
    }
    static const unsigned char* bytes(const std::string& text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    }

    std::string seed_;
    std::string public_key_;
    std::string secret_key_;
    std::string kid_;
};

struct Hostile {
    std::string what;
    std::string token;
};

std::vector<Hostile> with_changed_bytes(const Forger& forger) {
    const auto good = forger.eddsa(forger.good_header(), good_payload);
    std::vector<Hostile> tokens;
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto changed = good;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        tokens.push_back({"changed at " + std::to_string(at), changed});
        tokens.push_back({"cut at " + std::to_string(at), good.substr(0, at)});
    }
    for (const auto& tail : {"A"s, "."s, "="s, "=="s, " "s, "\n"s, "\0"s, ".AA"s}) {
        tokens.push_back({"with a tail", good + tail});
        tokens.push_back({"with a head", tail + good});
    }
    return tokens;
}

std::vector<Hostile> with_other_algorithms(const Forger& forger) {
    std::vector<Hostile> tokens;
    const auto payload = to_base64url(good_payload);
    for (const std::string name : {R"("none")",    R"("None")",
                                   R"("NONE")",    R"("nOnE")",
                                   R"("")",        R"("eddsa")",
                                   R"("EDDSA")",   R"("HS256")",
                                   R"("HS384")",   R"("HS512")",
                                   R"("RS256")",   R"("RS512")",
                                   R"("PS256")",   R"("ES256")",
                                   R"("ES384")",   R"("ES512")",
                                   R"("Ed448")",   R"("dir")",
                                   R"("ECDH-ES")", R"(["EdDSA"])",
                                   "null",         "0",
                                   "true",         R"({"a":"EdDSA"})",
                                   R"("EdDSA ")",  R"("EdDSA\u0000")"}) {
        const auto head = forger.header(name);
        tokens.push_back({name + " signed truly", forger.eddsa(head, good_payload)});
        tokens.push_back({name + " unsigned", to_base64url(head) + "." + payload + "."});
        tokens.push_back(
            {name + " with HMAC by the public key",
             Forger::hmac(forger.public_key(), head, good_payload)}
        );
        tokens.push_back(
            {name + " with HMAC by the public key's text",
             Forger::hmac(to_base64url(forger.public_key()), head, good_payload)}
        );
        tokens.push_back({name + " with HMAC by nothing", Forger::hmac("", head, good_payload)});
    }
    tokens.push_back(
        {"HS512 by the public key",
         Forger::hmac(forger.public_key(), forger.header(R"("HS512")"), good_payload, EVP_sha512())}
    );
    const auto text = to_base64url(forger.good_header()) + "." + payload + ".";
    for (const std::size_t length : {0, 1, 32, 63, 64, 65, 128}) {
        tokens.push_back({"zero signature", text + to_base64url(std::string(length, '\0'))});
        tokens.push_back({"ones for signature", text + to_base64url(std::string(length, '\xff'))});
    }
    return tokens;
}

/// Everything here is signed with the true key, so that only the header can be the reason.
std::vector<Hostile> with_other_headers(const Forger& forger) {
    std::vector<Hostile> tokens;
    const auto add = [&](const std::string& head) {
        tokens.push_back({"header " + head.substr(0, 150), forger.eddsa(head, good_payload)});
    };
    for (const std::string kid :
         {R"("")",
          R"("../../dev/null")",
          R"("/etc/passwd")",
          R"("' OR '1'='1")",
          R"("| id")",
          R"("http://foreign.example/key")",
          R"("foreign")",
          R"(["a"])",
          "null",
          "0",
          R"("a\u0000b")"}) {
        add(R"({"alg":"EdDSA","typ":"at+jwt","kid":)" + kid + "}");
    }
    add(R"({"alg":"EdDSA","typ":"at+jwt"})");
    add(R"({"alg":"EdDSA","typ":"at+jwt","kid":")" + std::string(200, 'a') + "\"}");
    for (const std::string more :
         {R"(,"crit":["exp"],"exp":1)",
          R"(,"crit":[])",
          R"(,"jku":"https://foreign.example/k")",
          R"(,"x5u":"https://foreign.example/c")",
          R"(,"x5c":["AA"])",
          R"(,"zip":"DEF")",
          R"(,"jwk":{"kty":"OKP","crv":"Ed25519","x":"AA"})",
          R"(,"enc":"A128GCM")",
          R"(,"b64":false)",
          R"(,"alg":"EdDSA")",
          R"(,"alg":"none")",
          R"(,"\u0061lg":"none")",
          R"(,"typ":"at+jwt")",
          R"(,"a":{"b":1,"b":2})"}) {
        add(forger.header(R"("EdDSA")", more));
    }
    for (const std::string type : {R"("JWT")", R"("jwt")", R"("at")", R"("")", "null", "1"}) {
        add(R"({"alg":"EdDSA","kid":")" + forger.kid() + R"(","typ":)" + type + "}");
    }
    add(R"({"alg":"EdDSA","kid":")" + forger.kid() + "\"}");
    for (const std::string text : {"", "{}", "[]", "null", "\"\"", "{", "{\"alg\"}", "\xff\xfe"}) {
        add(text);
    }
    add(forger.good_header() + "x");
    add("\xef\xbb\xbf" + forger.good_header());
    return tokens;
}

std::vector<Hostile> with_other_claims(const Forger& forger) {
    std::vector<Hostile> tokens;
    const auto add = [&](const std::string& payload) {
        tokens.push_back(
            {"claims " + payload.substr(0, 200), forger.eddsa(forger.good_header(), payload)}
        );
    };
    const auto instead = [&](const std::string& name, const std::string& value) {
        auto payload = good_payload;
        const auto start = payload.find("\"" + name + "\":");
        const auto end = payload.find_first_of(",}", start);
        if (value.empty()) {
            payload.replace(start, end - start, R"("x":0)");
        } else {
            payload.replace(start, end - start, "\"" + name + "\":" + value);
        }
        add(payload);
    };
    for (const std::string name : {"iss", "aud"}) {
        for (const std::string value :
             {"", "null", "0", R"("")", R"("foreign")", R"("fairfile ")", R"("FAIRFILE")", "{}"}) {
            instead(name, value);
        }
    }
    for (const std::string value : {R"([])", R"(["foreign"])", R"(["fairfile"])"}) {
        if (value != R"(["fairfile"])") instead("aud", value);
        instead("iss", value);
    }
    instead("aud", R"(["fairfile",1])");
    for (const std::string value :
         {"",
          "null",
          "0",
          "-1",
          "1699999999",
          "1700000000",
          R"("1700000600")",
          "1700000600.5",
          "1e300",
          "99999999999999999999",
          "9223372036854775807",
          "100000000001",
          "true",
          "[]",
          "1800000000"}) {
        instead("exp", value);
    }
    for (const std::string value : {"1700000006", "1700000599", R"("0")", "null", "1e9", "-1"}) {
        instead("nbf", value);
        instead("iat", value);
    }
    instead("iat", "");
    for (const std::string value : {"", "null", "0", R"("")", R"(["u"])"}) instead("sub", value);
    for (const std::string more :
         {R"(,"sub":"other"})", R"(,"exp":1900000000})", R"(,"\u0073ub":"other"})", "}}", "} x"}) {
        add(good_payload.substr(0, good_payload.size() - 1) + more);
    }
    add(good_payload.substr(0, good_payload.size() - 1) + R"(,"a":)" + std::string(50, '[') +
        std::string(50, ']') + "}");
    for (const std::string text : {"", "{}", "[]", "null", "1", "\"\"", "{", "\xff"}) add(text);
    return tokens;
}

std::vector<Hostile> with_other_shapes(const Forger& forger) {
    const auto head = to_base64url(forger.good_header());
    const auto payload = to_base64url(good_payload);
    const auto good = forger.eddsa(forger.good_header(), good_payload);
    std::vector<Hostile> tokens{
        {"nothing", ""},
        {"dots", ".."},
        {"many dots", "....."},
        {"two parts", head + "." + payload},
        {"a JWE", head + ".AA.AA.AA.AA"},
        {"JSON form", R"({"payload":")" + payload + R"(","signature":"AA"})"},
        {"huge", good + std::string(token_length_max, 'A')},
        {"a huge header", std::string(1'000'000, 'A') + "." + payload + ".AA"},
        {"padded header", forger.eddsa_encoded(head + "=", payload)},
        {"padded payload", forger.eddsa_encoded(head, payload + "=")},
        {"spaced payload", forger.eddsa_encoded(head, payload + " ")},
        {"broken header", forger.eddsa_encoded("{}", payload)},
        {"broken payload", forger.eddsa_encoded(head, "%%%")},
        {"swapped parts", forger.eddsa_encoded(payload, head)},
        {"Bearer inside", "Bearer " + good},
    };
    const TokenSigner foreign(Key::random(), rules);
    const TokenClaims claims{
        .subject = "u", .session = "s", .role = "operator", .issued = now, .expires = now + 60s};
    tokens.push_back({"a foreign key and its kid", foreign.sign(claims)});
    auto signature = foreign.sign(claims);
    signature = signature.substr(signature.rfind('.'));
    tokens.push_back({"a foreign signature", head + "." + payload + signature});
    return tokens;
}

TEST(HostileToken, IsRefusedWhateverIsWrongWithIt) {
    const Forger forger;
    const auto verifier = forger.verifier();
    const auto good = forger.eddsa(forger.good_header(), good_payload);
    ASSERT_TRUE(verifier.verify(good, now)) << to_string(verifier.verify(good, now).error());

    std::size_t count = 0;
    for (const auto& make :
         {with_changed_bytes,
          with_other_algorithms,
          with_other_headers,
          with_other_claims,
          with_other_shapes}) {
        for (const auto& hostile : make(forger)) {
            EXPECT_FALSE(verifier.verify(hostile.token, now)) << hostile.what;
            ++count;
        }
    }
    EXPECT_GE(count, 400U);
}

TEST(HostileToken, CannotTurnAnIssuersPublicKeyIntoASharedSecret) {
    const Forger forger;
    const auto secret = std::string(40, 's');
    TokenRules external{.issuer = "fairfile", .audience = "fairfile"};
    const TokenVerifier verifier(
        {VerificationKey::shared_secret(Secret(secret)).value(),
         *VerificationKey::ed25519(forger.kid(), forger.public_key())},
        external
    );
    const std::string plain = R"({"alg":"HS256","typ":"JWT"})";
    const auto by_kid = R"({"alg":"HS256","typ":"JWT","kid":")" + forger.kid() + "\"}";
    EXPECT_TRUE(verifier.verify(Forger::hmac(secret, plain, good_payload), now));
    for (const auto& head : {plain, by_kid}) {
        for (const auto& key : {forger.public_key(), to_base64url(forger.public_key())}) {
            EXPECT_FALSE(verifier.verify(Forger::hmac(key, head, good_payload), now));
        }
    }
    const auto swapped = R"({"alg":"EdDSA","typ":"JWT"})";
    EXPECT_FALSE(verifier.verify(forger.eddsa(swapped, good_payload), now));
    // A token of ours is none of theirs.
    const auto own = forger.eddsa(forger.good_header(), good_payload);
    EXPECT_EQ(verifier.verify(own, now).error(), TokenRefusal::wrong_type);
}

}  // namespace
}  // namespace fairfile::crypto
