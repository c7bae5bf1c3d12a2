// Some sites print a value large and its label small below it:
//
//   $1,523      $5,000           03/2019
//   Balance     Credit limit     Date opened
//
// Everything else expects labels first, so such pairs of lines change places.
#pragma once

#include "features/reading/layout/line.hpp"

#include <vector>

namespace fairfile::reading {

std::vector<Line> labels_first(std::vector<Line> lines);

}  // namespace fairfile::reading
