// A page as lines of typed text: blocks one below the other, cells side by side in columns.
#pragma once

#include "infra/html/style.hpp"
#include "infra/html/tree.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::html {

struct Piece {
    int column = 0;  // characters from the left
    std::string text;
};

struct TextLine {
    std::vector<Piece> pieces;
    bool joined = false;  // goes on from the line above, in the same paragraph or cell
};

/// An empty line is a blank.
std::vector<TextLine> lines_of_page(const Tree& tree);

/// Blanks up to the next eighth column for each tab; other control characters are left out.
std::string with_tabs_spread(std::string_view line);

/// Characters, not bytes.
int width_of(const std::string& text);

}  // namespace fairfile::html
