#include "infra/mail/intelligent_barcode.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace fairfile::mail {

namespace {

constexpr std::size_t tracking_length = 20;
constexpr std::size_t characters = 10;
constexpr unsigned bits = 13;
constexpr unsigned all_bits = (1U << bits) - 1;
constexpr std::size_t five_of_13 = 1287;
constexpr std::size_t two_of_13 = 78;

/// Which bit of which character (A to J) draws a bar's lower and upper half: table 22.
struct Bar {
    char down;
    unsigned char down_bit;
    char up;
    unsigned char up_bit;
};
constexpr Bar bars[] = {
    {'H', 2, 'E', 3},  {'B', 10, 'A', 0},  {'J', 12, 'C', 8}, {'F', 5, 'G', 11}, {'I', 9, 'D', 1},
    {'A', 1, 'F', 12}, {'C', 5, 'B', 8},   {'E', 4, 'J', 11}, {'G', 3, 'I', 10}, {'D', 9, 'H', 6},
    {'F', 11, 'B', 4}, {'I', 5, 'C', 12},  {'J', 10, 'A', 2}, {'H', 1, 'G', 7},  {'D', 6, 'E', 9},
    {'A', 3, 'I', 6},  {'G', 4, 'C', 7},   {'B', 1, 'J', 9},  {'H', 10, 'F', 2}, {'E', 0, 'D', 8},
    {'G', 2, 'A', 4},  {'I', 11, 'B', 0},  {'J', 8, 'D', 12}, {'C', 6, 'H', 7},  {'F', 1, 'E', 10},
    {'B', 12, 'G', 9}, {'H', 3, 'I', 0},   {'F', 8, 'J', 7},  {'E', 6, 'C', 10}, {'D', 4, 'A', 5},
    {'I', 4, 'F', 7},  {'H', 11, 'B', 9},  {'G', 0, 'J', 6},  {'A', 6, 'E', 8},  {'C', 1, 'D', 2},
    {'F', 9, 'I', 12}, {'E', 11, 'G', 1},  {'J', 5, 'H', 4},  {'D', 3, 'B', 2},  {'A', 7, 'C', 0},
    {'B', 3, 'E', 1},  {'G', 10, 'D', 5},  {'I', 7, 'J', 4},  {'C', 11, 'F', 6}, {'A', 8, 'H', 12},
    {'E', 2, 'I', 1},  {'F', 10, 'D', 0},  {'J', 3, 'A', 9},  {'G', 5, 'C', 4},  {'H', 8, 'B', 7},
    {'F', 0, 'E', 5},  {'C', 3, 'A', 10},  {'G', 12, 'J', 2}, {'D', 11, 'B', 6}, {'I', 8, 'H', 9},
    {'F', 4, 'A', 11}, {'B', 5, 'C', 2},   {'J', 1, 'E', 12}, {'I', 3, 'G', 6},  {'H', 0, 'D', 7},
    {'E', 7, 'H', 5},  {'A', 12, 'B', 11}, {'C', 9, 'J', 0},  {'G', 8, 'F', 3},  {'D', 10, 'I', 2},
};
static_assert(std::size(bars) == 65);

/// 13 bytes, the most significant first: 102 bits are in use.
class Number {
  public:
    void multiply_and_add(unsigned factor, std::uint64_t summand) {
        auto carry = summand;
        for (auto byte = bytes_.rbegin(); byte != bytes_.rend(); ++byte) {
            carry += std::uint64_t{*byte} * factor;
            *byte = static_cast<std::uint8_t>(carry & 0xFF);
            carry >>= 8;
        }
    }
    unsigned divide(unsigned divisor) {
        unsigned rest = 0;
        for (auto& byte : bytes_) {
            const auto value = rest << 8 | byte;
            byte = static_cast<std::uint8_t>(value / divisor);
            rest = value % divisor;
        }
        return rest;
    }
    /// The frame check sequence of 11 bits: polynomial 0xF35, over the 102 bits.
    unsigned check_sequence() const {
        unsigned check = 0x7FF;
        for (std::size_t index = 0; index < bytes_.size(); ++index) {
            const unsigned count = index == 0 ? 6 : 8;
            for (unsigned bit = count; bit-- > 0;) {
                const auto differs = (check >> 10 & 1U) ^ (bytes_[index] >> bit & 1U);
                check = (check << 1 ^ (differs != 0 ? 0xF35U : 0U)) & 0x7FF;
            }
        }
        return check;
    }

  private:
    std::array<std::uint8_t, 13> bytes_{};
};

unsigned reversed(unsigned value) {
    unsigned mirror = 0;
    for (unsigned bit = 0; bit < bits; ++bit) mirror |= (value >> bit & 1U) << (bits - 1 - bit);
    return mirror;
}

/// Values with so many bits set: each followed by its mirror, those that are their own at the end.
template <std::size_t size>
std::array<unsigned, size> make_table(int ones) {
    std::array<unsigned, size> table{};
    std::size_t low = 0;
    std::size_t high = size;
    for (unsigned value = 0; value <= all_bits; ++value) {
        const auto mirror = reversed(value);
        if (std::popcount(value) != ones || mirror < value) continue;
        if (mirror == value) {
            table[--high] = value;
        } else {
            table[low++] = value;
            table[low++] = mirror;
        }
    }
    return table;
}

bool are_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// The routing codes of all lengths, one after the other, so that each has a value of its own.
std::optional<std::uint64_t> routing_value(std::string_view routing) {
    if (!are_digits(routing)) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : routing) value = value * 10 + std::uint64_t(digit - '0');
    switch (routing.size()) {
        case 0:
            return 0;
        case 5:
            return value + 1;
        case 9:
            return value + 100'001;
        case 11:
            return value + 1'000'100'001;
        default:
            return std::nullopt;
    }
}

std::array<unsigned, characters> codewords(Number number, unsigned check) {
    std::array<unsigned, characters> words{};
    words[9] = number.divide(636) * 2;
    for (std::size_t index = 8; index > 0; --index) words[index] = number.divide(1365);
    words[0] = number.divide(1365) + ((check >> 10 & 1U) != 0 ? 659U : 0U);
    return words;
}

}  // namespace

std::optional<std::string> tracking_digits(const TrackingCode& code) {
    const bool is_mailer = code.mailer_id.size() == 6 || code.mailer_id.size() == 9;
    if (code.barcode_id.size() != 2 || code.service_type.size() != 3 || !is_mailer) return {};
    std::string digits(code.barcode_id);
    digits.append(code.service_type).append(code.mailer_id).append(code.serial);
    if (digits.size() != tracking_length || !are_digits(digits) || digits[1] > '4') return {};
    return digits;
}

std::optional<std::string> intelligent_barcode(
    std::string_view tracking, std::string_view routing
) {
    static const auto five = make_table<five_of_13>(5);
    static const auto two = make_table<two_of_13>(2);
    const auto route = routing_value(routing);
    const bool is_code = tracking.size() == tracking_length && are_digits(tracking);
    if (!route || !is_code || tracking[1] > '4') return std::nullopt;
    Number number;
    number.multiply_and_add(0, *route);
    for (std::size_t index = 0; index < tracking.size(); ++index) {
        number.multiply_and_add(index == 1 ? 5 : 10, std::uint64_t(tracking[index] - '0'));
    }
    const auto check = number.check_sequence();
    auto words = codewords(number, check);
    for (std::size_t index = 0; index < characters; ++index) {
        auto& word = words[index];
        word = word < five_of_13 ? five[word] : two[word - five_of_13];
        if ((check >> index & 1U) != 0) word ^= all_bits;
    }

    std::string text;
    for (const auto& bar : bars) {
        const auto down = words[std::size_t(bar.down - 'A')] >> bar.down_bit & 1U;
        const auto up = words[std::size_t(bar.up - 'A')] >> bar.up_bit & 1U;
        text += "TADF"[up + 2 * down];
    }
    return text;
}

}  // namespace fairfile::mail
