// Lines without labels that still say something: an inquiry on a line of its own, or one in each
// bureau's column.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/rows.hpp"

namespace fairfile::reading {

bool take_list_line(const Line& line, Context& context, RowReader& rows);

}  // namespace fairfile::reading
