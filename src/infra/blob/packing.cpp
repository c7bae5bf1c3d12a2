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

constexpr std::size_t probe_bytes = 16'384;
constexpr std::size_t probes = 8;

bool shrinks(std::string_view part) {
    std::string packed(ZSTD_compressBound(part.size()), '\0');
    const auto size = ZSTD_compress(packed.data(), packed.size(), part.data(), part.size(), level);
    return !ZSTD_isError(size) && size < worthwhile(part.size());
}

/// From a few places of a large file: compressing all of one that is packed already costs as much
/// as sealing it.
bool looks_worthwhile(std::string_view content) {
    if (content.size() <= probe_bytes * probes) return true;
    const auto step = (content.size() - probe_bytes) / (probes - 1);
    for (std::size_t probe = 0; probe < probes; ++probe) {
        if (shrinks(content.substr(probe * step, probe_bytes))) return true;
    }
    return false;
}

std::string as_it_is(std::string_view content) {
    std::string plain(1, plain_mark);
    plain.reserve(1 + content.size());
    return plain.append(content);
}

}  // namespace

std::string pack(std::string_view content) {
    if (!looks_worthwhile(content)) return as_it_is(content);
    std::string packed(1 + ZSTD_compressBound(content.size()), zstd_mark);
    const auto size =
        ZSTD_compress(packed.data() + 1, packed.size() - 1, content.data(), content.size(), level);
    if (ZSTD_isError(size) || size >= worthwhile(content.size())) {
        return as_it_is(content);
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
