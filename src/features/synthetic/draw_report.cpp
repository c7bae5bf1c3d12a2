#include "features/synthetic/invent.hpp"
#include "features/synthetic/renderings.hpp"
#include "features/synthetic/synthetic.hpp"
#include "features/synthetic/truth.hpp"

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 5> layouts{
    "columns", "tables", "sections", "blocks", "pipes"};

constexpr std::uint64_t sample_seed = 20251118;

void draw(Paper& paper, Report& report, std::string_view layout) {
    if (layout == "columns") return draw_columns(paper, report, Lines::none);
    if (layout == "tables") return draw_columns(paper, report, Lines::ruled);
    if (layout == "sections") return draw_bureau_sections(paper, report);
    if (layout == "blocks") return draw_blocks(paper, report);
    draw_pipes(paper, report);
}

ReportFile drawn(Report report, std::string_view layout, std::string name) {
    const Paperwork paperwork{
        report.style.typeface, std::string(report.style.publisher), report.date};
    Paper paper(paperwork);
    draw(paper, report, layout);
    auto pdf = paper.finish();
    return {std::move(name), std::string(layout), std::move(pdf), truth_of(report)};
}

std::string four_digits(int number) {
    const auto digits = std::to_string(number);
    return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

}  // namespace

ReportFile draw_report(std::uint64_t seed, int index) {
    const auto nth = static_cast<std::size_t>(index);
    Dice dice(seed * 1000003 + nth);
    const auto plan = invent_plan(dice);
    const auto layout = layouts[nth % layouts.size()];
    const auto name = std::string(layout) + "_" + four_digits(index);
    return drawn(invent_report(dice, plan), layout, name);
}

ReportFile draw_sample_report() {
    Dice dice(sample_seed);
    Plan plan;
    plan.style = {
        .publisher = "3-Bureau Credit Report",
        .typeface = "DejaVu Sans",
        .nothing = "-",
        .text_size = 7.5,
        .history_months = 12,
        .keep_accounts_whole = true,
    };
    plan.date = *make_date(2025, 11, 18);
    plan.stories = {
        Story::card_in_order,
        Story::car_in_order,
        Story::card_late,
        Story::mortgage,
        Story::collection};
    plan.inquiries = 2;
    plan.records = 1;
    plan.bureaus_may_miss = false;
    auto report = invent_report(dice, plan);
    // More than ten years old: the sample shows a finding with its arithmetic.
    report.records.front().filed = *make_date(2015, 3, 9);
    report.records.front().chapter = 7;
    report.records.front().reference = "15-31077";
    return drawn(std::move(report), "columns", "sample_report");
}

}  // namespace fairfile::synthetic
