#include "infra/http/request_head.hpp"

#include "base/text.hpp"
#include "infra/http/header_value.hpp"
#include "infra/http/percent.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace fairfile::http {

namespace {

constexpr std::size_t method_bytes_max = 24;
constexpr std::size_t not_found = std::string_view::npos;

struct KnownVerb {
    std::string_view name;
    Verb verb;
};

constexpr KnownVerb known_verbs[] = {
    {"GET", Verb::get},
    {"HEAD", Verb::head},
    {"POST", Verb::post},
    {"PUT", Verb::put},
    {"PATCH", Verb::patch},
    {"DELETE", Verb::delete_},
    {"OPTIONS", Verb::options},
};

/// Headers that mean something else, or nothing, when they come twice.
constexpr std::string_view single_fields[] = {
    "host",
    "content-length",
    "transfer-encoding",
    "content-type",
    "authorization",
    "origin",
    "expect",
    "cookie",
    "x-csrf-token",
    "idempotency-key",
};

struct Framing {
    unsigned seen = 0;  // a bit for each of single_fields
    bool says_close = false;
    bool says_keep_alive = false;
};

/// Where the head ends (behind its empty line); not_found when it does not yet.
struct HeadEnd {
    std::size_t at = not_found;
    bool is_broken = false;
};

constexpr std::array<bool, 256> make_target_table() {
    std::array<bool, 256> table{};
    for (int byte = 0x21; byte < 0x7f; ++byte) table[static_cast<std::size_t>(byte)] = true;
    for (const char mark : std::string_view("#\"<>\\")) {
        table[static_cast<unsigned char>(mark)] = false;
    }
    return table;
}

constexpr std::array<bool, 256> make_value_table() {
    std::array<bool, 256> table{};
    for (int byte = 0x20; byte < 0x100; ++byte) table[static_cast<std::size_t>(byte)] = true;
    table[0x7f] = false;
    table['\t'] = true;
    return table;
}

constexpr auto target_table = make_target_table();
constexpr auto value_table = make_value_table();

bool is_all(std::string_view text, const std::array<bool, 256>& table) {
    for (const char character : text) {
        if (!table[static_cast<unsigned char>(character)]) return false;
    }
    return true;
}

HeadEnd find_end(std::string_view bytes, std::size_t& scanned) {
    const std::size_t first_line = bytes.starts_with("\r\n") ? 2 : 0;
    while (scanned < bytes.size()) {
        const auto* found = std::memchr(bytes.data() + scanned, '\n', bytes.size() - scanned);
        if (found == nullptr) break;
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        if (at == 0 || bytes[at - 1] != '\r') return {.is_broken = true};
        const bool is_empty_line = at == 1 || bytes[at - 2] == '\n';
        if (is_empty_line && at > first_line) return {.at = at + 1};
        scanned = at + 1;
    }
    scanned = bytes.size();
    return {};
}

/// The next line without its CR LF, which is known to be there.
std::string_view take_line(std::string_view& rest) {
    const auto* found = std::memchr(rest.data(), '\n', rest.size());
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - rest.data());
    const auto line = rest.substr(0, at - 1);
    rest.remove_prefix(at + 1);
    return line;
}

bool is_escaped_well(std::string_view target) {
    for (auto at = target.find('%'); at != not_found; at = target.find('%', at + 3)) {
        if (at + 2 >= target.size()) return false;
        const auto high = hex_value(target[at + 1]);
        const auto low = hex_value(target[at + 2]);
        if (high < 0 || low < 0 || high * 16 + low == 0) return false;
    }
    return true;
}

/// Only the origin form, and `*` for OPTIONS: whoever sends another form takes us for a proxy.
bool read_target(std::string_view target, RequestHead& into) {
    if (target == "*") {
        into.path = target;
        return into.verb == Verb::options;
    }
    if (!target.starts_with('/') || !is_all(target, target_table)) return false;
    const auto question = target.find('?');
    into.path = target.substr(0, question);
    if (question != not_found) into.query = target.substr(question + 1);
    return is_escaped_well(into.path);
}

bool read_request_line(std::string_view line, RequestHead& into) {
    const auto method_end = line.find(' ');
    if (method_end == not_found || method_end > method_bytes_max) return false;
    into.method = line.substr(0, method_end);
    if (!is_token(into.method)) return false;
    for (const auto& known : known_verbs) {
        if (known.name == into.method) into.verb = known.verb;
    }
    const auto rest = line.substr(method_end + 1);
    const auto target_end = rest.find(' ');
    if (target_end == not_found) return false;
    const auto version = rest.substr(target_end + 1);
    into.is_http_1_0 = version == "HTTP/1.0";
    if (!into.is_http_1_0 && version != "HTTP/1.1") return false;
    return read_target(rest.substr(0, target_end), into);
}

bool is_good_host(std::string_view host) {
    const auto is_good = [](char character) {
        return is_letter(character) || is_digit(character) || character == '.' ||
               character == '-' || character == ':' || character == '[' || character == ']' ||
               character == '_';
    };
    return !host.empty() && std::all_of(host.begin(), host.end(), is_good);
}

bool read_length(std::string_view value, RequestHead& into) {
    constexpr std::size_t digits_max = 18;
    if (value.empty() || value.size() > digits_max) return false;
    if (!std::all_of(value.begin(), value.end(), is_digit)) return false;
    std::uint64_t length = 0;
    std::from_chars(value.data(), value.data() + value.size(), length);
    into.content_length = length;
    return true;
}

void read_connection(std::string_view value, Framing& framing) {
    for (const auto option : split(value, ',')) {
        if (equal_ignoring_case(trim(option), "close")) framing.says_close = true;
        if (equal_ignoring_case(trim(option), "keep-alive")) framing.says_keep_alive = true;
    }
}

/// What the header means for the transport; false when it must not be so.
bool heed(const HeaderField& field, RequestHead& into, Framing& framing) {
    const auto is = [&field](std::string_view name) {
        return equal_ignoring_case(field.name, name);
    };
    for (std::size_t index = 0; index < std::size(single_fields); ++index) {
        const auto name = single_fields[index];
        if (name.size() != field.name.size() || !is(name)) continue;
        if ((framing.seen >> index & 1U) != 0) return false;
        framing.seen |= 1U << index;
        if (name == "host") return is_good_host(field.value);
        if (name == "content-length") return read_length(field.value, into);
        if (name == "transfer-encoding") {
            into.is_chunked = true;
            return equal_ignoring_case(field.value, "chunked") && !into.is_http_1_0;
        }
        if (name == "expect") {
            into.expects_continue = !into.is_http_1_0;
            return equal_ignoring_case(field.value, "100-continue");
        }
        return true;
    }
    if (field.name.size() == 10 && is("connection")) read_connection(field.value, framing);
    return true;
}

bool read_field(std::string_view line, RequestHead& into, Framing& framing) {
    const auto colon = line.find(':');
    if (colon == not_found || into.fields.size() == head_fields_max) return false;
    const HeaderField field{line.substr(0, colon), trim(line.substr(colon + 1))};
    if (!is_token(field.name) || !is_all(line.substr(colon + 1), value_table)) return false;
    into.fields.push_back(field);
    return heed(field, into, framing);
}

bool parse(std::string_view head, RequestHead& into) {
    if (head.starts_with("\r\n")) head.remove_prefix(2);
    if (!read_request_line(take_line(head), into)) return false;
    Framing framing;
    while (head.size() > 2) {
        if (!read_field(take_line(head), into, framing)) return false;
    }
    const bool has_host = (framing.seen & 1U) != 0;
    if (!has_host && !into.is_http_1_0) return false;
    if (into.is_chunked && into.content_length) return false;
    into.keep_alive =
        into.is_http_1_0 ? framing.says_keep_alive && !framing.says_close : !framing.says_close;
    return true;
}

}  // namespace

std::string_view RequestHead::field(std::string_view name) const {
    for (const auto& field : fields) {
        if (field.name.size() == name.size() && equal_ignoring_case(field.name, name)) {
            return field.value;
        }
    }
    return {};
}

void RequestHead::clear() {
    auto kept = std::move(fields);
    kept.clear();
    *this = RequestHead{};
    fields = std::move(kept);
}

HeadState HeadReader::read(std::string_view bytes, RequestHead& into) {
    if (bytes.empty()) return HeadState::incomplete;
    if (!is_token_character(bytes[0]) && bytes[0] != '\r') return HeadState::broken;
    const auto end = find_end(bytes.substr(0, head_bytes_max), scanned_);
    if (end.is_broken) return HeadState::broken;
    if (end.at == not_found) {
        return bytes.size() >= head_bytes_max ? HeadState::too_large : HeadState::incomplete;
    }
    into.clear();
    if (!parse(bytes.substr(0, end.at), into)) return HeadState::broken;
    into.size = end.at;
    return HeadState::complete;
}

}  // namespace fairfile::http
