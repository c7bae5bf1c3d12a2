#include "features/synthetic/labels.hpp"
#include "features/synthetic/renderings.hpp"

namespace fairfile::synthetic {

namespace {

struct Column {
    Field field;
    double width;
};

constexpr std::array columns{
    Column{Field::creditor, 88},
    Column{Field::number, 66},
    Column{Field::type, 62},
    Column{Field::status, 38},
    Column{Field::opened, 54},
    Column{Field::limit, 48},
    Column{Field::balance, 52},
    Column{Field::payment_status, 58},
    Column{Field::remarks, 62},
};
static_assert(columns.size() == 9);

template <class Text>
void draw_table_row(Paper& paper, const Ink& ink, Text text) {
    std::vector<Cell> cells;
    double x = Paper::left;
    for (const auto& column : columns) {
        cells.push_back({x, column.width, text(column.field)});
        x += column.width;
    }
    draw_row(paper, cells, ink, Lines::ruled);
}

void draw_entries(Paper& paper, Report& report, std::size_t bureau) {
    const auto& style = report.style;
    const Ink bold{.size = 7, .weight = Weight::bold};
    const Ink plain{.size = 7, .weight = Weight::plain};
    draw_table_row(paper, bold, [&style](Field field) { return std::string(label(style, field)); });
    for (auto& account : report.accounts) {
        auto* entry = account.at(bureau);
        if (entry == nullptr) continue;
        draw_table_row(paper, plain, [entry, &style](Field field) {
            const auto text = show((*entry)[field]);
            return text.empty() ? std::string(style.nothing) : text;
        });
    }
}

void draw_person(Paper& paper, Report& report) {
    const auto& identity = report.identities.front();
    const auto ink = body_ink(report.style);
    const auto line = [&](const std::string& name, const std::string& text) {
        const std::array<Cell, 2> cells{
            Cell{Paper::left, 130, name}, Cell{Paper::left + 130, 330, text}};
        draw_row(paper, cells, ink, Lines::none);
    };
    draw_section_title(paper, "Consumer Information");
    line("Name", identity.name);
    line("Date of Birth", printed_date(report.style, identity.birth));
    line("Current Address", identity.addresses[0][0] + ", " + identity.addresses[0][1]);
    line("Previous Address", identity.addresses[1][0] + ", " + identity.addresses[1][1]);
    line("Employer", identity.employer);
    report.identities_shown = true;
}

void draw_bureau(Paper& paper, Report& report, std::size_t bureau) {
    const auto name = std::string(bureau_names[bureau]);
    paper.skip(14);
    paper.need(150);
    draw_section_title(paper, name + " Credit File");
    paper.skip(8);
    report.score_model_shown = true;
    const auto score = std::to_string(report.scores[bureau].value);
    const auto line = "Credit Score (VantageScore 3.0): " + score;
    paper.text(Paper::left, line, body_ink(report.style, Weight::bold));
    paper.skip(16);
    paper.text(Paper::left, "Credit Accounts", {.size = 10, .weight = Weight::bold});
    paper.skip(6);
    draw_entries(paper, report, bureau);
}

}  // namespace

void draw_bureau_sections(Paper& paper, Report& report) {
    draw_heading(paper, report);
    // One person for the whole report: no bureau's own spelling is printed.
    report.identities.resize(1);
    report.identities.front().bureau = no_bureau;
    draw_person(paper, report);
    for (const auto bureau : report.style.order) draw_bureau(paper, report, bureau);
    draw_inquiries(paper, report, Lines::ruled);
    draw_records(paper, report);
    draw_end(paper);
}

}  // namespace fairfile::synthetic
