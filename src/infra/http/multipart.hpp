// Finds the one part called `file` in a multipart/form-data body that is held in memory (RFC 7578,
// RFC 2046). Pure; nothing is copied: the views lead into the body. Fails with 415 for another
// content type, 400 "http.unreadable" for a broken form, 422
// "http.invalid" when there is not exactly one such part.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::http {

struct MultipartLimits {
    std::size_t parts_max = 16;
    std::size_t part_header_bytes_max = 8'192;
};

struct FilePart {
    std::string name;
    std::string filename;      // as sent; never a path to open
    std::string content_type;  // empty when the part does not say
    std::string_view bytes;
};

/// The boundary of a multipart/form-data content type; nullopt for another type or a bad boundary.
std::optional<std::string> multipart_boundary(std::string_view content_type);

Result<FilePart> find_file_part(
    std::string_view content_type,
    std::string_view body,
    std::string_view name = "file",
    const MultipartLimits& limits = {}
);

}  // namespace fairfile::http
