// A file with several reports in it becomes one report row: accounts, records and findings of all,
// renumbered.
#pragma once

#include "features/reading/reading.hpp"

#include <vector>

namespace fairfile::reports {

/// Refused parts are left out with a warning, unless all are refused: then the first refusal
/// stands.
reading::CreditReport merge(std::vector<reading::CreditReport> parts);

}  // namespace fairfile::reports
