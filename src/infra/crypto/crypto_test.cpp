#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/link.hpp"
#include "infra/crypto/password.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/totp.hpp"

#include <gtest/gtest.h>

namespace fairfile::crypto {
namespace {

using namespace std::chrono_literals;

TEST(Encoding, KnowsTheVectorsOfRfc4648) {
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("fooba"), "Zm9vYmE");
    EXPECT_EQ(to_base64url("foob"), "Zm9vYg");
    EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
    EXPECT_EQ(to_base64("fooba"), "Zm9vYmE=");
    EXPECT_EQ(to_base64("\xfb\xff"), "+/8=");
    EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(to_base32("f"), "MY");
    EXPECT_EQ(to_hex("\x01\xfe"), "01fe");
}

TEST(Encoding, ReadsBackWhatItWrote) {
    for (std::size_t length = 0; length < 70; ++length) {
        const auto bytes = random_bytes(length);
        EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
        EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    }
}

TEST(Encoding, RefusesASecondSpellingOfTheSameBytes) {
    EXPECT_EQ(from_base64url("Zm9vYg"), "foob");
    for (const auto* text :
         {"Zm9vYg==",
          "Zm9vYh",
          "Zm9v\nYg",
          "Zm9vYg ",
          " Zm9vYg",
          "Zm9vY",
          "-_8=",
          "+/8",
          "Zm9v.g"}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("zz"));
}

TEST(Digest, KnowsTheVectorsOfFips180AndRfc4231) {
    EXPECT_EQ(
        to_hex(view(sha256("abc"))),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    const auto key = Key::from_bytes("Jefe" + std::string(28, '\0'));
    EXPECT_EQ(
        to_hex(view(keyed_hash(*key, "what do ya want for nothing?"))),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        to_hex(view(keyed_hash(Secret("Jefe"), "what do ya want for nothing?"))),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

// HMAC-SHA-256 of a million 'r' with 32 times 'k', computed with Python's hmac.
TEST(Digest, OfLongBytesIsTheStandardOne) {
    const std::string same_key(Key::size, 'k');
    const auto key = Key::from_bytes(same_key);
    const std::string bytes(1'000'000, 'r');
    constexpr auto expected = "9887ae3bdfb2d15bb88c1bcc9c480a25db9d446c40452221d4b0015f9836bfaa";
    EXPECT_EQ(to_hex(view(keyed_hash(*key, bytes))), expected);
    EXPECT_EQ(to_hex(view(keyed_hash(Secret(same_key), bytes))), expected);
}

// RFC 4231, test case 6: a key longer than a block.
TEST(Digest, TakesKeysLongerThanABlock) {
    const Secret key(std::string(131, '\xaa'));
    EXPECT_EQ(
        to_hex(view(keyed_hash(key, "Test Using Larger Than Block-Size Key - Hash Key First"))),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

TEST(Digest, OfPartsIsTheDigestOfTheWhole) {
    Sha256 parts;
    parts.add("a");
    parts.add("");
    parts.add("bc");
    EXPECT_EQ(parts.finish(), sha256("abc"));
}

TEST(Comparison, SeesLengthAndContent) {
    EXPECT_TRUE(constant_time_equal("", ""));
    EXPECT_TRUE(constant_time_equal("same", "same"));
    EXPECT_FALSE(constant_time_equal("same", "sama"));
    EXPECT_FALSE(constant_time_equal("same", "sam"));
}

TEST(Key, IsReadFromEveryCommonBase64) {
    const std::string bytes = "\xfb\xff" + std::string(30, 'k');
    const auto url = to_base64url(bytes);
    ASSERT_TRUE(Key::from_base64(url));
    EXPECT_TRUE(Key::from_base64("+/9" + url.substr(3) + "="));
    EXPECT_FALSE(Key::from_base64(to_base64url(bytes + "x")));
    EXPECT_FALSE(Key::from_base64("no key"));
}

TEST(Key, ServesEachPurposeWithAnother) {
    const auto key = Key::random();
    const auto links = key.derive("links");
    EXPECT_TRUE(std::ranges::equal(links.reveal(), key.derive("links").reveal()));
    EXPECT_FALSE(std::ranges::equal(links.reveal(), key.derive("forms").reveal()));
    EXPECT_FALSE(std::ranges::equal(links.reveal(), key.reveal()));
}

TEST(Password, IsVerifiedAgainstItsHashOnly) {
    const auto stored = hash_password(Secret("correct horse"));
    ASSERT_TRUE(stored);
    EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *stored;
    EXPECT_TRUE(verify_password(*stored, Secret("correct horse")));
    EXPECT_FALSE(verify_password(*stored, Secret("correct horsf")));
    EXPECT_FALSE(verify_password("", Secret("correct horse")));
    EXPECT_FALSE(verify_password("$argon2id$broken", Secret("correct horse")));
    EXPECT_FALSE(verify_password(std::string(5'000, '$'), Secret("correct horse")));
    EXPECT_FALSE(needs_rehash(*stored));
}

TEST(Password, MadeWithOtherFiguresNeedsAnotherHash) {
    EXPECT_TRUE(
        needs_rehash("$argon2id$v=19$m=4096,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    );
}

TEST(Password, OfNobodyIsNeverRight) {
    EXPECT_FALSE(verify_password_of_nobody(Secret("anything")));
}

TEST(Totp, KnowsTheVectorsOfRfc6238) {
    const Secret secret("12345678901234567890");
    const std::pair<std::int64_t, const char*> vectors[] = {
        {59, "287082"},
        {1111111109, "081804"},
        {1111111111, "050471"},
        {1234567890, "005924"},
        {2000000000, "279037"},
        {20000000000, "353130"},
    };
    for (const auto& [seconds, code] : vectors) {
        EXPECT_EQ(totp_code(secret, seconds / 30), code);
    }
    EXPECT_EQ(totp_step(std::chrono::sys_seconds(59s)), 1);
    EXPECT_EQ(totp_step(std::chrono::sys_seconds(60s)), 2);
}

TEST(Totp, CodeWorksOneStepEarlyOrLateAndOnce) {
    const auto secret = new_totp_secret();
    const auto code = totp_code(secret, 1'000);
    EXPECT_EQ(match_totp(secret, code, 1'000, 0), 1'000);
    EXPECT_EQ(match_totp(secret, code, 1'001, 0), 1'000);
    EXPECT_EQ(match_totp(secret, code, 999, 0), 1'000);
    EXPECT_FALSE(match_totp(secret, code, 1'002, 0));
    EXPECT_FALSE(match_totp(secret, code, 998, 0));
    EXPECT_FALSE(match_totp(secret, code, 1'000, 1'000));
    EXPECT_FALSE(match_totp(secret, "", 1'000, 0));
}

TEST(Totp, UriNamesIssuerAndAccount) {
    EXPECT_EQ(
        totp_uri(Secret("foobar"), "Fair file", "ann@example.com"),
        "otpauth://totp/Fair%20file:ann%40example.com?secret=MZXW6YTBOI&issuer=Fair%20file"
        "&algorithm=SHA1&digits=6&period=30"
    );
}

TEST(Link, HoldsForItsUserMethodPathAndTimeOnly) {
    const auto key = Key::random();
    const auto now = std::chrono::sys_seconds(1'700'000'000s);
    LinkClaim claim{.method = "GET", .path = "/file", .expires = now + 60s};
    claim.user.value.bytes[0] = 1;
    const auto signature = sign_link(key, claim);
    EXPECT_TRUE(verify_link(key, claim, signature, now));
    EXPECT_TRUE(verify_link(key, claim, signature, now + 59s));
    EXPECT_FALSE(verify_link(key, claim, signature, now + 60s));
    EXPECT_FALSE(verify_link(Key::random(), claim, signature, now));
    EXPECT_FALSE(verify_link(key, claim, signature + "A", now));
    EXPECT_FALSE(verify_link(key, claim, "", now));

    auto changed = claim;
    changed.user.value.bytes[0] = 2;
    EXPECT_FALSE(verify_link(key, changed, signature, now));
    changed = claim;
    changed.session.value.bytes[0] = 2;
    EXPECT_FALSE(verify_link(key, changed, signature, now));
    changed = claim;
    changed.method = "DELETE";
    EXPECT_FALSE(verify_link(key, changed, signature, now));
    changed = claim;
    changed.path = "/filf";
    EXPECT_FALSE(verify_link(key, changed, signature, now));
    changed = claim;
    changed.expires += 1s;
    EXPECT_FALSE(verify_link(key, changed, signature, now));
}

}  // namespace
}  // namespace fairfile::crypto
