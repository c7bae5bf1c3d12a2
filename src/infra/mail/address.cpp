#include "base/text.hpp"
#include "infra/mail/mail.hpp"

#include <algorithm>
#include <array>

namespace fairfile::mail {

namespace {

constexpr std::size_t zip_length = 5;
constexpr std::size_t plus_four_length = 4;

// The states and territories whose ZIP codes begin with 0, 1, … 9; armed forces with them.
constexpr std::array<std::string_view, 10> states_by_digit{
    "CT MA ME NH NJ NY PR RI VT VI AE",
    "DE NY PA",
    "DC MD NC SC VA WV",
    "AL FL GA MS TN AA",
    "IN KY MI OH",
    "IA MN MT ND SD WI",
    "IL KS MO NE",
    "AR LA OK TX",
    "AZ CO ID NM NV UT WY TX",
    "AK AS CA GU HI MH FM MP OR PW WA AP"};

struct LastLine {
    std::string_view city;
    std::string_view state;
    std::string digits;
};

bool are_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<LastLine> parse_last_line(const Address& address) {
    if (address.lines.empty()) return std::nullopt;
    const auto line = trim(address.lines.back());
    const auto comma = line.rfind(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto rest = trim(line.substr(comma + 1));
    const auto blank = rest.find(' ');
    if (blank != 2) return std::nullopt;
    const auto zip = trim(rest.substr(blank));
    const auto first = zip.substr(0, zip_length);
    if (first.size() != zip_length || !are_digits(first)) return std::nullopt;
    LastLine found{trim(line.substr(0, comma)), rest.substr(0, 2), std::string(first)};
    if (zip.size() == zip_length) return found;
    const auto more = zip.substr(zip_length + 1);
    const bool is_whole = zip[zip_length] == '-' && more.size() == plus_four_length;
    if (!is_whole || !are_digits(more)) return std::nullopt;
    found.digits += more;
    return found;
}

}  // namespace

std::string why_undeliverable(const Address& address) {
    if (trim(address.name).empty()) return "there is no name";
    const auto last = parse_last_line(address);
    if (!last) return "the last line must be like: Dayton, OH 45402";
    if (last->city.empty()) return "there is no city";
    const auto street = address.lines.begin();
    if (address.lines.size() < 2 || trim(*street).empty()) return "there is no street or box";
    const auto state = to_upper(last->state);
    const auto there = split(states_by_digit[std::size_t(last->digits[0] - '0')], ' ');
    if (std::find(there.begin(), there.end(), state) == there.end()) {
        return "the ZIP code " + last->digits.substr(0, zip_length) + " is not in " + state;
    }
    if (last->digits.substr(0, 3) == "000") return "there is no such ZIP code";
    return {};
}

std::string routing_code(const Address& address) {
    const auto last = parse_last_line(address);
    return last ? last->digits : std::string();
}

}  // namespace fairfile::mail
