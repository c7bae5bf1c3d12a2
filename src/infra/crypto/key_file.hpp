// A small secret file, written and removed so that a crash leaves either all of it or none.
// Internal to this module.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace fairfile::crypto {

enum class Existing : std::uint8_t {
    keep,      // fails with "crypto.key_exists"
    exchange,  // must be there, else "crypto.key_missing": a destroyed key does not come back
};

/// Temporary name, fsync, atomic rename, fsync of the folder.
Result<bool> write_key_file(
    const std::filesystem::path& path, std::string_view content, Existing existing
);

Result<std::string> read_key_file(const std::filesystem::path& path);

/// Overwrites, then unlinks; true when there was one.
Result<bool> destroy_key_file(const std::filesystem::path& path);

}  // namespace fairfile::crypto
