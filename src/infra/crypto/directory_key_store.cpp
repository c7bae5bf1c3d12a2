#include "infra/crypto/bytes.hpp"
#include "infra/crypto/key_file.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/crypto/random.hpp"

#include <sodium.h>

#include <list>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

namespace fairfile::crypto {

namespace {

// A key file: "FFK1", length of the wrapping key's id, the id, nonce, sealed key.
constexpr std::string_view magic = "FFK1";
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t sealed_bytes = Key::size + tag_bytes;

Error damaged(std::string_view what) {
    return {
        Failure::bug,
        "crypto.sealed_damaged",
        "Something stored here cannot be read.",
        std::string(what)};
}

std::string_view folder_of(KeyKind kind) {
    switch (kind) {
        case KeyKind::user:
            return "user";
        case KeyKind::object:
            return "object";
        case KeyKind::retained:
            return "retained";
    }
    return {};
}

std::string additional_of(KeyName name, std::string_view wrapping_id) {
    std::string out = "fairfile key ";
    out.append(folder_of(name.kind)).append(text_of(name.id.bytes)).append(wrapping_id);
    return out;
}

std::string wrap(const KeyEncryptionKeys::Entry& wrapping, KeyName name, const Key& key) {
    const auto additional = additional_of(name, wrapping.id);
    std::string content(magic);
    content += static_cast<char>(wrapping.id.size());
    content += wrapping.id;
    const auto nonce = random_bytes(nonce_bytes);
    content += nonce;
    content.resize(content.size() + sealed_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes_of(content) + content.size() - sealed_bytes,
        nullptr,
        key.reveal().data(),
        Key::size,
        bytes_of(additional),
        additional.size(),
        nullptr,
        bytes_of(nonce),
        wrapping.key.reveal().data()
    );
    return content;
}

struct Wrapped {
    std::string_view wrapping_id;
    std::string_view nonce;
    std::string_view sealed;
};

std::optional<Wrapped> parse_wrapped(std::string_view content) {
    if (!content.starts_with(magic) || content.size() <= magic.size()) return std::nullopt;
    content.remove_prefix(magic.size());
    const auto id_length = static_cast<unsigned char>(content[0]);
    content.remove_prefix(1);
    if (content.size() != id_length + nonce_bytes + sealed_bytes) return std::nullopt;
    return Wrapped{
        content.substr(0, id_length),
        content.substr(id_length, nonce_bytes),
        content.substr(id_length + nonce_bytes)};
}

Result<Key> unwrap(const KeyEncryptionKeys& keys, KeyName name, std::string_view content) {
    const auto wrapped = parse_wrapped(content);
    if (!wrapped) return damaged("key file");
    for (const auto& entry : keys.entries) {
        if (entry.id != wrapped->wrapping_id) continue;
        const auto additional = additional_of(name, entry.id);
        std::array<char, Key::size> plain{};
        const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(plain.data()),
            nullptr,
            nullptr,
            bytes_of(wrapped->sealed),
            wrapped->sealed.size(),
            bytes_of(additional),
            additional.size(),
            bytes_of(wrapped->nonce),
            entry.key.reveal().data()
        );
        if (failed != 0) return damaged("wrapped key");
        auto key = *Key::from_bytes({plain.data(), plain.size()});
        sodium_memzero(plain.data(), plain.size());
        return key;
    }
    return damaged("no wrapping key with the id " + std::string(wrapped->wrapping_id));
}

}  // namespace

/// Least recently used keys go first; old ones are not believed.
class DirectoryKeyStore::Cache {
  public:
    Cache(std::size_t size_max, std::chrono::seconds keep_for, const Clock& clock)
        : size_max_(size_max), keep_for_(keep_for), clock_(clock) {}

    std::optional<Key> find(KeyName name) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(name);
        if (found == places_.end()) return std::nullopt;
        if (clock_.now() - found->second->since >= keep_for_) {
            entries_.erase(found->second);
            places_.erase(found);
            return std::nullopt;
        }
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->key;
    }

    void put(KeyName name, const Key& key) {
        const std::lock_guard lock(mutex_);
        forget_locked(name);
        entries_.push_front({name, key, clock_.now()});
        places_[name] = entries_.begin();
        if (entries_.size() > size_max_) forget_locked(entries_.back().name);
    }

    void forget(KeyName name) {
        const std::lock_guard lock(mutex_);
        forget_locked(name);
    }

  private:
    struct Entry {
        KeyName name;
        Key key;
        std::chrono::system_clock::time_point since;
    };

    void forget_locked(KeyName name) {
        const auto found = places_.find(name);
        if (found == places_.end()) return;
        entries_.erase(found->second);
        places_.erase(found);
    }

    const std::size_t size_max_;
    const std::chrono::seconds keep_for_;
    const Clock& clock_;
    std::mutex mutex_;
    std::list<Entry> entries_;
    std::map<KeyName, std::list<Entry>::iterator> places_;
};

Result<std::unique_ptr<DirectoryKeyStore>> DirectoryKeyStore::open(
    Options options, const Clock& clock
) {
    ensure_sodium();
    if (options.wrapping.entries.empty()) {
        return Error{
            Failure::unavailable, "crypto.key_store", "No key-encryption key is configured."};
    }
    for (const auto kind : key_kinds) {
        const auto folder = options.folder / folder_of(kind);
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (!error) {
            std::filesystem::permissions(options.folder, std::filesystem::perms::owner_all, error);
        }
        if (error) {
            return Error{
                Failure::unavailable,
                "crypto.key_store",
                "The key store cannot be opened.",
                folder.string() + ": " + error.message()};
        }
    }
    return std::unique_ptr<DirectoryKeyStore>(new DirectoryKeyStore(std::move(options), clock));
}

DirectoryKeyStore::DirectoryKeyStore(Options options, const Clock& clock)
    : options_(std::move(options)),
      cache_(std::make_unique<Cache>(options_.cached_keys_max, options_.cached_for, clock)) {}

DirectoryKeyStore::~DirectoryKeyStore() = default;

Result<Key> DirectoryKeyStore::create(KeyName name) {
    auto key = Key::random();
    const auto content = wrap(options_.wrapping.entries.front(), name, key);
    const auto written = write_key_file(path_of(name), content, Existing::keep);
    if (!written) return written.error();
    cache_->put(name, key);
    return key;
}

Result<Key> DirectoryKeyStore::find(KeyName name) {
    if (auto known = cache_->find(name)) return *known;
    const auto content = read_key_file(path_of(name));
    if (!content) return content.error();
    auto key = unwrap(options_.wrapping, name, *content);
    if (key) cache_->put(name, *key);
    return key;
}

std::optional<Key> DirectoryKeyStore::cached(KeyName name) {
    return cache_->find(name);
}

Result<bool> DirectoryKeyStore::destroy(KeyName name) {
    auto destroyed = destroy_key_file(path_of(name));
    // After the file, so that a reader in between cannot put it back from the disk.
    cache_->forget(name);
    return destroyed;
}

std::filesystem::path DirectoryKeyStore::path_of(KeyName name) const {
    const auto id = to_string(name.id);
    // The last digits of a UUIDv7 are random, the first are the time.
    return options_.folder / folder_of(name.kind) / id.substr(id.size() - 2) / id;
}

Result<std::size_t> DirectoryKeyStore::rewrap_all() {
    std::size_t done = 0;
    for (const auto kind : key_kinds) {
        std::error_code error;
        std::filesystem::recursive_directory_iterator file(
            options_.folder / folder_of(kind), error
        );
        for (; !error && file != end(file); file.increment(error)) {
            const auto id = parse_uuid(file->path().filename().string());
            if (!id) continue;
            const auto changed = rewrap({kind, *id});
            if (!changed) return changed.error();
            if (*changed) ++done;
        }
        if (error) {
            return Error{
                Failure::unavailable,
                "crypto.key_store",
                "The key store cannot be read.",
                error.message()};
        }
    }
    return done;
}

Result<bool> DirectoryKeyStore::rewrap(KeyName name) {
    const auto& wrapping = options_.wrapping.entries.front();
    const auto content = read_key_file(path_of(name));
    if (!content) {
        if (content.error().kind == Failure::missing) return false;
        return content.error();
    }
    const auto wrapped = parse_wrapped(*content);
    if (wrapped && wrapped->wrapping_id == wrapping.id) return false;
    const auto key = unwrap(options_.wrapping, name, *content);
    if (!key) return key.error();
    auto written = write_key_file(path_of(name), wrap(wrapping, name, *key), Existing::exchange);
    if (!written && written.error().kind == Failure::missing) return false;
    return written;
}

}  // namespace fairfile::crypto
