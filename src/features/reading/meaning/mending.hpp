// Puts together what narrow cells have torn apart: "Collecti" + "on", "$1,25" + "0".
#pragma once

#include "features/reading/layout/line.hpp"
#include "features/reading/meaning/labels.hpp"

namespace fairfile::reading {

/// Stands between two addresses of one cell: a new one begins after a ZIP code.
inline constexpr char address_break = '\n';

/// Appends the next line of the same cell.
void extend_cell(Cell& cell, const Cell& more, Field field);

std::string joined(std::string_view text, std::string_view more, Shape shape);

}  // namespace fairfile::reading
