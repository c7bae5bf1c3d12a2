#include "features/synthetic/layouts.hpp"

#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::array layouts{
    Layout{"columns", draw_columns_layout},
    Layout{"tables", draw_tables_layout},
    Layout{"sections", draw_sections_layout},
    Layout{"blocks", draw_blocks_layout},
    Layout{"pipes", draw_pipes_layout},
    Layout{"site-columns", draw_site_layout},
    Layout{"disclosure-experian", draw_experian_layout},
    Layout{"disclosure-equifax", draw_equifax_layout},
    Layout{"disclosure-transunion", draw_transunion_layout},
};

}  // namespace

std::span<const Layout> every_layout() {
    return layouts;
}

}  // namespace fairfile::synthetic
