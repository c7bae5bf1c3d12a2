// Percent-decoding (RFC 3986), strict: a `%` without two hexadecimal digits is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::http {

enum class PlusSign { stays, means_blank };

/// nullopt when an escape is broken.
std::optional<std::string> percent_decode(std::string_view text, PlusSign plus);

/// -1 when it is no hexadecimal digit.
int hex_value(char digit);

}  // namespace fairfile::http
