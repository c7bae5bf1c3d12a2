// Between text and the unsigned bytes that C libraries take. Internal to this module.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace fairfile::crypto {

inline const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

inline unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Readies libsodium; every file that calls it goes through here first. Throws when the kernel
/// gives no randomness, which nothing survives.
void ensure_sodium();

}  // namespace fairfile::crypto
