// From raw items to the typed report: values of their kind with evidence, bureaus told apart,
// accounts numbered and linked, everything doubtful made a question or left empty.
#pragma once

#include "features/reading/engine/raw.hpp"
#include "features/reading/reading.hpp"

namespace fairfile::reading {

CreditReport assemble(const RawReport& raw);

}  // namespace fairfile::reading
