// Whether an entry harms, and why, from what it says itself. Zero past due does not.
#pragma once

#include "features/reading/reading.hpp"

#include <vector>

namespace fairfile::reading {

struct NegativeHints {
    std::vector<HistoryMark> undated_marks;
    bool was_late = false;
};

void judge(Tradeline& line, const NegativeHints& hints = {});

}  // namespace fairfile::reading
