#include "base/ids.hpp"

#include <cstring>

namespace fairfile {

namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr std::size_t text_length = 36;

constexpr bool is_hyphen_position(std::size_t position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

}  // namespace

std::string to_string(const Uuid& id) {
    std::string text;
    text.reserve(text_length);
    for (std::size_t index = 0; index < id.bytes.size(); ++index) {
        if (is_hyphen_position(text.size())) text.push_back('-');
        text.push_back(hex_digits[id.bytes[index] >> 4]);
        text.push_back(hex_digits[id.bytes[index] & 0x0f]);
    }
    return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
    if (text.size() != text_length) return std::nullopt;
    Uuid id;
    std::size_t nibble = 0;
    for (std::size_t position = 0; position < text_length; ++position) {
        if (is_hyphen_position(position)) {
            if (text[position] != '-') return std::nullopt;
            continue;
        }
        const int value = hex_value(text[position]);
        if (value < 0) return std::nullopt;
        auto& byte = id.bytes[nibble / 2];
        byte = static_cast<std::uint8_t>((byte << 4) | value);
        ++nibble;
    }
    return id;
}

Uuid make_uuid_v7(std::uint64_t unix_milliseconds, const std::array<std::uint8_t, 10>& random) {
    Uuid id;
    for (std::size_t index = 0; index < 6; ++index) {
        id.bytes[index] = static_cast<std::uint8_t>(unix_milliseconds >> (8 * (5 - index)));
    }
    for (std::size_t index = 0; index < random.size(); ++index) id.bytes[6 + index] = random[index];
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x70);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

}  // namespace fairfile

std::size_t std::hash<fairfile::Uuid>::operator()(const fairfile::Uuid& id) const noexcept {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::memcpy(&high, id.bytes.data(), sizeof high);
    std::memcpy(&low, id.bytes.data() + sizeof high, sizeof low);
    return static_cast<std::size_t>(high ^ (low * 0x9e3779b97f4a7c15ULL));
}
