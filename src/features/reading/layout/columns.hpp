// Which words of a line stand in which column, by place, by the width of the blanks and by the kind
// of value a column holds. Works where values have slid away from their headers, as they do when a
// typewriter layout is printed in a proportional face.
#pragma once

#include "features/reading/layout/line.hpp"
#include "features/reading/meaning/labels.hpp"

#include <vector>

namespace fairfile::reading {

struct Column {
    double left = 0;
    double right = 0;
    Shape shape = Shape::text;
};

/// One range a column, in order; empty where the line has nothing for it. Words from `first` on.
std::vector<WordRange> words_in_columns(
    const Line& line, std::size_t first, const std::vector<Column>& columns
);

/// True when the text can be a value of this shape; nothing ("-") can be any.
bool fits(Shape shape, std::string_view text);

}  // namespace fairfile::reading
