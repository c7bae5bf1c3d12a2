#include "features/reading/engine/tables.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

/// Lines of one cell touch or overlap; rows of a table keep more apart, as shares of the height.
constexpr double touching = 0.1;

bool is_typed(Shape shape) {
    return shape != Shape::text;
}

/// Lines that touch or overlap are one band: a row whose cells are centred against each other.
struct Band {
    std::vector<Cell> cells;
    std::vector<Cell> last_pieces;  // the lowest piece of each cell
    std::size_t filled = 0;
    std::size_t typed = 0;  // typed columns with a value of their kind
    double gap_above = 0;
    bool first_on_page = false;
};

/// Where the columns of a torn table end: the furthest that any of their pieces reaches.
using Edges = std::vector<double>;

Edges right_edges(const std::vector<Line>& lines, WordRange range, const TableHeader& header) {
    Edges edges;
    for (const auto& column : header.columns) edges.push_back(column.right);
    if (!header.torn) return edges;
    auto columns = header.columns;
    for (auto& column : columns) column.shape = Shape::text;
    for (auto i = range.first; i < range.last; ++i) {
        const auto ranges = words_in_columns(lines[i], 0, columns);
        for (std::size_t c = 0; c < ranges.size(); ++c) {
            if (ranges[c].empty()) continue;
            edges[c] = std::max(edges[c], box_of(lines[i], ranges[c]).right);
        }
    }
    return edges;
}

/// A piece that fills its column and goes on without a capital was broken inside a word.
bool is_torn(const Cell& upper, const Cell& lower, double edge) {
    if (upper.text.empty() || lower.text.empty()) return false;
    const char left = upper.text.back();
    const char right = lower.text.front();
    const bool letters = is_letter(left) && is_letter(right);
    const bool new_word = left >= 'a' && left <= 'z' && right >= 'A' && right <= 'Z';
    const double letter = upper.box.width() / static_cast<double>(upper.text.size());
    return letters && !new_word && edge - upper.box.right < 1.3 * letter;
}

void extend_torn(Cell& cell, const Cell& more, bool torn) {
    if (!torn) {
        extend_cell(cell, more, Field::unknown);
        return;
    }
    cell.text += more.text;
    cell.box = united(cell.box, more.box);
}

/// A date or an amount that is whole does not go on with other words.
bool is_whole_without(std::string_view text, std::string_view more, Shape shape) {
    const bool whole = is_typed(shape) && !text.empty() && fits(shape, text);
    return whole && !fits(shape, joined(text, more, shape));
}

void add_line(Band& band, const Line& line, const TableHeader& header, const Edges& edges) {
    // Pieces of a value need not look like the value: only a whole line is placed by kind.
    auto columns = header.columns;
    const bool piece = line.gap_below < touching * line.box.height() || !band.last_pieces.empty();
    for (auto& column : columns) column.shape = piece ? Shape::text : column.shape;
    band.last_pieces.resize(columns.size());
    const auto ranges = words_in_columns(line, 0, columns);
    for (std::size_t c = 0; c < ranges.size(); ++c) {
        if (ranges[c].empty()) continue;
        auto more = cell_of(line, ranges[c]);
        const bool words = header.columns[c].shape == Shape::text;
        if (header.torn && words) {
            extend_torn(band.cells[c], more, is_torn(band.last_pieces[c], more, edges[c]));
        } else if (!is_whole_without(band.cells[c].text, more.text, header.columns[c].shape)) {
            extend_cell(band.cells[c], more, header.fields[c]);
        }
        band.last_pieces[c] = std::move(more);
    }
}

void count_cells(Band& band, const TableHeader& header) {
    band.filled = 0;
    band.typed = 0;
    for (std::size_t c = 0; c < band.cells.size(); ++c) {
        const auto& text = band.cells[c].text;
        if (text.empty()) continue;
        ++band.filled;
        const bool value = is_typed(header.columns[c].shape) && !is_nothing(text) &&
                           fits(header.columns[c].shape, text);
        band.typed += value ? 1 : 0;
    }
}

std::vector<Band> bands_of(
    const std::vector<Line>& lines, WordRange range, const TableHeader& header
) {
    const auto edges = right_edges(lines, range, header);
    std::vector<Band> bands;
    for (auto i = range.first; i < range.last; ++i) {
        const auto& line = lines[i];
        const bool touches = !bands.empty() && !line.first_on_page && !line.after_rule &&
                             line.gap_above < touching * line.box.height();
        if (!touches) {
            bands.emplace_back();
            bands.back().cells.resize(header.columns.size());
            bands.back().gap_above = line.gap_above;
            bands.back().first_on_page = line.first_on_page;
        }
        add_line(bands.back(), line, header, edges);
    }
    for (auto& band : bands) count_cells(band, header);
    return bands;
}

/// "2019" below "Sep 14,": values that only end what the band above began.
std::size_t ends_of_values(const Band& upper, const Band& band, const TableHeader& header) {
    std::size_t ends = 0;
    for (std::size_t c = 0; c < band.cells.size(); ++c) {
        const auto shape = header.columns[c].shape;
        const auto& begun = upper.cells[c].text;
        const auto& text = band.cells[c].text;
        if (!is_typed(shape) || begun.empty() || is_nothing(begun) || !fits(shape, text)) continue;
        ends += !fits(shape, begun) && fits(shape, joined(begun, text, shape)) ? 1 : 0;
    }
    return ends;
}

bool starts_row(const std::vector<Band>& bands, std::size_t at, const TableHeader& header) {
    const auto& band = bands[at];
    std::size_t columns = 0;
    for (const auto& column : header.columns) columns += is_typed(column.shape) ? 1 : 0;
    const bool filled = band.filled * 2 > header.columns.size();
    // Of an employer nothing but the name may be known.
    const bool employer = header.fields[0] == Field::employer && !band.cells[0].text.empty();
    if (columns == 0) return filled || employer;
    const auto ends = at == 0 ? 0 : ends_of_values(bands[at - 1], band, header);
    const auto typed = band.typed - std::min(band.typed, ends);
    return typed >= std::min<std::size_t>(columns, 2) || (typed >= 1 && filled);
}

/// Bands between two row starts belong to the upper row up to the widest blank.
std::size_t split_between(const std::vector<Band>& bands, std::size_t up, std::size_t down) {
    std::size_t best = down;
    double widest = 0;
    for (auto i = up + 1; i <= down; ++i) {
        const double gap = bands[i].first_on_page ? 1000 : bands[i].gap_above;
        if (gap > widest + 0.75) {
            widest = gap;
            best = i;
        }
    }
    return best;
}

TableRow merged(std::vector<Band>& bands, WordRange range, const TableHeader& header) {
    TableRow row;
    row.cells.resize(header.columns.size());
    for (auto i = range.first; i < range.last; ++i) {
        for (std::size_t c = 0; c < header.columns.size(); ++c) {
            const auto& more = bands[i].cells[c].text;
            if (more.empty()) continue;
            if (is_whole_without(row.cells[c].text, more, header.columns[c].shape)) continue;
            extend_cell(row.cells[c], bands[i].cells[c], header.fields[c]);
        }
    }
    return row;
}

bool has_field(const TableHeader& header, Field field) {
    return std::find(header.fields.begin(), header.fields.end(), field) != header.fields.end();
}

/// Whether the record at hand has said already what this row says.
bool repeats_record(Context& context, const TableHeader& header) {
    const auto* item = context.item();
    if (item == nullptr) return true;
    if (context.item_is_fresh()) return false;
    return std::any_of(header.fields.begin(), header.fields.end(), [item](Field field) {
        return field != Field::ignored && item->common.cells.count(field) > 0;
    });
}

/// Which field tells one item from the next in this section.
bool makes_items(Context& context, const TableHeader& header) {
    switch (context.section) {
        case Section::accounts:
            return has_field(header, Field::creditor);
        case Section::inquiries:
            return has_field(header, Field::inquiry_creditor);
        case Section::records:
            return repeats_record(context, header);
        default:
            return false;
    }
}

std::optional<Bureau> bureau_in(const TableHeader& header, const TableRow& row) {
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        if (header.fields[i] == Field::bureau) return bureau_of_abbreviation(row.cells[i].text);
    }
    return std::nullopt;
}

}  // namespace

std::vector<TableRow> table_rows(
    const std::vector<Line>& lines, WordRange range, const TableHeader& header
) {
    auto bands = bands_of(lines, range, header);
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        if (starts_row(bands, i, header)) starts.push_back(i);
    }
    std::vector<TableRow> rows;
    // One account's labels over values of which none is telling of its kind.
    constexpr std::size_t single_lines_max = 3;
    const bool single = !has_field(header, Field::creditor) && range.size() <= single_lines_max;
    if (starts.empty() && single && !bands.empty()) {
        rows.push_back(merged(bands, {0, bands.size()}, header));
    }
    std::size_t from = 0;
    for (std::size_t s = 0; s < starts.size(); ++s) {
        const auto to =
            s + 1 < starts.size() ? split_between(bands, starts[s], starts[s + 1]) : bands.size();
        rows.push_back(merged(bands, {from, to}, header));
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
            Band row;
            row.cells.resize(header.columns.size());
            add_line(row, line, header, Edges(header.columns.size()));
            count_cells(row, header);
            if (row.typed == 0) return true;
        }
    }
    return false;
}

void add_row(Context& context, const TableHeader& header, TableRow row) {
    const auto named = bureau_in(header, row);
    if (makes_items(context, header)) context.start_item();
    const auto list_bureau = named ? named : context.bureau();
    const bool of_head = context.section == Section::head;
    auto& entry = of_head       ? context.report.head
                  : list_bureau ? context.entry_of(*list_bureau)
                                : context.need_item().common;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const auto field = header.fields[i];
        if (row.cells[i].text.empty() || field == Field::ignored) continue;
        if (field == Field::bureau && named) continue;
        context.add(entry, field, std::move(row.cells[i]));
    }
}

}  // namespace fairfile::reading
