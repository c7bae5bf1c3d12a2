#include "features/synthetic/invent.hpp"
#include "features/synthetic/layouts.hpp"
#include "features/synthetic/renderings.hpp"
#include "features/synthetic/truth.hpp"

namespace fairfile::synthetic {

namespace {

/// Draws a report on paper; `draw(paper, report)` fills the pages.
template <typename Draw>
Drawing on_paper(Report& report, Draw draw) {
    const Paperwork paperwork{
        report.style.typeface, std::string(report.style.publisher), report.date};
    Paper paper(paperwork);
    draw(paper, report);
    auto pdf = paper.finish();
    return {std::move(pdf), truth_of(report)};
}

Report invented(Dice& dice) {
    const auto plan = invent_plan(dice);
    return invent_report(dice, plan);
}

}  // namespace

Drawing draw_columns_report(Report& report, Lines lines) {
    return on_paper(report, [lines](Paper& paper, Report& drawn) {
        draw_columns(paper, drawn, lines);
    });
}

Drawing draw_columns_layout(Dice& dice) {
    auto report = invented(dice);
    return draw_columns_report(report, Lines::none);
}

Drawing draw_tables_layout(Dice& dice) {
    auto report = invented(dice);
    return draw_columns_report(report, Lines::ruled);
}

Drawing draw_sections_layout(Dice& dice) {
    auto report = invented(dice);
    return on_paper(report, draw_bureau_sections);
}

Drawing draw_blocks_layout(Dice& dice) {
    auto report = invented(dice);
    return on_paper(report, draw_blocks);
}

Drawing draw_pipes_layout(Dice& dice) {
    auto report = invented(dice);
    return on_paper(report, draw_pipes);
}

}  // namespace fairfile::synthetic
