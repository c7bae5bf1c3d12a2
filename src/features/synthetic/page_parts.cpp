#include "features/synthetic/page_parts.hpp"

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr double label_width = 120;
constexpr double column_width = (Paper::width - label_width) / bureau_count;
constexpr double padding = 4;

double line_height(const Ink& ink) {
    return ink.size * 1.42;
}

std::string joined_bureaus(const std::vector<std::size_t>& bureaus) {
    std::string names;
    for (const auto bureau : bureaus) {
        if (!names.empty()) names += ", ";
        names += bureau_names[bureau];
    }
    return names;
}

const Identity& identity_of(const Report& report, std::size_t bureau) {
    const auto found = std::find_if(
        report.identities.begin(),
        report.identities.end(),
        [bureau](const Identity& identity) { return identity.bureau == bureau; }
    );
    return *found;
}

template <class Text>
BureauRow identity_row(const Report& report, std::string_view label, Text text) {
    BureauRow row{label, {}};
    for (std::size_t place = 0; place < bureau_count; ++place) {
        row.texts[place] = text(identity_of(report, report.style.order[place]));
    }
    return row;
}

void draw_addresses(Paper& paper, const Report& report, Lines lines) {
    constexpr std::array<std::string_view, 2> labels{"Current Address", "Previous Address"};
    for (std::size_t nth = 0; nth < labels.size(); ++nth) {
        const auto row = identity_row(report, labels[nth], [nth](const Identity& identity) {
            return identity.addresses[nth][0] + ", " + identity.addresses[nth][1];
        });
        draw_bureau_row(paper, report.style, row, lines);
    }
}

}  // namespace

Ink body_ink(const Style& style, Weight weight) {
    return {.size = style.text_size, .weight = weight, .grey = 0.1};
}

void draw_row(Paper& paper, std::span<const Cell> cells, const Ink& ink, Lines lines) {
    std::vector<std::vector<std::string>> texts;
    std::size_t most = 1;
    for (const auto& cell : cells) {
        texts.push_back(paper.wrapped(cell.text, cell.width - 2 * padding, ink));
        most = std::max(most, texts.back().size());
    }
    const double step = line_height(ink);
    const double height = step * static_cast<double>(most) + (lines == Lines::ruled ? 5 : 1);
    paper.need(height);
    for (const auto& cell : cells) {
        if (lines == Lines::ruled) paper.box(cell.x, cell.width, height);
    }
    const double above = lines == Lines::ruled ? 2.5 : 0;
    for (std::size_t line = 0; line < most; ++line) {
        const double down = above + step * (static_cast<double>(line) + 0.75);
        paper.skip(down);
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            if (line < texts[cell].size()) {
                paper.text(cells[cell].x + padding, texts[cell][line], ink);
            }
        }
        paper.skip(-down);
    }
    paper.skip(height);
}

void draw_bureau_row(Paper& paper, const Style& style, const BureauRow& row, Lines lines) {
    std::vector<Cell> cells{
        {Paper::left, label_width, row.label.empty() ? "" : std::string(row.label) + ":"}};
    for (std::size_t place = 0; place < bureau_count; ++place) {
        const double x = Paper::left + label_width + static_cast<double>(place) * column_width;
        cells.push_back({x, column_width, row.texts[place]});
    }
    draw_row(paper, cells, body_ink(style), lines);
}

void draw_bureau_header(Paper& paper, const Style& style, std::string_view corner, Lines lines) {
    const auto ink = body_ink(style, Weight::bold);
    paper.need(5 * line_height(ink));
    std::vector<Cell> cells{{Paper::left, label_width, std::string(corner)}};
    for (std::size_t place = 0; place < bureau_count; ++place) {
        const double x = Paper::left + label_width + static_cast<double>(place) * column_width;
        cells.push_back({x, column_width, std::string(bureau_names[style.order[place]])});
    }
    draw_row(paper, cells, ink, lines);
}

void draw_section_title(Paper& paper, std::string_view title) {
    paper.skip(12);
    paper.need(64);
    paper.shade(Paper::left, Paper::width, 17, 0.9);
    paper.skip(12);
    paper.text(Paper::left + padding, title, {.size = 10, .weight = Weight::bold});
    paper.skip(10);
}

void draw_heading(Paper& paper, Report& report) {
    report.heading_shown = true;
    paper.skip(10);
    paper.text(Paper::left, report.style.publisher, {.size = 18, .weight = Weight::bold});
    paper.skip(18);
    const auto ink = body_ink(report.style);
    paper.text(Paper::left, "Reference #: " + report.reference, ink);
    const auto date = "Report Date: " + printed_date(report.style, report.date);
    paper.text(Paper::left + 230, date, ink);
    paper.skip(8);
    paper.rule();
}

void draw_scores(Paper& paper, Report& report, Lines lines) {
    draw_section_title(paper, "CREDIT SCORE DASHBOARD");
    draw_bureau_header(paper, report.style, "", lines);
    // Some publishers do not name the model, some do in the score's own row, some below it.
    constexpr std::array<std::string_view, 3> row_labels{"", "VantageScore 3.0", "Credit Score"};
    report.score_model_shown = report.style.wording != 0;
    BureauRow values{row_labels[report.style.wording], {}};
    BureauRow models{"Score Model", {}};
    for (std::size_t place = 0; place < bureau_count; ++place) {
        values.texts[place] = std::to_string(report.scores[report.style.order[place]].value);
        models.texts[place] = "VantageScore 3.0";
    }
    draw_bureau_row(paper, report.style, values, lines);
    if (report.style.wording == 2) draw_bureau_row(paper, report.style, models, lines);
}

void draw_identities(Paper& paper, Report& report, Lines lines) {
    report.identities_shown = true;
    draw_section_title(paper, "PERSONAL PROFILE");
    draw_bureau_header(paper, report.style, "", lines);
    const auto& style = report.style;
    const auto name = [](const Identity& identity) { return identity.name; };
    draw_bureau_row(paper, style, identity_row(report, "Name", name), lines);
    const auto birth = [&style](const Identity& identity) {
        return printed_date(style, identity.birth);
    };
    draw_bureau_row(paper, style, identity_row(report, "Date of Birth", birth), lines);
    draw_addresses(paper, report, lines);
    const auto employer = [](const Identity& identity) { return identity.employer; };
    draw_bureau_row(paper, style, identity_row(report, "Employer", employer), lines);
}

void draw_inquiries(Paper& paper, Report& report, Lines lines) {
    report.inquiries_shown = true;
    draw_section_title(paper, "INQUIRIES");
    if (report.inquiries.empty()) {
        const Cell none{Paper::left, Paper::width, "No inquiries found."};
        draw_row(paper, std::span(&none, 1), body_ink(report.style), Lines::none);
        return;
    }
    const std::array<double, 4> places{Paper::left, 250, 350, 460};
    const auto row = [&](const std::array<std::string, 4>& texts, Weight weight) {
        std::vector<Cell> cells;
        for (std::size_t nth = 0; nth < texts.size(); ++nth) {
            const double end = nth + 1 < places.size() ? places[nth + 1] : Paper::right;
            cells.push_back({places[nth], end - places[nth], texts[nth]});
        }
        draw_row(paper, cells, body_ink(report.style, weight), lines);
    };
    row({"Creditor Name", "Date", "Bureau", "Type"}, Weight::bold);
    for (const auto& inquiry : report.inquiries) {
        const auto date = printed_date(report.style, inquiry.date);
        const auto bureau = std::string(bureau_names[inquiry.bureau]);
        row({inquiry.creditor, date, bureau, "Hard Inquiry"}, Weight::plain);
    }
}

void draw_records(Paper& paper, Report& report) {
    report.records_shown = true;
    draw_section_title(paper, "PUBLIC RECORDS");
    const auto line = [&](const std::string& text) {
        const Cell cell{Paper::left, Paper::width, text};
        draw_row(paper, std::span(&cell, 1), body_ink(report.style), Lines::none);
    };
    if (report.records.empty()) line("No public records found.");
    for (const auto& record : report.records) {
        paper.need(70);
        line("Type: Bankruptcy Chapter " + std::to_string(record.chapter));
        line("Date Filed: " + printed_date(report.style, record.filed));
        line("Court: " + record.court);
        line("Status: " + record.status);
        line("Reference #: " + record.reference);
        line("Bureaus: " + joined_bureaus(record.bureaus));
        paper.skip(6);
    }
}

void draw_end(Paper& paper) {
    paper.skip(16);
    paper.need(20);
    const Ink ink{.size = 8, .weight = Weight::plain, .grey = 0.4};
    paper.text(Paper::left, "End of Report", ink);
}

}  // namespace fairfile::synthetic
