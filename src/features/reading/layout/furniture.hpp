// Running heads and feet: what a page says about itself rather than about the consumer. Found at
// the edges of pages by page numbers, print times and repetition.
#pragma once

#include "features/reading/layout/line.hpp"

#include <vector>

namespace fairfile::reading {

/// Takes them out. The head of the first page stays: it often says who made the report.
void drop_running_lines(std::vector<std::vector<Line>>& pages);

}  // namespace fairfile::reading
