// Members of JSON objects that may be missing or of another kind: then they are empty.
#pragma once

#include <boost/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace fairfile::reading {

namespace json = boost::json;

const json::object& object_in(const json::object& parent, std::string_view name);
const json::array& array_in(const json::object& parent, std::string_view name);
/// A string or a whole number as text.
std::string text_in(const json::object& parent, std::string_view name);
/// The members' texts with blanks between them.
std::string joined_members(
    const json::object& object, std::initializer_list<std::string_view> names
);

}  // namespace fairfile::reading
