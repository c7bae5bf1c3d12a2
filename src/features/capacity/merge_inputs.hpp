// An inputs file lies over the built-in plan at every level, so that one changed price is one line.
// What the plan does not know is refused by name: a misspelt section would change nothing,
// silently.
#pragma once

#include "features/capacity/read_inputs.hpp"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace fairfile::capacity {

struct MergedInputs {
    boost::json::object plan;  // every section there is
    std::vector<std::string>
        no_effect;  // sections of the file that the planner does not compute with
};

MergedInputs merge_inputs(InputReader& reader, const boost::json::object& own);

}  // namespace fairfile::capacity
