// Every layout that `fairfile synth` can draw. A family of layouts has a file of its own that draws
// a whole document and its truth from the dice alone.
#pragma once

#include "features/synthetic/dice.hpp"
#include "features/synthetic/facts.hpp"
#include "features/synthetic/page_parts.hpp"

#include <span>
#include <string>
#include <string_view>

namespace fairfile::synthetic {

struct Drawing {
    std::string document;
    std::string truth;  // JSON
    std::string_view ending = "pdf";
};

/// `name` has no underscore: evaluation tells a file's layout by what stands before its last one.
struct Layout {
    std::string_view name;
    Drawing (*draw)(Dice& dice);
};
std::span<const Layout> every_layout();

/// Three bureaus beside each other, from a report that the caller invented.
Drawing draw_columns_report(Report& report, Lines lines);

Drawing draw_columns_layout(Dice& dice);
Drawing draw_tables_layout(Dice& dice);
Drawing draw_sections_layout(Dice& dice);
Drawing draw_blocks_layout(Dice& dice);
Drawing draw_pipes_layout(Dice& dice);

/// Three bureaus beside each other, as a monitoring site's web page.
Drawing draw_site_layout(Dice& dice);

/// Consumer disclosures of one bureau, as saved web pages.
Drawing draw_experian_layout(Dice& dice);
Drawing draw_equifax_layout(Dice& dice);
Drawing draw_transunion_layout(Dice& dice);

}  // namespace fairfile::synthetic
