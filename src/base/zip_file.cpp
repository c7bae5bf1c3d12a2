#include "base/zip_file.hpp"

#include <array>
#include <cstdint>

namespace fairfile {

namespace {

// 1 January 1980, midnight: the earliest that the format can say. What is inside is dated itself.
constexpr std::uint16_t no_date = 0x21;
constexpr std::uint16_t version_needed = 10;

constexpr std::array<std::uint32_t, 256> make_remainders() {
    constexpr std::uint32_t polynomial = 0xEDB88320;
    std::array<std::uint32_t, 256> remainders{};
    for (std::uint32_t byte = 0; byte < remainders.size(); ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit) {
            rest = (rest & 1U) != 0 ? (rest >> 1U) ^ polynomial : rest >> 1U;
        }
        remainders[byte] = rest;
    }
    return remainders;
}

/// CRC-32 of IEEE 802.3.
std::uint32_t checksum(std::string_view bytes) {
    static constexpr auto remainders = make_remainders();
    std::uint32_t rest = 0xFFFFFFFF;
    for (const char byte : bytes) {
        rest = remainders[(rest ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (rest >> 8U);
    }
    return ~rest;
}

void add_number(std::string& out, std::uint32_t number, int bytes) {
    for (int index = 0; index < bytes; ++index) {
        out.push_back(static_cast<char>((number >> (8U * static_cast<unsigned>(index))) & 0xFFU));
    }
}

/// What the local and the central header say alike.
void add_description(std::string& out, const ZipEntry& entry) {
    const auto size = static_cast<std::uint32_t>(entry.content.size());
    add_number(out, version_needed, 2);
    add_number(out, 0, 2);  // flags
    add_number(out, 0, 2);  // stored
    add_number(out, 0, 2);  // time
    add_number(out, no_date, 2);
    add_number(out, checksum(entry.content), 4);
    add_number(out, size, 4);
    add_number(out, size, 4);
    add_number(out, static_cast<std::uint32_t>(entry.name.size()), 2);
    add_number(out, 0, 2);  // extra
}

}  // namespace

std::string zip_of(const std::vector<ZipEntry>& entries) {
    std::string out;
    std::string directory;
    for (const auto& entry : entries) {
        const auto offset = static_cast<std::uint32_t>(out.size());
        out += "PK\x03\x04";
        add_description(out, entry);
        out += entry.name;
        out += entry.content;

        directory += "PK\x01\x02";
        add_number(directory, version_needed, 2);
        add_description(directory, entry);
        add_number(directory, 0, 2);  // comment
        add_number(directory, 0, 2);  // disk
        add_number(directory, 0, 2);  // internal attributes
        add_number(directory, 0, 4);  // external attributes
        add_number(directory, offset, 4);
        directory += entry.name;
    }
    const auto start = static_cast<std::uint32_t>(out.size());
    const auto count = static_cast<std::uint32_t>(entries.size());
    out += directory;
    out += "PK\x05\x06";
    add_number(out, 0, 4);  // disks
    add_number(out, count, 2);
    add_number(out, count, 2);
    add_number(out, static_cast<std::uint32_t>(directory.size()), 4);
    add_number(out, start, 4);
    add_number(out, 0, 2);  // comment
    return out;
}

}  // namespace fairfile
