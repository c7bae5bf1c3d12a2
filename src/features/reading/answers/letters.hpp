// A bureau's letter after a dispute, as words: results item by item, or why there are none.
#pragma once

#include "features/reading/layout/line.hpp"
#include "features/reading/reading.hpp"

#include <optional>
#include <vector>

namespace fairfile::reading {

/// Nothing when the lines are no such letter. Pages are not counted here.
std::optional<CreditReport> read_answer_letter(const std::vector<Line>& lines);

}  // namespace fairfile::reading
