#include "infra/crypto/seal.hpp"

#include "infra/crypto/random.hpp"

#include <gtest/gtest.h>

namespace fairfile::crypto {
namespace {

UserId user_numbered(std::uint8_t number) {
    UserId user;
    user.value.bytes[15] = number;
    return user;
}

const Place place{.table = "people", .column = "name", .user = user_numbered(1)};
const ObjectPlace object_place{.user = user_numbered(1)};

TEST(SealedValue, OpensInItsPlaceOnly) {
    const auto key = Key::random();
    const auto sealed = seal_value(key, place, "Ann Example");
    EXPECT_EQ(sealed.find("Ann"), std::string::npos);
    EXPECT_EQ(open_value(key, place, sealed).value(), "Ann Example");

    auto other = place;
    other.table = "peoplen";
    other.column = "ame";
    EXPECT_FALSE(open_value(key, other, sealed));
    other = place;
    other.user = user_numbered(2);
    EXPECT_FALSE(open_value(key, other, sealed));
    other = place;
    other.version = 2;
    EXPECT_FALSE(open_value(key, other, sealed));
    EXPECT_FALSE(open_value(Key::random(), place, sealed));
}

TEST(SealedValue, DoesNotOpenWithAnyBitChangedOrCut) {
    const auto key = Key::random();
    const auto sealed = seal_value(key, place, "secret");
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(open_value(key, place, changed)) << at;
        EXPECT_FALSE(open_value(key, place, sealed.substr(0, at))) << at;
    }
    EXPECT_FALSE(open_value(key, place, sealed + "x"));
    EXPECT_EQ(open_value(key, place, "").error().code, "crypto.sealed_damaged");
}

TEST(SealedValue, LooksDifferentEachTime) {
    const auto key = Key::random();
    EXPECT_NE(seal_value(key, place, "same"), seal_value(key, place, "same"));
    EXPECT_EQ(open_value(key, place, seal_value(key, place, "")).value(), "");
}

TEST(SealedObject, OpensAtEveryLengthAroundAChunk) {
    const auto key = Key::random();
    for (const std::size_t length :
         {std::size_t{0},
          std::size_t{1},
          object_chunk_bytes - 1,
          object_chunk_bytes,
          object_chunk_bytes + 1,
          3 * object_chunk_bytes,
          3 * object_chunk_bytes + 77}) {
        const auto plain = random_bytes(length);
        const auto sealed = seal_object(key, object_place, plain);
        EXPECT_EQ(sealed.size(), sealed_object_size(length));
        EXPECT_EQ(open_object(key, object_place, sealed).value(), plain) << length;
    }
}

TEST(SealedObject, BelongsToItsObjectUserAndVersion) {
    const auto key = Key::random();
    const auto sealed = seal_object(key, object_place, "report");
    auto other = object_place;
    other.object.bytes[0] = 1;
    EXPECT_FALSE(open_object(key, other, sealed));
    other = object_place;
    other.user = user_numbered(2);
    EXPECT_FALSE(open_object(key, other, sealed));
    other = object_place;
    other.version = 2;
    EXPECT_FALSE(open_object(key, other, sealed));
    EXPECT_FALSE(open_object(Key::random(), object_place, sealed));
}

TEST(SealedObject, CannotBeCutExtendedOrReordered) {
    const auto key = Key::random();
    const auto sealed = seal_object(key, object_place, random_bytes(3 * object_chunk_bytes + 5));
    constexpr auto start = ObjectOpener::start_bytes;
    constexpr auto chunk = ObjectOpener::sealed_chunk_bytes;

    EXPECT_FALSE(open_object(key, object_place, sealed.substr(0, start)));
    EXPECT_FALSE(open_object(key, object_place, sealed.substr(0, start + chunk)));
    EXPECT_FALSE(open_object(key, object_place, sealed.substr(0, start + 3 * chunk)));
    EXPECT_FALSE(open_object(key, object_place, sealed.substr(0, sealed.size() - 1)));
    EXPECT_FALSE(open_object(key, object_place, sealed + "x"));
    EXPECT_FALSE(open_object(key, object_place, sealed + sealed.substr(start)));
    EXPECT_FALSE(open_object(key, object_place, ""));

    const auto swapped = sealed.substr(0, start) + sealed.substr(start + chunk, chunk) +
                         sealed.substr(start, chunk) + sealed.substr(start + 2 * chunk);
    EXPECT_FALSE(open_object(key, object_place, swapped));
    auto changed = sealed;
    changed[start + chunk + 10] = static_cast<char>(changed[start + chunk + 10] ^ 1);
    EXPECT_FALSE(open_object(key, object_place, changed));
}

}  // namespace
}  // namespace fairfile::crypto
