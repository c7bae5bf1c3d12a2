// What publishers call things, in three invented wordings. Written from the published descriptions
// of the products, never from the reader's own tables: it is the reader that is being tested.
#pragma once

#include "features/synthetic/facts.hpp"

#include <string_view>

namespace fairfile::synthetic {

std::string_view label(const Style& style, Field field);

}  // namespace fairfile::synthetic
