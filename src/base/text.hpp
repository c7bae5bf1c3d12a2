// Small text functions without locale: ASCII case, trimming, splitting, UTF-8 checking.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile {

bool is_digit(char character);
bool is_letter(char character);
bool is_space(char character);

/// ASCII only; other bytes stay as they are.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right);

std::string_view trim(std::string_view text);

/// Runs of white space become one blank; ends are trimmed.
std::string collapse_spaces(std::string_view text);

/// The parts between separators, empty ones included; at least one part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// For HTML text and quoted attribute values: & < > " ' as character references.
std::string html_escaped(std::string_view text);

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);

/// Replaces each invalid byte by U+FFFD.
std::string to_valid_utf8(std::string_view text);

}  // namespace fairfile
