#include "infra/crypto/token.hpp"

#include "infra/crypto/encoding.hpp"

#include <gtest/gtest.h>

namespace fairfile::crypto {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_seconds;

const sys_seconds now(1'700'000'000s);

const TokenRules own_rules{.issuer = "fairfile", .audience = "fairfile", .type = "at+jwt"};

TokenClaims some_claims() {
    return {
        .subject = "00000000-0000-7000-8000-000000000001",
        .session = "00000000-0000-7000-8000-000000000002",
        .role = "operator",
        .issued = now,
        .expires = now + 600s};
}

// RFC 7515 appendix A, RFC 8037 appendix A: the same payload in every algorithm but EdDSA.
constexpr auto rfc_payload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ";
constexpr auto rfc_keys =
    R"({"keys": [{"kty":"RSA","kid":"rsa","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQ)"
    R"(oTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_)"
    R"(YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXB)"
    R"(dQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK)"
    R"(-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"},{"kt)"
    R"(y":"EC","kid":"ec","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVE)"
    R"(U","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"OKP","kid":"okp",")"
    R"(crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig"},{")"
    R"(kty":"EC","kid":"other","crv":"P-384","x":"AA","y":"AA"}]})";

bool verifies(const VerificationKey& key, const std::string& text, std::string_view signature) {
    return key.verify(text, from_base64url(signature).value());
}

TEST(VerificationKey, KnowsTheVectorsOfRfc7515AndRfc8037) {
    const auto keys = read_key_set(rfc_keys).value();
    ASSERT_EQ(keys.size(), 3U);
    const auto payload = std::string(".") + rfc_payload;

    EXPECT_TRUE(verifies(
        keys[0],
        "eyJhbGciOiJSUzI1NiJ9" + payload,
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2"
        "Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjt"
        "QBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6"
        "IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    ));
    const auto* es256 =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    EXPECT_TRUE(verifies(keys[1], "eyJhbGciOiJFUzI1NiJ9" + payload, es256));
    EXPECT_FALSE(verifies(keys[1], "eyJhbGciOiJFUzI1NiK9" + payload, es256));
    EXPECT_TRUE(verifies(
        keys[2],
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    ));

    const auto secret = from_base64url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
    );
    EXPECT_TRUE(verifies(
        VerificationKey::shared_secret(Secret(*secret)).value(),
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" + payload,
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    ));
}

TEST(TokenSigner, MakesTheSignatureOfRfc8032) {
    // Section 7.1, test 1: this seed has this public key.
    const auto seed = from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const TokenSigner signer(*Key::from_bytes(*seed), own_rules);
    const auto key = signer.public_key();
    EXPECT_TRUE(key.verify(
        "",
        *from_hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                  "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
    ));
}

TEST(Token, OfOurOwnComesBackAsItWas) {
    const TokenSigner signer(Key::random(), own_rules);
    const TokenVerifier verifier({signer.public_key()}, own_rules);
    const auto claims = verifier.verify(signer.sign(some_claims()), now);
    ASSERT_TRUE(claims) << to_string(claims.error());
    EXPECT_EQ(claims->subject, some_claims().subject);
    EXPECT_EQ(claims->session, some_claims().session);
    EXPECT_EQ(claims->role, "operator");
    EXPECT_EQ(claims->issued, now);
    EXPECT_EQ(claims->expires, now + 600s);
}

TEST(Token, EndsAtItsSecondAndNotBefore) {
    const TokenSigner signer(Key::random(), own_rules);
    const TokenVerifier verifier({signer.public_key()}, own_rules);
    const auto token = signer.sign(some_claims());
    EXPECT_TRUE(verifier.verify(token, now + 599s));
    EXPECT_EQ(verifier.verify(token, now + 600s).error(), TokenRefusal::expired);
    EXPECT_TRUE(verifier.verify(token, now - 5s));
    EXPECT_EQ(verifier.verify(token, now - 6s).error(), TokenRefusal::not_yet_valid);
}

TEST(Token, OfAnOlderKeyHoldsWhileThatKeyIsConfigured) {
    const TokenSigner old(Key::random(), own_rules);
    const TokenSigner young(Key::random(), own_rules);
    const auto token = old.sign(some_claims());
    EXPECT_TRUE(TokenVerifier({young.public_key(), old.public_key()}, own_rules).verify(token, now)
    );
    EXPECT_EQ(
        TokenVerifier({young.public_key()}, own_rules).verify(token, now).error(),
        TokenRefusal::unknown_key
    );
}

TEST(KeySet, RefusesWhatCannotBeTrusted) {
    const std::string x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const auto okp = [&x](const std::string& more) {
        return R"({"kty":"OKP","crv":"Ed25519","x":")" + x + "\"" + more + "}";
    };
    const std::string documents[] = {
        "",
        "[]",
        "{}",
        R"({"keys":{}})",
        R"({"keys":[]})",
        R"({"keys":[1]})",
        R"({"keys":[)" + okp("") + "]}",
        R"({"keys":[)" + okp(R"(,"kid":"a","use":"enc")") + "]}",
        R"({"keys":[)" + okp(R"(,"kid":"a","alg":"HS256")") + "]}",
        R"({"keys":[)" + okp(R"(,"kid":"a","d":"AA")") + "]}",
        R"({"keys":[)" + okp(R"(,"kid":"a")") + "," + okp(R"(,"kid":"a")") + "]}",
        R"({"keys":[)" + okp(R"(,"kid":"a","kid":"b")") + "]}",
        R"({"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]})",
        R"({"keys":[{"kty":"RSA","kid":"a","n":"ofgWCuLj","e":"AQAB"}]})",
        R"({"keys":[{"kty":"EC","kid":"a","crv":"P-256","x":"AA","y":"AA"}]})",
        R"({"keys":[)" + okp(R"(,"kid":"a")") + "]}" + std::string(70'000, ' '),
    };
    for (const auto& document : documents) {
        const auto keys = read_key_set(document);
        ASSERT_FALSE(keys) << document.substr(0, 200);
        EXPECT_EQ(keys.error().code, "crypto.bad_key_set");
    }
    EXPECT_TRUE(read_key_set(R"({"keys":[)" + okp(R"(,"kid":"a")") + "]}"));
}

TEST(VerificationKey, RefusesAShortSharedSecret) {
    EXPECT_FALSE(VerificationKey::shared_secret(Secret(std::string(31, 's'))));
    EXPECT_TRUE(VerificationKey::shared_secret(Secret(std::string(32, 's'))));
}

}  // namespace
}  // namespace fairfile::crypto
