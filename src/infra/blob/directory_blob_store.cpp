#include "infra/blob/blob.hpp"
#include "infra/blob/blob_events.hpp"
#include "infra/blob/directory.hpp"
#include "infra/blob/failures.hpp"
#include "infra/blob/packing.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/seal.hpp"

#include <algorithm>
#include <optional>

namespace fairfile::blob {

namespace {

crypto::KeyName key_name(BlobId id) {
    return {crypto::KeyKind::object, id.value};
}

crypto::ObjectPlace place(BlobOwner owner, BlobId id) {
    return {id.value, owner.user, owner.version};
}

BlobId random_id() {
    BlobId id;
    const auto bytes = crypto::random_bytes(id.value.bytes.size());
    std::copy(bytes.begin(), bytes.end(), id.value.bytes.begin());
    return id;
}

/// `work` gives a Result<T>; it runs on the pool.
template <class T, class Work>
awaitable<Result<T>> on_pool(runtime::CpuPool& pool, Work work) {
    std::optional<Result<T>> result;
    auto step = [&result, &work] {
        result = work();
        return true;
    };
    auto worked = co_await runtime::offload(pool, std::move(step));
    if (!worked) co_return worked.error();
    co_return std::move(*result);
}

class DirectoryBlobStore final : public BlobStore {
  public:
    explicit DirectoryBlobStore(DirectoryBlobStoreParts parts)
        : directory_(std::move(parts.folder)),
          keys_(parts.keys),
          pool_(parts.pool),
          clock_(parts.clock),
          events_(parts.metrics, parts.log) {}

    Result<bool> prepare() const { return directory_.prepare(); }

    awaitable<Result<BlobId>> put(BlobOwner owner, std::string content) override {
        auto work = [this, owner, content = std::move(content)] { return store(owner, content); };
        auto result = on_pool<BlobId>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

    awaitable<Result<std::string>> get(BlobOwner owner, BlobId id) override {
        auto work = [this, owner, id] { return watched("get", fetch(owner, id)); };
        auto result = on_pool<std::string>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

    awaitable<Result<bool>> remove(BlobId id) override {
        auto work = [this, id] { return watched("remove", destroy(id)); };
        auto result = on_pool<bool>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

    awaitable<Result<bool>> exists(BlobId id) override {
        auto work = [this, id] { return watched("exists", directory_.exists(id)); };
        auto result = on_pool<bool>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

    awaitable<Result<std::vector<BlobEntry>>> list(BlobId after, std::size_t count_max) override {
        auto work = [this, after, count_max] {
            return watched("list", directory_.list(after, count_max));
        };
        auto result = on_pool<std::vector<BlobEntry>>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

    awaitable<Result<Leftovers>> sweep(std::chrono::seconds age) override {
        const auto before = clock_.now() - age;
        auto work = [this, before] {
            return watched("sweep", directory_.remove_unfinished(before));
        };
        auto result = on_pool<Leftovers>(pool_, std::move(work));
        co_return co_await std::move(result);
    }

  private:
    template <class T>
    Result<T> watched(std::string_view operation, Result<T> result) {
        if (!result) events_.failed(operation, result.error());
        return result;
    }

    Result<BlobId> store(BlobOwner owner, std::string_view content) {
        if (content.size() > blob_bytes_max) return too_large();
        const auto id = random_id();
        auto stored = write_sealed(owner, id, content);
        if (!stored) {
            events_.failed("put", stored.error());
            return stored.error();
        }
        events_.stored(content.size(), *stored);
        return id;
    }

    /// The key is durable before the file is: a file without its key would be lost, a key without
    /// its file is only litter.
    Result<std::size_t> write_sealed(BlobOwner owner, BlobId id, std::string_view content) {
        const auto key = keys_.create(key_name(id));
        if (!key) return key_refused(key.error());
        const auto sealed = crypto::seal_object(*key, place(owner, id), pack(content));
        auto written = directory_.write(id, sealed);
        if (written) return sealed.size();
        if (auto cleared = keys_.destroy(key_name(id)); !cleared) {
            events_.failed("clear key", cleared.error());
        }
        return written.error();
    }

    Result<std::string> fetch(BlobOwner owner, BlobId id) {
        const auto key = keys_.find(key_name(id));
        if (!key) return key_refused(key.error());
        const auto sealed = directory_.read(id);
        if (!sealed) return sealed.error();
        const auto packed = crypto::open_object(*key, place(owner, id), *sealed);
        if (!packed) return damaged(std::string(packed.error().code));
        auto content = unpack(*packed);
        if (content) events_.fetched(content->size());
        return content;
    }

    Result<bool> destroy(BlobId id) {
        const auto key = keys_.destroy(key_name(id));
        if (!key) return key_refused(key.error());
        auto file = directory_.remove(id);
        if (!file) return file.error();
        const bool was_there = *key || *file;
        if (was_there) events_.removed();
        return was_there;
    }

    Directory directory_;
    crypto::KeyStore& keys_;
    runtime::CpuPool& pool_;
    const Clock& clock_;
    BlobEvents events_;
};

}  // namespace

Result<std::unique_ptr<BlobStore>> open_directory_blob_store(DirectoryBlobStoreParts parts) {
    auto store = std::make_unique<DirectoryBlobStore>(std::move(parts));
    auto prepared = store->prepare();
    if (!prepared) return prepared.error();
    return std::unique_ptr<BlobStore>(std::move(store));
}

}  // namespace fairfile::blob
