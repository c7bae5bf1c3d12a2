// Payment histories told in words, as one bureau's mailed disclosure has them:
//   "60 days as of Nov 2019 30 days as of Oct 2019, Mar 2019"
//   "Collection as of Jan 2024 to Jul 2022"
#pragma once

#include "features/reading/engine/raw.hpp"

namespace fairfile::reading {

/// Empty when the cell holds no such sentence or a part of it cannot be told.
RawHistory history_in_words(const Cell& cell);

}  // namespace fairfile::reading
