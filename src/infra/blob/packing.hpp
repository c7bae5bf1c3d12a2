// Content as it is sealed: packed with zstd where that gains, with one byte in front that says so.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace fairfile::blob {

std::string pack(std::string_view content);

/// "blob.damaged" for what `pack` never made or what unpacks to more than a blob may hold.
Result<std::string> unpack(std::string_view packed);

}  // namespace fairfile::blob
