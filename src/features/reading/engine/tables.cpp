#include "features/reading/engine/tables.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

constexpr std::size_t header_lines_max = 3;

struct HeaderCell {
    std::string text;
    Box box;
};

/// Labels of one line, longest first; none when some word is no label.
std::optional<TableHeader> header_of_line(const Line& line, Section section) {
    TableHeader header;
    for (std::size_t i = 0; i < line.words.size();) {
        std::size_t taken = 0;
        Field field = Field::unknown;
        for (std::size_t words = 1; words <= 6 && i + words <= line.words.size(); ++words) {
            const WordRange range{i, i + words};
            const auto found = field_of_label(section, normalised(text_of(line, range)));
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
                cells.push_back({text, box});
            } else {
                above->text += ' ' + text;
                above->box = united(above->box, box);
            }
        }
    }
    std::sort(cells.begin(), cells.end(), [](const HeaderCell& a, const HeaderCell& b) {
        return a.box.left < b.box.left;
    });
    return cells;
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
        const auto field = field_of_label(section, normalised(cell.text));
        if (!field) return std::nullopt;
        header.fields.push_back(*field);
        header.columns.push_back({cell.box.left, cell.box.right, shape_of(*field)});
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

bool is_typed(Shape shape) {
    return shape != Shape::text;
}

struct PlacedLine {
    const Line* line = nullptr;
    std::vector<WordRange> ranges;
    std::size_t filled = 0;
    std::size_t typed = 0;  // typed columns with a value of their kind
};

PlacedLine placed(const Line& line, const TableHeader& header) {
    PlacedLine result;
    result.line = &line;
    result.ranges = words_in_columns(line, 0, header.columns);
    for (std::size_t i = 0; i < result.ranges.size(); ++i) {
        if (result.ranges[i].empty()) continue;
        ++result.filled;
        const auto text = text_of(line, result.ranges[i]);
        const bool value = is_typed(header.columns[i].shape) && !is_nothing(text) &&
                           fits(header.columns[i].shape, text);
        result.typed += value ? 1 : 0;
    }
    return result;
}

bool starts_row(const PlacedLine& line, const TableHeader& header) {
    std::size_t typed = 0;
    for (const auto& column : header.columns) typed += is_typed(column.shape) ? 1 : 0;
    if (typed == 0) return line.filled * 2 > header.columns.size();
    const auto needed = std::min<std::size_t>(typed, 2);
    return line.typed >= needed || (line.typed >= 1 && line.filled * 2 > header.columns.size());
}

/// Lines between two row starts belong to the upper row up to the widest blank.
std::size_t split_between(const std::vector<PlacedLine>& lines, std::size_t up, std::size_t down) {
    std::size_t best = down;
    double widest = 0;
    for (auto i = up + 1; i <= down; ++i) {
        const auto& line = *lines[i].line;
        const double gap = line.first_on_page ? 1000 : line.gap_above;
        if (gap > widest + 0.75) {
            widest = gap;
            best = i;
        }
    }
    return best;
}

TableRow merged(const std::vector<PlacedLine>& lines, WordRange range, const TableHeader& header) {
    TableRow row;
    row.cells.resize(header.columns.size());
    for (auto i = range.first; i < range.last; ++i) {
        for (std::size_t c = 0; c < header.columns.size(); ++c) {
            if (lines[i].ranges[c].empty()) continue;
            extend_cell(
                row.cells[c], cell_of(*lines[i].line, lines[i].ranges[c]), header.fields[c]
            );
        }
    }
    return row;
}

bool has_field(const TableHeader& header, Field field) {
    return std::find(header.fields.begin(), header.fields.end(), field) != header.fields.end();
}

/// Which field tells one item from the next in this section.
bool makes_items(Section section, const TableHeader& header) {
    if (section == Section::accounts) return has_field(header, Field::creditor);
    return section == Section::inquiries || section == Section::records;
}

std::optional<Bureau> bureau_in(const TableHeader& header, const TableRow& row) {
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        if (header.fields[i] == Field::bureau) return bureau_of_abbreviation(row.cells[i].text);
    }
    return std::nullopt;
}

}  // namespace

std::optional<TableHeader> table_header(
    const std::vector<Line>& lines, std::size_t at, Section section
) {
    if (is_pipe_row(lines[at])) return std::nullopt;
    const bool ends_as_label = lines[at].words.back().text.ends_with(':');
    if (ends_as_label) return std::nullopt;
    auto header = header_of_line(lines[at], section);
    if (header && is_sound(*header)) return header;
    for (std::size_t count = 2; count <= header_lines_max; ++count) {
        auto stacked = header_of_stack(lines, at, count, section);
        if (stacked && stacked->fields.size() >= 3 && is_sound(*stacked)) return stacked;
    }
    return std::nullopt;
}

std::vector<TableRow> table_rows(
    const std::vector<Line>& lines, WordRange range, const TableHeader& header
) {
    std::vector<PlacedLine> all;
    std::vector<std::size_t> starts;
    for (auto i = range.first; i < range.last; ++i) {
        all.push_back(placed(lines[i], header));
        if (starts_row(all.back(), header)) starts.push_back(all.size() - 1);
    }
    std::vector<TableRow> rows;
    std::size_t from = 0;
    for (std::size_t s = 0; s < starts.size(); ++s) {
        const auto to =
            s + 1 < starts.size() ? split_between(all, starts[s], starts[s + 1]) : all.size();
        rows.push_back(merged(all, {from, to}, header));
        from = to;
    }
    return rows;
}

bool is_prose_across(const Line& line, const TableHeader& header) {
    for (const auto& segment : segments_of(line)) {
        const auto box = box_of(line, segment);
        std::size_t crossed = 0;
        for (const auto& column : header.columns) {
            crossed += column.left < box.right && box.left < column.right ? 1 : 0;
        }
        if (crossed >= 3 && segment.size() >= 5) {
            // Cells packed tightly look like prose until their values are seen to fit.
            const auto row = placed(line, header);
            if (row.typed == 0) return true;
        }
    }
    return false;
}

void add_row(Context& context, const TableHeader& header, TableRow row) {
    const auto named = bureau_in(header, row);
    if (makes_items(context.section, header)) context.start_item();
    const auto list_bureau = named ? named : context.bureau();
    auto& entry = list_bureau ? context.entry_of(*list_bureau) : context.need_item().common;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const auto field = header.fields[i];
        if (row.cells[i].text.empty() || field == Field::ignored) continue;
        if (field == Field::bureau && named) continue;
        context.add(entry, field, std::move(row.cells[i]));
    }
}

}  // namespace fairfile::reading
