#include "infra/crypto/key_store.hpp"

#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace fairfile::crypto {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class MovedClock final : public Clock {
  public:
    std::chrono::system_clock::time_point now() const override { return time; }
    std::chrono::system_clock::time_point time{std::chrono::seconds(1'700'000'000)};
};

class KeyStoreTest : public testing::Test {
  protected:
    ~KeyStoreTest() override { fs::remove_all(folder_); }

    std::unique_ptr<DirectoryKeyStore> open(const std::string& wrapping) {
        auto keys = KeyEncryptionKeys::parse(Secret(wrapping));
        auto store = DirectoryKeyStore::open(
            {.folder = folder_, .wrapping = keys.value(), .cached_keys_max = 2}, clock_
        );
        return std::move(store.value());
    }

    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
        return found;
    }

    static std::string read(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static KeyName name(std::uint8_t number, KeyKind kind = KeyKind::user) {
        KeyName made{.kind = kind, .id = {}};
        made.id.bytes[15] = number;
        return made;
    }

    static bool equal(const Key& left, const Key& right) {
        return std::ranges::equal(left.reveal(), right.reveal());
    }

    const fs::path folder_ = fs::path(testing::TempDir()) / ("keys." + to_hex(random_bytes(8)));
    const std::string first_ = "first:" + to_base64url(random_bytes(32));
    const std::string second_ = "second:" + to_base64url(random_bytes(32));
    MovedClock clock_;
};

TEST_F(KeyStoreTest, FindsWhatItMadeAfterARestart) {
    const auto made = open(first_)->create(name(1)).value();
    const auto reopened = open(first_);
    EXPECT_FALSE(reopened->cached(name(1)));
    EXPECT_TRUE(equal(reopened->find(name(1)).value(), made));
    EXPECT_TRUE(reopened->cached(name(1)));
}

TEST_F(KeyStoreTest, KeepsUsersAndObjectsApart) {
    const auto store = open(first_);
    const auto user = store->create(name(1, KeyKind::user)).value();
    const auto object = store->create(name(1, KeyKind::object)).value();
    EXPECT_FALSE(equal(user, object));
}

TEST_F(KeyStoreTest, WritesNoKeyInTheClearAndForItsOwnerOnly) {
    const auto store = open(first_);
    const auto key = store->create(name(1)).value();
    ASSERT_EQ(files().size(), 1U);
    const auto bytes = key.reveal();
    const std::string plain(bytes.begin(), bytes.end());
    EXPECT_EQ(read(files()[0]).find(plain), std::string::npos);
    EXPECT_EQ(fs::status(files()[0]).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeyStoreTest, DoesNotOverwriteAKey) {
    const auto store = open(first_);
    const auto key = store->create(name(1)).value();
    EXPECT_EQ(store->create(name(1)).error().code, "crypto.key_exists");
    EXPECT_TRUE(equal(store->find_or_create(name(1)).value(), key));
    EXPECT_EQ(files().size(), 1U);
}

TEST_F(KeyStoreTest, GivesOneKeyToAllWhoAskAtOnce) {
    std::vector<std::optional<Key>> keys(8);
    {
        std::vector<std::jthread> threads;
        for (auto& key : keys) {
            threads.emplace_back([this, &key] {
                key = open(first_)->find_or_create(name(7)).value();
            });
        }
    }
    for (const auto& key : keys) EXPECT_TRUE(equal(*key, *keys[0]));
}

TEST_F(KeyStoreTest, ForgetsADestroyedKeyForGood) {
    const auto store = open(first_);
    ASSERT_TRUE(store->create(name(1)));
    EXPECT_TRUE(store->destroy(name(1)).value());
    EXPECT_FALSE(store->cached(name(1)));
    EXPECT_EQ(store->find(name(1)).error().kind, Failure::missing);
    EXPECT_TRUE(files().empty());
    EXPECT_FALSE(store->destroy(name(1)).value());
}

TEST_F(KeyStoreTest, DoesNotBelieveAnOldCachedKeyThatAnotherProcessDestroyed) {
    const auto store = open(first_);
    ASSERT_TRUE(store->create(name(1)));
    ASSERT_TRUE(open(first_)->destroy(name(1)));
    clock_.time += 59s;
    EXPECT_TRUE(store->find(name(1)));
    clock_.time += 1s;
    EXPECT_FALSE(store->cached(name(1)));
    EXPECT_EQ(store->find(name(1)).error().code, "crypto.key_missing");
}

TEST_F(KeyStoreTest, CachesNoMoreThanItsLimitAndDropsTheOldest) {
    const auto store = open(first_);
    ASSERT_TRUE(store->create(name(1)));
    ASSERT_TRUE(store->create(name(2)));
    ASSERT_TRUE(store->find(name(1)));
    ASSERT_TRUE(store->create(name(3)));
    EXPECT_TRUE(store->cached(name(1)));
    EXPECT_FALSE(store->cached(name(2)));
    EXPECT_TRUE(store->cached(name(3)));
}

TEST_F(KeyStoreTest, RotatesItsWrappingKey) {
    const auto key = open(first_)->create(name(1)).value();
    ASSERT_TRUE(open(first_)->create(name(2, KeyKind::object)));

    const auto both = open(second_ + "," + first_);
    EXPECT_TRUE(equal(both->find(name(1)).value(), key));
    EXPECT_EQ(both->rewrap_all().value(), 2U);
    EXPECT_EQ(both->rewrap_all().value(), 0U);
    EXPECT_EQ(files().size(), 2U);

    EXPECT_TRUE(equal(open(second_)->find(name(1)).value(), key));
    EXPECT_EQ(open(first_)->find(name(1)).error().code, "crypto.sealed_damaged");
}

TEST_F(KeyStoreTest, RefusesAFileThatWasChangedOrPutUnderAnotherName) {
    const auto store = open(first_);
    ASSERT_TRUE(store->create(name(1)));
    const auto path = files()[0];
    const auto moved = folder_ / "user" / "02" / to_string(name(2).id);
    fs::create_directories(moved.parent_path());
    fs::copy_file(path, moved);
    EXPECT_EQ(store->find(name(2)).error().code, "crypto.sealed_damaged");

    const auto content = read(path);
    for (std::size_t at = 0; at < content.size(); ++at) {
        auto changed = content;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
        EXPECT_EQ(open(first_)->find(name(1)).error().code, "crypto.sealed_damaged") << at;
    }
}

TEST(KeyEncryptionKeys, AreReadFromOneSetting) {
    const auto one = to_base64url(random_bytes(32));
    const auto keys = KeyEncryptionKeys::parse(Secret("2025-a:" + one + ", old:" + one));
    ASSERT_TRUE(keys);
    ASSERT_EQ(keys->entries.size(), 2U);
    EXPECT_EQ(keys->entries[0].id, "2025-a");
    const std::string wrong_ones[] = {
        "", one, ":" + one, "a b:" + one, "a:short", "a:" + one + ","};
    for (const auto& wrong : wrong_ones) {
        EXPECT_FALSE(KeyEncryptionKeys::parse(Secret(wrong))) << wrong;
    }
}

TEST(DirectoryKeyStore, DoesNotOpenWithoutAWrappingKey) {
    const MovedClock clock;
    const auto store = DirectoryKeyStore::open({.folder = "/nowhere", .wrapping = {}}, clock);
    EXPECT_EQ(store.error().code, "crypto.key_store");
}

}  // namespace
}  // namespace fairfile::crypto
