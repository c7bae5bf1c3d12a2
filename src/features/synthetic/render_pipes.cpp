#include "features/synthetic/renderings.hpp"

namespace fairfile::synthetic {

namespace {

constexpr std::array line_fields{
    Field::creditor, Field::number, Field::balance, Field::payment_status, Field::remarks};

std::string line_of(Entry& entry) {
    std::string line(bureau_names[entry.bureau]);
    for (const auto field : line_fields) line += " | " + show(entry[field]);
    return line;
}

}  // namespace

void draw_pipes(Paper& paper, Report& report) {
    draw_heading(paper, report);
    draw_scores(paper, report, Lines::none);
    draw_section_title(paper, "CREDIT ACCOUNTS");
    for (const auto bureau : report.style.order) {
        for (auto& account : report.accounts) {
            auto* entry = account.at(bureau);
            if (entry == nullptr) continue;
            const Cell cell{Paper::left, Paper::width, line_of(*entry)};
            draw_row(paper, std::span(&cell, 1), body_ink(report.style), Lines::none);
        }
    }
    draw_end(paper);
}

}  // namespace fairfile::synthetic
