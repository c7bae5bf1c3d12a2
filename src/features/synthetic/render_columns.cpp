#include "features/synthetic/labels.hpp"
#include "features/synthetic/renderings.hpp"

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr std::array shown_fields{
    Field::type,
    Field::status,
    Field::responsibility,
    Field::monthly_payment,
    Field::opened,
    Field::closed,
    Field::balance,
    Field::terms,
    Field::high_credit,
    Field::limit,
    Field::past_due,
    Field::payment_status,
    Field::reported,
    Field::last_active,
    Field::last_payment,
    Field::original_creditor,
    Field::remarks,
};

BureauRow row_of(const Style& style, Account& account, Field field) {
    BureauRow row{label(style, field), {}};
    for (std::size_t place = 0; place < bureau_count; ++place) {
        auto* entry = account.at(style.order[place]);
        if (entry == nullptr) continue;
        row.texts[place] = show((*entry)[field]);
        if (row.texts[place].empty()) row.texts[place] = style.nothing;
    }
    return row;
}

bool anyone_says(const Account& account, Field field) {
    return std::any_of(account.entries.begin(), account.entries.end(), [field](const Entry& entry) {
        return !entry[field].printed.empty();
    });
}

void draw_account(
    Paper& paper, const Style& style, Account& account, std::size_t nth, Lines lines
) {
    paper.skip(9);
    paper.need(style.keep_accounts_whole ? 250 : 110);
    paper.skip(10);
    const auto title = std::to_string(nth) + ". " + show_shared(account, Field::creditor);
    paper.text(Paper::left, title, {.size = style.text_size + 1.5, .weight = Weight::bold});
    paper.skip(style.text_size + 4);
    const auto number = std::string(label(style, Field::number)) + ": ";
    paper.text(Paper::left, number + show_shared(account, Field::number), body_ink(style));
    paper.skip(7);
    draw_bureau_header(paper, style, "", lines);
    for (const auto field : shown_fields) {
        if (!anyone_says(account, field)) continue;
        draw_bureau_row(paper, style, row_of(style, account, field), lines);
    }
    draw_history(paper, style, account);
}

}  // namespace

void draw_columns(Paper& paper, Report& report, Lines lines) {
    draw_heading(paper, report);
    draw_scores(paper, report, lines);
    draw_identities(paper, report, lines);
    draw_section_title(paper, "CREDIT ACCOUNTS");
    std::size_t nth = 0;
    for (auto& account : report.accounts) draw_account(paper, report.style, account, ++nth, lines);
    draw_inquiries(paper, report, lines);
    draw_records(paper, report);
    draw_end(paper);
}

}  // namespace fairfile::synthetic
