// Where a table begins: rows of labels, in one line, broken over lines, or above a single row.
#include "base/text.hpp"
#include "features/reading/engine/tables.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

constexpr std::size_t header_lines_max = 5;
constexpr std::size_t torn_pieces_max = 6;

struct HeaderCell {
    std::vector<std::string> pieces;
    Box box;
};

/// What a word heads in a list of accounts, though it is no label elsewhere: "Account  Number", or
/// "Creditor  Account" where a scan has lost the "#".
std::optional<Field> field_of_list(
    const std::vector<Field>& before, Section section, std::string_view phrase
) {
    if (section != Section::accounts) return std::nullopt;
    const bool named = std::count(before.begin(), before.end(), Field::creditor) > 0;
    if (phrase == "account" && named) return Field::account_number;
    if (phrase == "account" || phrase == "accounts" || phrase == "name") return Field::creditor;
    if (phrase == "number" || phrase == "no" || phrase == "#") return Field::account_number;
    return std::nullopt;
}

/// Labels of one line, longest first; none when some word is no label.
std::optional<TableHeader> header_of_line(const Line& line, Section section) {
    TableHeader header;
    for (std::size_t i = 0; i < line.words.size();) {
        std::size_t taken = 0;
        Field field = Field::unknown;
        for (std::size_t words = 1; words <= 6 && i + words <= line.words.size(); ++words) {
            const WordRange range{i, i + words};
            const auto phrase = normalised(text_of(line, range));
            auto found = field_of_label(section, phrase);
            if (!found) found = field_of_list(header.fields, section, phrase);
            const bool in_cell =
                words == 1 ||
                !is_wide(
                    line, line.words[i + words - 1].box.left - line.words[i + words - 2].box.right
                );
            if (!in_cell) break;
            if (!found) continue;
            taken = words;
            field = *found;
        }
        if (taken == 0) return std::nullopt;
        const auto box = box_of(line, {i, i + taken});
        header.fields.push_back(field);
        header.columns.push_back({box.left, box.right, shape_of(field)});
        i += taken;
    }
    return header;
}

/// Headers broken over lines: segments that stand above each other are one cell.
std::vector<HeaderCell> stacked_cells(
    const std::vector<Line>& lines, std::size_t at, std::size_t count
) {
    std::vector<HeaderCell> cells;
    for (std::size_t i = at; i < at + count; ++i) {
        for (const auto& segment : segments_of(lines[i])) {
            const auto box = box_of(lines[i], segment);
            const auto text = text_of(lines[i], segment);
            auto above = std::find_if(cells.begin(), cells.end(), [&](const HeaderCell& cell) {
                return cell.box.left < box.right && box.left < cell.box.right;
            });
            if (above == cells.end()) {
                cells.push_back({{text}, box});
            } else {
                above->pieces.push_back(text);
                above->box = united(above->box, box);
            }
        }
    }
    std::sort(cells.begin(), cells.end(), [](const HeaderCell& a, const HeaderCell& b) {
        return a.box.left < b.box.left;
    });
    return cells;
}

struct StackedLabel {
    Field field;
    bool torn;
};

/// A label from its pieces: with blanks between them, or torn inside a word in any of the joints.
std::optional<StackedLabel> label_of_pieces(
    const std::vector<std::string>& pieces, Section section
) {
    if (pieces.size() > torn_pieces_max) return std::nullopt;
    const auto joints = pieces.size() - 1;
    for (std::size_t tight = 0; tight < (std::size_t{1} << joints); ++tight) {
        std::string text = pieces.front();
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            if ((tight >> (i - 1) & 1) == 0) text += ' ';
            text += pieces[i];
        }
        if (const auto field = field_of_label(section, normalised(text))) {
            return StackedLabel{*field, tight != 0};
        }
    }
    return std::nullopt;
}

std::optional<TableHeader> header_of_stack(
    const std::vector<Line>& lines, std::size_t at, std::size_t count, Section section
) {
    if (at + count > lines.size()) return std::nullopt;
    for (std::size_t i = at + 1; i < at + count; ++i) {
        const bool close = lines[i].page == lines[at].page && !lines[i].after_rule &&
                           lines[i].gap_above < lines[i].box.height();
        if (!close) return std::nullopt;
    }
    TableHeader header;
    header.lines_used = count;
    for (const auto& cell : stacked_cells(lines, at, count)) {
        auto label = label_of_pieces(cell.pieces, section);
        if (!label && cell.pieces.size() == 1) {
            const auto phrase = normalised(cell.pieces.front());
            const auto field = field_of_list(header.fields, section, phrase);
            if (field) label = StackedLabel{*field, false};
        }
        if (!label) return std::nullopt;
        header.torn = header.torn || label->torn;
        header.fields.push_back(label->field);
        header.columns.push_back({cell.box.left, cell.box.right, shape_of(label->field)});
    }
    return header;
}

bool is_sound(const TableHeader& header) {
    std::size_t useful = 0;
    for (const auto field : header.fields) useful += field != Field::ignored ? 1 : 0;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const auto same = std::count(header.fields.begin(), header.fields.end(), header.fields[i]);
        if (same > 1 && header.fields[i] != Field::ignored) return false;
    }
    const bool list = std::count(header.fields.begin(), header.fields.end(), Field::inquiry_date);
    return useful >= 3 || (list && useful >= 2);
}

/// Addresses or employers with what is known of each: "Address  Status  Date Reported".
bool lists_persons(const TableHeader& header, Section section) {
    if (section != Section::personal || header.fields.size() < 2) return false;
    const auto first = header.fields.front();
    const bool named = first == Field::address || first == Field::employer;
    return named && std::all_of(header.fields.begin() + 1, header.fields.end(), [](Field field) {
               return field == Field::ignored;
           });
}

/// "Report number   Report date" above the two values.
bool dates_report(const TableHeader& header, Section section) {
    return section == Section::head && header.fields.size() == 2 &&
           std::count(header.fields.begin(), header.fields.end(), Field::report_date) == 1;
}

/// Labels without colons above values that fit them; a label's own words are no value.
bool stands_above_values(
    const std::vector<Line>& lines, std::size_t at, const TableHeader& header, Section section
) {
    if (header.fields.size() < 2 || at + 1 >= lines.size()) return false;
    if (section == Section::summary || section == Section::skipped || section == Section::head) {
        return false;
    }
    const auto& below = lines[at + 1];
    const bool near = below.page == lines[at].page && !below.after_rule &&
                      below.gap_above < 0.8 * below.box.height();
    if (!near || segments_of(lines[at]).size() != header.fields.size()) return false;
    if (header_of_line(below, section) || !pairs_of(below, section).empty()) return false;
    const auto ranges = words_in_columns(below, 0, header.columns);
    std::size_t typed = 0;
    std::size_t aligned = 0;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const auto shape = header.columns[i].shape;
        if (ranges[i].empty()) continue;
        const double off = below.words[ranges[i].first].box.left - header.columns[i].left;
        aligned += std::abs(off) < below.space ? 1 : 0;
        const auto text = text_of(below, ranges[i]);
        if (shape == Shape::text || is_nothing(text)) continue;
        if (!fits(shape, text)) return false;
        ++typed;
    }
    // Texts say nothing of their kind; that each begins right under a label does.
    return typed > 0 || section == Section::personal || aligned == ranges.size();
}

/// "Date Opened:   Type:   High Balance:" with the values on the line below.
std::optional<TableHeader> header_with_colons(
    const std::vector<Line>& lines, std::size_t at, Section section
) {
    const auto segments = segments_of(lines[at]);
    const bool all = std::all_of(segments.begin(), segments.end(), [&](const WordRange& cell) {
        return lines[at].words[cell.last - 1].text.ends_with(':');
    });
    if (segments.size() < 2 || !all || at + 1 >= lines.size()) return std::nullopt;
    const auto& below = lines[at + 1];
    const bool near =
        below.page == lines[at].page && !below.after_rule && below.gap_above < below.box.height();
    if (!near || !pairs_of(below, section).empty()) return std::nullopt;
    return header_of_line(lines[at], section);
}

}  // namespace

std::optional<TableHeader> table_header(
    const std::vector<Line>& lines, std::size_t at, Section section
) {
    if (is_pipe_row(lines[at])) return std::nullopt;
    const bool ends_as_label = lines[at].words.back().text.ends_with(':');
    if (ends_as_label) return header_with_colons(lines, at, section);
    auto header = header_of_line(lines[at], section);
    const bool sound = header && (is_sound(*header) || lists_persons(*header, section) ||
                                  dates_report(*header, section) ||
                                  stands_above_values(lines, at, *header, section));
    if (sound) return header;
    for (std::size_t count = 2; count <= header_lines_max; ++count) {
        auto stacked = header_of_stack(lines, at, count, section);
        if (stacked && stacked->fields.size() >= 3 && is_sound(*stacked)) return stacked;
    }
    return std::nullopt;
}

}  // namespace fairfile::reading
