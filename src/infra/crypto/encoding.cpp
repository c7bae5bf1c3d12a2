#include "infra/crypto/encoding.hpp"

#include "infra/crypto/bytes.hpp"

#include <sodium.h>

namespace fairfile::crypto {

namespace {

constexpr int base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string encoded(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();  // libsodium counts the NUL
    return text;
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
    return encoded(bytes, base64url);
}

std::string to_base64(std::string_view bytes) {
    return encoded(bytes, base64);
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed = sodium_base642bin(
        bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end, base64url
    );
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string to_hex(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
    text.pop_back();
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed = sodium_hex2bin(
        bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, &end
    );
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string to_base32(std::string_view bytes) {
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char character : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(character);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += base32_letters[(held >> bits) & 31U];
        }
    }
    if (bits > 0) text += base32_letters[(held << (5 - bits)) & 31U];
    return text;
}

}  // namespace fairfile::crypto
