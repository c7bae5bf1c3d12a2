#include "features/synthetic/invent.hpp"
#include "features/synthetic/layouts.hpp"
#include "features/synthetic/renderings.hpp"
#include "features/synthetic/synthetic.hpp"

namespace fairfile::synthetic {

namespace {

constexpr std::uint64_t sample_seed = 20251118;

std::string four_digits(int number) {
    const auto digits = std::to_string(number);
    return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

}  // namespace

std::optional<ReportFile> draw_report(const ReportOrder& order, int index) {
    std::vector<Layout> chosen;
    for (const auto& layout : every_layout()) {
        if (layout.name.starts_with(order.layout)) chosen.push_back(layout);
    }
    if (chosen.empty()) return std::nullopt;
    const auto nth = static_cast<std::size_t>(index);
    const auto& layout = chosen[nth % chosen.size()];
    Dice dice(order.seed * 1000003 + nth);
    auto drawing = layout.draw(dice);
    return ReportFile{
        std::string(layout.name) + "_" + four_digits(index),
        std::string(layout.name),
        drawing.ending,
        std::move(drawing.document),
        std::move(drawing.truth)};
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
    auto drawing = draw_columns_report(report, Lines::none);
    return {
        "sample_report",
        "columns",
        drawing.ending,
        std::move(drawing.document),
        std::move(drawing.truth)};
}

}  // namespace fairfile::synthetic
