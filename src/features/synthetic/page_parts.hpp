// The parts of a page that the renderings have in common: heading, scores, people, inquiries,
// public records, and rows of columns under bureau names.
#pragma once

#include "features/synthetic/facts.hpp"
#include "features/synthetic/paper.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

/// One cell of a row: where it starts and how wide it may grow before it wraps.
struct Cell {
    double x = 0;
    double width = 0;
    std::string text;
};

enum class Lines { none, ruled };

/// A row of wrapped cells; breaks the page before it rather than inside it.
void draw_row(Paper& paper, std::span<const Cell> cells, const Ink& ink, Lines lines);

/// A label and one text per bureau, in the style's order; texts is indexed by place.
struct BureauRow {
    std::string_view label;
    std::array<std::string, bureau_count> texts;
};
void draw_bureau_row(Paper& paper, const Style& style, const BureauRow& row, Lines lines);
void draw_bureau_header(Paper& paper, const Style& style, std::string_view corner, Lines lines);

void draw_section_title(Paper& paper, std::string_view title);
void draw_heading(Paper& paper, Report& report);
void draw_scores(Paper& paper, Report& report, Lines lines);
void draw_identities(Paper& paper, Report& report, Lines lines);
void draw_inquiries(Paper& paper, Report& report, Lines lines);
void draw_records(Paper& paper, Report& report);
void draw_end(Paper& paper);

Ink body_ink(const Style& style, Weight weight = Weight::plain);

}  // namespace fairfile::synthetic
