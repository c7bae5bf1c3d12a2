// What is wrong with a plan, found by rules over its own figures: sums that do not add up, sizes
// that its rows cannot have, rules that cannot fire, limits that its growth passes.
#pragma once

#include "features/capacity/inputs.hpp"

#include <string>
#include <vector>

namespace fairfile::capacity {

struct PlanError {
    std::string rule;       // "cost_total", "score_row_size", ...
    std::string phase;      // empty: of the plan as a whole
    std::string stated;     // with its unit
    std::string corrected;  // the figure that should stand there, with its unit
    std::string why;        // one sentence
};

std::vector<PlanError> plan_errors(const PlanInputs& plan);

}  // namespace fairfile::capacity
