// Words with boxes from a page saved as HTML, and from plain text. No script runs, nothing is
// fetched, no entity is expanded beyond the characters of HTML. What CSS in the page itself says of
// rows, grids, tables and hidden parts is followed; the rest is guessed from the tags, so that what
// a browser shows side by side stands on one line here.
//
// Pure and bounded: the time is linear in the input but for tables, whose cells are counted.
#pragma once

#include "base/result.hpp"
#include "base/words.hpp"

#include <string_view>

namespace fairfile::html {

/// Fails with `invalid`, "document.malformed" (no page at all) or "document.too_large" (more
/// elements or deeper nesting than any report has).
Result<DocumentOfWords> words_of_html(std::string_view bytes);

/// A text file as typed: every character takes one place, tabs reach to the next eighth.
DocumentOfWords words_of_text(std::string_view bytes);

}  // namespace fairfile::html
