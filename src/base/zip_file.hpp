// A ZIP archive of files as they are (method 0: PDFs do not shrink), as APPNOTE.TXT 6.3 has it.
// Pure. For files far below 4 GiB.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile {

struct ZipEntry {
    std::string_view name;  // ASCII
    std::string_view content;
};

std::string zip_of(const std::vector<ZipEntry>& entries);

}  // namespace fairfile
