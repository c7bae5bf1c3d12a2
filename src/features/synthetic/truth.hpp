// What a drawn report says, in the shape of `extract --json` without evidence: exactly the facts
// that were printed.
#pragma once

#include "features/synthetic/facts.hpp"

#include <string>

namespace fairfile::synthetic {

std::string truth_of(const Report& report);

}  // namespace fairfile::synthetic
