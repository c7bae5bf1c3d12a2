#include "infra/html/text_decoding.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace fairfile::html {

namespace {

constexpr std::uint32_t replacement = 0xfffd;
constexpr std::uint32_t highest = 0x10ffff;
constexpr std::size_t reference_length_max = 12;

void append(std::string& out, std::uint32_t code) {
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code == 0 || code > highest || surrogate) code = replacement;
    const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xc0 | (code >> 6));
        byte(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        byte(0xe0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    } else {
        byte(0xf0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3f));
        byte(0x80 | ((code >> 6) & 0x3f));
        byte(0x80 | (code & 0x3f));
    }
}

/// WHATWG Encoding Standard, index windows-1252: 0x80 to 0x9f.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

std::uint32_t from_windows_1252(unsigned char byte) {
    return byte >= 0x80 && byte < 0xa0 ? windows_1252.at(byte - 0x80U) : byte;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string out;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        auto code = unit(i);
        if (code >= 0xd800 && code < 0xdc00 && i + 3 < bytes.size()) {
            const auto low = unit(i + 2);
            if (low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        append(out, code);
    }
    return out;
}

/// HTML Standard, named character references: those that reports use.
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 41> named{{
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},           {"quot", '"'},
    {"apos", '\''},     {"nbsp", ' '},     {"ensp", ' '},         {"emsp", ' '},
    {"thinsp", ' '},    {"copy", 0xa9},    {"reg", 0xae},         {"trade", 0x2122},
    {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018},     {"rsquo", 0x2019},
    {"ldquo", 0x201c},  {"rdquo", 0x201d}, {"bull", 0x2022},      {"middot", 0xb7},
    {"hellip", 0x2026}, {"check", 0x2713}, {"checkmark", 0x2713}, {"cross", 0x2717},
    {"deg", 0xb0},      {"sect", 0xa7},    {"para", 0xb6},        {"cent", 0xa2},
    {"dollar", '$'},    {"num", '#'},      {"percnt", '%'},       {"ast", '*'},
    {"colon", ':'},     {"comma", ','},    {"period", '.'},       {"sol", '/'},
    {"lpar", '('},      {"rpar", ')'},     {"eacute", 0xe9},      {"ntilde", 0xf1},
    {"uuml", 0xfc},
}};

std::optional<std::uint32_t> numbered(std::string_view name) {
    name.remove_prefix(1);
    int base = 10;
    if (name.starts_with('x') || name.starts_with('X')) {
        name.remove_prefix(1);
        base = 16;
    }
    std::uint32_t code = 0;
    const auto* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data(), end, code, base);
    if (name.empty() || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
    if (code < ' ') return ' ';
    return code < 0x100 ? from_windows_1252(static_cast<unsigned char>(code)) : code;
}

std::optional<std::uint32_t> character_of(std::string_view name) {
    if (name.starts_with('#')) return numbered(name);
    for (const auto& [known, code] : named) {
        if (known == name) return code;
    }
    return std::nullopt;
}

/// Blanks that are not ASCII, and characters that are not seen; nothing for any other.
std::optional<std::string_view> plain_form(std::string_view three) {
    if (three.starts_with("\xc2\xa0")) return " ";
    if (three.starts_with("\xc2\xad")) return "";
    if (!three.starts_with("\xe2\x80") || three.size() < 3) return std::nullopt;
    const auto last = static_cast<unsigned char>(three[2]);
    if (last <= 0x8a || last == 0xaf) return " ";
    const bool unseen = (last >= 0x8b && last <= 0x8f) || (last >= 0xa8 && last <= 0xae);
    return unseen ? std::optional<std::string_view>("") : std::nullopt;
}

std::string with_plain_blanks(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto plain = plain_form(std::string_view(text).substr(i, 3));
        if (plain) {
            out += *plain;
            i += text[i] == '\xc2' ? 2 : 3;
        } else {
            out.push_back(text[i++]);
        }
    }
    return out;
}

}  // namespace

std::string to_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe")) return from_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xfe\xff")) return from_utf16(bytes.substr(2), true);
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    if (is_valid_utf8(bytes)) return std::string(bytes);
    std::string out;
    for (const char byte : bytes) append(out, from_windows_1252(static_cast<unsigned char>(byte)));
    return out;
}

std::string decode_references(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto end = text[i] == '&' ? text.substr(i, reference_length_max).find(';')
                                        : std::string_view::npos;
        const auto code = end != std::string_view::npos && end > 1
                              ? character_of(text.substr(i + 1, end - 1))
                              : std::nullopt;
        if (code) {
            append(out, *code);
            i += end + 1;
        } else {
            out.push_back(text[i++]);
        }
    }
    return with_plain_blanks(out);
}

}  // namespace fairfile::html
