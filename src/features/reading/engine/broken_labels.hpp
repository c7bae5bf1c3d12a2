// Labels broken over two lines of a narrow cell, with their values beside either half:
//
//   Date of First    May 2024
//   Delinquency
//
// become one line. Knows labels only as whole cells that both halves together spell.
#pragma once

#include "features/reading/layout/line.hpp"

#include <vector>

namespace fairfile::reading {

/// For documents in which no bureaus stand side by side.
std::vector<Line> mend_broken_labels(std::vector<Line> lines);

}  // namespace fairfile::reading
