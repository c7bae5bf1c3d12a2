#include "infra/http/request_ids.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace fairfile::http {

namespace {

bool is_lower_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    });
}

bool is_zero(std::string_view text) {
    return text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

RequestIds::RequestIds() {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    random_.seed(seed);
}

void RequestIds::write_request_id(std::array<char, request_id_size>& into) {
    write_hex(into.data(), into.size());
}

void RequestIds::write_trace_parent(std::array<char, trace_parent_size>& into) {
    constexpr std::string_view frame = "00-00000000000000000000000000000000-0000000000000000-01";
    std::copy(frame.begin(), frame.end(), into.begin());
    write_hex(into.data() + 3, 32);
    write_hex(into.data() + 36, 16);
}

void RequestIds::write_hex(char* into, std::size_t digits) {
    constexpr std::string_view alphabet = "0123456789abcdef";
    for (std::size_t at = 0; at < digits; at += 16) {
        auto bits = random_();
        for (std::size_t digit = 0; digit < 16; ++digit, bits >>= 4) {
            into[at + digit] = alphabet[bits & 15U];
        }
    }
}

bool is_trace_parent(std::string_view text) {
    if (text.size() < trace_parent_size) return false;
    const auto version = text.substr(0, 2);
    const auto trace = text.substr(3, 32);
    const auto span = text.substr(36, 16);
    if (text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
    if (!is_lower_hex(version) || !is_lower_hex(trace) || !is_lower_hex(span)) return false;
    if (!is_lower_hex(text.substr(53, 2)) || is_zero(trace) || is_zero(span)) return false;
    if (version == "ff") return false;
    if (text.size() == trace_parent_size) return true;
    return version != "00" && text[trace_parent_size] == '-' && text.size() <= 256;
}

bool is_request_id(std::string_view text) {
    constexpr std::size_t size_max = 64;
    const auto is_good = [](char character) {
        return is_letter(character) || is_digit(character) || character == '.' ||
               character == '_' || character == '-';
    };
    return !text.empty() && text.size() <= size_max &&
           std::all_of(text.begin(), text.end(), is_good);
}

}  // namespace fairfile::http
