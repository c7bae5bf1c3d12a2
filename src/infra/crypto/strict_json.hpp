// JSON as tokens and key sets must be: one object, no name twice at any level, shallow, UTF-8.
// Internal to this module.
#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::crypto {

/// Nothing when it is anything else. Never throws for bad input.
std::optional<boost::json::object> parse_strict_object(std::string_view text);

/// Absent and of another type are both nothing.
std::optional<std::string> text_member(const boost::json::object& object, std::string_view name);

}  // namespace fairfile::crypto
