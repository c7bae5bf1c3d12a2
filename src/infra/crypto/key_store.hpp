// Where data keys live: one for each user, each object and each record that outlives its person,
// wrapped by a key-encryption key.
// The store is apart from the database, so that a restored database does not bring back what was
// erased: what is destroyed here stays unreadable.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "infra/crypto/key.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::crypto {

enum class KeyKind : std::uint8_t { user, object, retained };

inline constexpr KeyKind key_kinds[] = {KeyKind::user, KeyKind::object, KeyKind::retained};

struct KeyName {
    KeyKind kind = KeyKind::user;
    Uuid id = {};

    auto operator<=>(const KeyName&) const = default;
};

/// All but `cached` may touch the disk: call them through runtime::offload. Safe from any thread.
/// Errors: `missing` "crypto.key_missing", `conflict` "crypto.key_exists", `unavailable`
/// "crypto.key_store" (the disk refuses), `storage_full` "crypto.key_store_full".
class KeyStore {
  public:
    virtual ~KeyStore() = default;

    /// Durable when it returns.
    virtual Result<Key> create(KeyName name) = 0;
    virtual Result<Key> find(KeyName name) = 0;
    /// From memory only; never waits.
    virtual std::optional<Key> cached(KeyName name) = 0;
    /// Overwrites and removes; true when there was one. Durable when it returns.
    virtual Result<bool> destroy(KeyName name) = 0;

    /// The key, made now when there is none; two at once get the same.
    Result<Key> find_or_create(KeyName name);
};

/// Key-encryption keys by id; the first one wraps, all of them unwrap. To rotate, put a new one in
/// front, call `DirectoryKeyStore::rewrap_all`, then take the old one out.
struct KeyEncryptionKeys {
    struct Entry {
        std::string id;
        Key key;
    };
    std::vector<Entry> entries;

    /// "id:base64,id:base64": ids of 1 to 16 letters, digits or '-'. Nothing when malformed.
    static std::optional<KeyEncryptionKeys> parse(const Secret& text);
};

/// One small file a key, spread over 256 folders for each kind, readable by the owner only.
class DirectoryKeyStore final : public KeyStore {
  public:
    struct Options {
        std::filesystem::path folder;
        KeyEncryptionKeys wrapping;
        std::size_t cached_keys_max = 10'000;
        /// Another process may have destroyed a key that is cached here.
        std::chrono::seconds cached_for{60};
    };

    /// Makes the folder; fails when it cannot or when there is no wrapping key.
    static Result<std::unique_ptr<DirectoryKeyStore>> open(Options options, const Clock& clock);
    ~DirectoryKeyStore() override;

    Result<Key> create(KeyName name) override;
    Result<Key> find(KeyName name) override;
    std::optional<Key> cached(KeyName name) override;
    Result<bool> destroy(KeyName name) override;

    /// Wraps every key anew that the first key-encryption key does not hold yet; how many it did.
    Result<std::size_t> rewrap_all();

  private:
    class Cache;
    DirectoryKeyStore(Options options, const Clock& clock);

    std::filesystem::path path_of(KeyName name) const;
    Result<bool> rewrap(KeyName name);

    Options options_;
    std::unique_ptr<Cache> cache_;
};

}  // namespace fairfile::crypto
