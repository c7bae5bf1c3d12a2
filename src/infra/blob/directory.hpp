// Sealed bytes in files: written under a temporary name, made durable, then renamed.
#pragma once

#include "infra/blob/blob.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::blob {

/// Waits for the disk; safe from any thread and for several processes on one folder.
class Directory {
  public:
    explicit Directory(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<bool> prepare() const;
    Result<bool> write(BlobId id, std::string_view sealed) const;
    Result<std::string> read(BlobId id) const;
    Result<bool> remove(BlobId id) const;
    Result<bool> exists(BlobId id) const;
    Result<std::vector<BlobEntry>> list(BlobId after, std::size_t count_max) const;
    Result<Leftovers> remove_unfinished(std::chrono::system_clock::time_point before) const;

  private:
    std::filesystem::path folder_of(BlobId id) const;
    std::filesystem::path path_of(BlobId id) const;

    std::filesystem::path folder_;
};

}  // namespace fairfile::blob
