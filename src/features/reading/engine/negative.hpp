// Whether an entry harms, and why, from what it says itself. Zero past due does not.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <vector>

namespace fairfile::reading {

struct NegativeHints {
    std::vector<HistoryMark> undated_marks;
    std::optional<PaymentStatus> before;  // what the status words say happened earlier
    bool was_late = false;                // they speak of lateness without saying how much
};

void judge(Tradeline& line, const NegativeHints& hints = {});

}  // namespace fairfile::reading
