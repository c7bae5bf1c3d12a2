// Labels and values that stand in panels side by side, as bureaus print their own disclosures:
//
//   Date Opened    06/12/2018      Balance         $1,204
//   Status         Charged off.    Balance Updated 02/14/2025
//                  $1,204 past due
//
// Read line by line, a value that wraps in one panel runs into the other. Each panel becomes lines
// of its own: the left one first, then the next.
#pragma once

#include "features/reading/layout/line.hpp"

#include <vector>

namespace fairfile::reading {

/// Leaves documents alone in which bureaus stand side by side: there the columns are bureaus.
/// Columns of labels above their values are looked for in a bureau's own disclosure only.
std::vector<Line> unfold_panels(std::vector<Line> lines, bool of_one_bureau);

}  // namespace fairfile::reading
