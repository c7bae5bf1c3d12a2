// Small grammar of header values (RFC 9110 section 5.6): tokens, and `value; name=parameter` lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fairfile::http {

bool is_token_character(char character);
bool is_token(std::string_view text);

/// A byte that may stand in a header's value: visible, blank, tab, or above ASCII.
bool is_value_character(char character);

struct ParameterisedValue {
    std::string value;                                                 // in lower case
    std::vector<std::pair<std::string, std::string>> parameters = {};  // names in lower case

    /// nullptr when it is not there.
    const std::string* parameter(std::string_view name) const;
};

/// nullopt when it does not follow the grammar or repeats a parameter.
std::optional<ParameterisedValue> parse_parameterised(std::string_view text);

}  // namespace fairfile::http
