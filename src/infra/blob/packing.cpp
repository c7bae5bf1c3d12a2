#include "infra/blob/packing.hpp"

#include "infra/blob/blob.hpp"
#include "infra/blob/failures.hpp"

#include <zstd.h>

namespace fairfile::blob {

namespace {

constexpr char plain_mark = '0';
constexpr char zstd_mark = 'z';
constexpr int level = 3;

/// PDFs and pictures are packed already: less than this saved is not worth unpacking.
std::size_t worthwhile(std::size_t size) {
    return size - size / 16;
}

}  // namespace

std::string pack(std::string_view content) {
    std::string packed(1 + ZSTD_compressBound(content.size()), zstd_mark);
    const auto size =
        ZSTD_compress(packed.data() + 1, packed.size() - 1, content.data(), content.size(), level);
    if (ZSTD_isError(size) || size >= worthwhile(content.size())) {
        packed.assign(1, plain_mark);
        return packed.append(content);
    }
    packed.resize(1 + size);
    return packed;
}

Result<std::string> unpack(std::string_view packed) {
    if (packed.empty()) return damaged("no mark");
    const auto content = packed.substr(1);
    if (packed[0] == plain_mark) return std::string(content);
    if (packed[0] != zstd_mark) return damaged("unknown mark");
    const auto size = ZSTD_getFrameContentSize(content.data(), content.size());
    if (size > blob_bytes_max) return damaged("unpacks to more than a blob holds");
    std::string unpacked(size, '\0');
    const auto done =
        ZSTD_decompress(unpacked.data(), unpacked.size(), content.data(), content.size());
    if (ZSTD_isError(done) || done != size) return damaged("does not unpack");
    return unpacked;
}

}  // namespace fairfile::blob
