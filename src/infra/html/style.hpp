// How each element takes its place: what its tag means, changed by the page's own CSS. Selectors of
// tags and classes with ancestors are followed; anything cleverer is passed over.
#pragma once

#include "infra/html/tree.hpp"

#include <cstdint>
#include <vector>

namespace fairfile::html {

enum class Display : std::uint8_t {
    inline_text,
    piece,  // inline-block or floating: beside its neighbours when they are pieces too
    block,
    row,    // its children stand side by side
    grid,   // its children fill rows of `columns`
    table,  // of rows
    table_row,
    cell,
    nothing,
};

struct Style {
    Display display = Display::inline_text;
    int columns = 1;      // of a grid
    bool margin = false;  // a blank line above and below
    bool typed = false;   // blanks and line ends in the text are kept
};

/// One for each node of the tree; texts are inline.
std::vector<Style> styles_of(const Tree& tree);

}  // namespace fairfile::html
