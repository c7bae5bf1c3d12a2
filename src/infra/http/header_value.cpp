#include "infra/http/header_value.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace fairfile::http {

namespace {

constexpr std::array<bool, 256> make_token_table() {
    std::array<bool, 256> table{};
    for (unsigned char letter = 'a'; letter <= 'z'; ++letter) table[letter] = true;
    for (unsigned char letter = 'A'; letter <= 'Z'; ++letter) table[letter] = true;
    for (unsigned char digit = '0'; digit <= '9'; ++digit) table[digit] = true;
    for (const char mark : std::string_view("!#$%&'*+-.^_`|~")) {
        table[static_cast<unsigned char>(mark)] = true;
    }
    return table;
}

constexpr auto token_table = make_token_table();

void skip_blanks(std::string_view& rest) {
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
}

std::string_view take_token(std::string_view& rest) {
    std::size_t length = 0;
    while (length < rest.size() && is_token_character(rest[length])) ++length;
    const auto token = rest.substr(0, length);
    rest.remove_prefix(length);
    return token;
}

/// `rest` begins with the opening quote.
std::optional<std::string> take_quoted(std::string_view& rest) {
    std::string text;
    for (std::size_t at = 1; at < rest.size(); ++at) {
        if (rest[at] == '"') {
            rest.remove_prefix(at + 1);
            return text;
        }
        // Browsers escape only the quote; a lone backslash before anything else is itself.
        if (rest[at] == '\\' && at + 1 < rest.size() &&
            (rest[at + 1] == '"' || rest[at + 1] == '\\')) {
            ++at;
        }
        text.push_back(rest[at]);
    }
    return std::nullopt;
}

bool take_parameter(std::string_view& rest, ParameterisedValue& into) {
    rest.remove_prefix(1);
    skip_blanks(rest);
    auto name = to_lower(take_token(rest));
    if (name.empty() || rest.empty() || rest.front() != '=') return false;
    rest.remove_prefix(1);
    std::optional<std::string> value;
    if (!rest.empty() && rest.front() == '"') {
        value = take_quoted(rest);
    } else {
        const auto token = take_token(rest);
        if (!token.empty()) value = std::string(token);
    }
    if (!value || into.parameter(name) != nullptr) return false;
    into.parameters.emplace_back(std::move(name), std::move(*value));
    skip_blanks(rest);
    return true;
}

}  // namespace

bool is_token_character(char character) {
    return token_table[static_cast<unsigned char>(character)];
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_value_character(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

const std::string* ParameterisedValue::parameter(std::string_view name) const {
    for (const auto& [known, text] : parameters) {
        if (known == name) return &text;
    }
    return nullptr;
}

std::optional<ParameterisedValue> parse_parameterised(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_value_character)) return std::nullopt;
    skip_blanks(text);
    const auto end = std::min(text.find_first_of("; \t"), text.size());
    ParameterisedValue parsed{to_lower(text.substr(0, end))};
    auto rest = text.substr(end);
    skip_blanks(rest);
    while (!rest.empty()) {
        if (rest.front() != ';' || !take_parameter(rest, parsed)) return std::nullopt;
    }
    return parsed;
}

}  // namespace fairfile::http
