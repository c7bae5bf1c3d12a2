// Files of people, kept under random names and sealed each with a key of its own (infra/crypto).
// A put that succeeded survives a crash; a put that failed leaves nothing that can be read. To
// remove is to destroy the key first, so the content is gone with it, wherever copies of the sealed
// bytes may lie. Errors: `missing` "blob.missing", `storage_full` "blob.storage_full", `too_large`
// "blob.too_large", `unavailable` "blob.unavailable", `bug` "blob.damaged".
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/runtime/runtime.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace fairfile::blob {

using BlobId = Id<struct BlobNoun>;
using runtime::awaitable;

/// Above every upload, page image and letter; a sealed file that unpacks to more is damaged.
constexpr std::size_t blob_bytes_max = 64 * 1024 * 1024;

/// What a blob is bound to; it opens only for the same owner and version.
struct BlobOwner {
    UserId user = {};
    std::uint32_t version = 1;
};

struct BlobEntry {
    BlobId id;
    std::uint64_t sealed_bytes = 0;
    std::chrono::system_clock::time_point written;
};

/// What was removed by a sweep, for the log.
struct Leftovers {
    std::size_t unfinished_files = 0;
};

class BlobStore {
  public:
    virtual ~BlobStore() = default;

    virtual awaitable<Result<BlobId>> put(BlobOwner owner, std::string content) = 0;
    virtual awaitable<Result<std::string>> get(BlobOwner owner, BlobId id) = 0;
    /// True when there was one; legal to repeat.
    virtual awaitable<Result<bool>> remove(BlobId id) = 0;
    virtual awaitable<Result<bool>> exists(BlobId id) = 0;

    /// In the order of ids, those after `after`, at most `count_max`: a sweeper compares them with
    /// the rows that should name them. Start with a nil id.
    virtual awaitable<Result<std::vector<BlobEntry>>> list(BlobId after, std::size_t count_max) = 0;

    /// Removes what puts that never finished have left, if older than `age`.
    virtual awaitable<Result<Leftovers>> sweep(std::chrono::seconds age) = 0;
};

struct DirectoryBlobStoreParts {
    std::filesystem::path folder;
    crypto::KeyStore& keys;
    runtime::CpuPool& pool;
    const Clock& clock;
    metrics::Registry& metrics;
    log::Log& log;
};

/// One file a blob, spread over 256 folders, readable by the owner only. Makes the folder; fails
/// when it cannot.
Result<std::unique_ptr<BlobStore>> open_directory_blob_store(DirectoryBlobStoreParts parts);

}  // namespace fairfile::blob
