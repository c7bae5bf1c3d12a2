// Bytes of whatever encoding to UTF-8, and the named characters of HTML.
#pragma once

#include <string>
#include <string_view>

namespace fairfile::html {

/// UTF-16 by its byte order mark, UTF-8 when it is valid, else Windows-1252.
std::string to_utf8(std::string_view bytes);

/// "&amp;", "&#36;", "&nbsp;" as characters; what is no reference stays as it is. Blanks of all
/// kinds become spaces, marks of writing direction and zero-width characters go.
std::string decode_references(std::string_view text);

}  // namespace fairfile::html
