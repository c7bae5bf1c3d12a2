#include "features/synthetic/labels.hpp"
#include "features/synthetic/renderings.hpp"

namespace fairfile::synthetic {

namespace {

constexpr std::array section_fields{
    Field::status,
    Field::payment_status,
    Field::opened,
    Field::reported,
    Field::balance,
    Field::limit,
    Field::high_credit,
    Field::past_due,
    Field::monthly_payment,
    Field::last_active,
    Field::remarks,
};

void draw_line(Paper& paper, const Style& style, double indent, const std::string& text) {
    const Cell cell{Paper::left + indent, Paper::width - indent, text};
    draw_row(paper, std::span(&cell, 1), body_ink(style), Lines::none);
}

void draw_shared_line(Paper& paper, const Style& style, Account& account, Field field) {
    const auto text = show_shared(account, field);
    if (!text.empty()) draw_line(paper, style, 10, std::string(label(style, field)) + ": " + text);
}

void draw_section(Paper& paper, const Style& style, Entry& entry) {
    paper.need(90);
    paper.skip(4);
    draw_line(paper, style, 10, "[" + std::string(bureau_names[entry.bureau]) + " Section]");
    for (const auto field : section_fields) {
        const auto text = show(entry[field]);
        if (text.empty()) continue;
        draw_line(paper, style, 22, std::string(label(style, field)) + ": " + text);
    }
}

void draw_block(Paper& paper, const Style& style, Account& account, std::size_t nth) {
    paper.skip(10);
    paper.need(130);
    const auto title = std::to_string(nth) + ". " + show_shared(account, Field::creditor);
    paper.skip(10);
    paper.text(Paper::left, title, {.size = style.text_size + 1.5, .weight = Weight::bold});
    paper.skip(6);
    for (const auto field : {Field::number, Field::type, Field::original_creditor}) {
        draw_shared_line(paper, style, account, field);
    }
    for (const auto bureau : style.order) {
        if (auto* entry = account.at(bureau)) draw_section(paper, style, *entry);
    }
    draw_history(paper, style, account);
    paper.skip(8);
    paper.rule();
}

}  // namespace

void draw_blocks(Paper& paper, Report& report) {
    draw_heading(paper, report);
    draw_scores(paper, report, Lines::none);
    draw_identities(paper, report, Lines::none);
    draw_section_title(paper, "CREDIT ACCOUNTS");
    std::size_t nth = 0;
    for (auto& account : report.accounts) draw_block(paper, report.style, account, ++nth);
    draw_inquiries(paper, report, Lines::none);
    draw_records(paper, report);
    draw_end(paper);
}

}  // namespace fairfile::synthetic
