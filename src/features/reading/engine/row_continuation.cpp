// How a labelled row goes on over the next lines, or begins above its label.
#include "base/text.hpp"
#include "features/reading/engine/rows.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

/// A cell does not go on for longer than this; what follows then is something else.
constexpr int row_lines_max = 8;
constexpr std::size_t stacked_words_max = 8;
constexpr std::size_t stacked_values_max = 20;

/// The words of a line up to a cell that is a label: "KETTLE CREEK FOODS   Occupation   CLERK".
WordRange before_label(const Line& line, Section section) {
    for (const auto& segment : segments_of(line)) {
        const bool label =
            segment.first > 0 && field_of_label(section, normalised(text_of(line, segment)));
        if (label) return {0, segment.first};
    }
    return {0, line.words.size()};
}

/// "Comment" above "Current   Account closed at credit grantor's request".
bool says_current(const Line& line) {
    const auto segments = segments_of(line);
    return segments.size() == 2 && normalised(text_of(line, segments[0])) == "current" &&
           !is_nothing(text_of(line, segments[1]));
}

bool may_head_a_list(Field field) {
    switch (field) {
        case Field::name:
        case Field::birth:
        case Field::address:
        case Field::employer:
        case Field::reference:
            return true;
        default:
            return false;
    }
}

}  // namespace

/// Cells centred on a lower label begin above it: what was held back belongs to this row.
void RowReader::take_leading(OpenRow& row) {
    if (leading_.empty()) return;
    const bool near = row.page == leading_page_ && row.bottom - leading_bottom_ < 2.2 * row.height;
    for (std::size_t i = 0; near && i < leading_.size() && i < row.cells.size(); ++i) {
        if (leading_[i].text.empty()) continue;
        auto whole = std::move(leading_[i]);
        if (!row.cells[i].text.empty()) extend_cell(whole, row.cells[i], row.field);
        row.cell_lefts[i] = whole.box.left;
        row.cells[i] = std::move(whole);
    }
    leading_.clear();
}

bool RowReader::is_close(const Line& line) const {
    if (!open_ || line.after_rule) return false;
    if (line.page != open_->page) return line.first_on_page && line.page == open_->page + 1;
    return line.box.top - open_->bottom < 0.9 * open_->height && open_->lines < row_lines_max;
}

/// "paid Monthly for 72" below its label and "months" right below that.
bool RowReader::wraps_below_label(const Line& line) const {
    if (!open_->stacked || open_->cells.empty() || may_head_a_list(open_->field)) return false;
    const auto& above = open_->cells.back();
    return shape_of(open_->field) == Shape::text && line.page == above.page && !line.after_rule &&
           line.box.top - open_->bottom < 0.3 * line.box.height() &&
           std::abs(line.box.left - above.box.left) < line.space && segments_of(line).size() == 1;
}

/// "Addresses" above a list of them: lines that touch are one address, a blank begins the next.
bool RowReader::continue_stack(const Line& line) {
    const auto field = open_->field;
    const bool below = !open_->columnar && (open_->cells.empty() || open_->stacked);
    const bool next_page = line.first_on_page && line.page == open_->page + 1;
    if (!below || (line.page != open_->page && !next_page)) return false;
    if (field == Field::remarks && open_->cells.empty() && says_current(line)) {
        const auto first = segments_of(line)[1].first;
        open_->cells.push_back(cell_of(line, {first, line.words.size()}));
        open_->bottom = line.box.bottom;
        return true;
    }
    if (wraps_below_label(line)) {
        extend_cell(open_->cells.back(), cell_of(line, {0, line.words.size()}), field);
        open_->bottom = line.box.bottom;
        return true;
    }
    const bool list = may_head_a_list(field);
    const bool sentences = field == Field::history || field == Field::remarks;
    if (!list && !sentences && !open_->cells.empty()) return false;
    const double room = list ? 2.5 : 0.9;
    const bool near =
        next_page || (line.box.top - open_->bottom < room * line.box.height() && !line.after_rule);
    // Below the label or set in from it, as a browser sets a definition.
    const double inset = line.box.left - open_->label_left;
    const bool at_label = inset > -2 * line.space && inset < 14 * line.space;
    const auto text = text_of(line);
    const bool prose = !sentences && (line.words.size() > stacked_words_max || text.ends_with('.'));
    if (!near || !at_label || prose || open_->cells.size() >= stacked_values_max) return false;
    const bool touches = line.box.top - open_->bottom < 0.5 * line.box.height();
    const auto shape = shape_of(field);
    const bool is_value = shape == Shape::text ? segments_of(line).size() == 1 : fits(shape, text);
    if (!list && !is_value) return false;  // a label that is empty, above another line
    open_->bottom = line.box.bottom;
    open_->stacked = true;
    const WordRange value = before_label(line, context_.section);
    const auto phrase = normalised(text);
    if (phrase.starts_with("name id") || phrase.starts_with("address id")) return true;
    const bool joins = field == Field::address || sentences;
    if (joins && touches && !open_->cells.empty()) {
        extend_cell(open_->cells.back(), cell_of(line, value), field);
    } else {
        open_->cells.push_back(cell_of(line, value));
    }
    return true;
}

bool RowReader::continue_row(const Line& line) {
    if (!open_) return false;
    if (continue_stack(line)) return true;
    const bool after_held = !leading_.empty() && line.page == leading_page_ && !line.after_rule &&
                            line.box.top - leading_bottom_ < 0.9 * line.box.height() &&
                            line.box.left > open_->label_left + 2 * line.space;
    if (after_held) {
        hold_back(words_in_columns(line, 0, anchors(Shape::text)), line);
        return true;
    }
    if (!is_close(line)) return false;
    if (!open_->columnar) {
        // A value set to the right may wrap into a longer line, never into the label's place.
        const bool beside_label = line.box.left > open_->label_right + line.space;
        const bool left_of_value = line.box.left < open_->value_left - 4 * line.space;
        if (open_->cells.empty() || (left_of_value && !beside_label)) {
            const bool under_label = line.box.left >= open_->label_left - line.space;
            const bool may_wrap = open_->field == Field::remarks && !open_->cells.empty();
            if (!under_label || !may_wrap) return false;
        }
        extend_single(line);
        return true;
    }
    if (!open_->cards && std::abs(line.box.left - open_->label_left) < 2 * line.space) {
        return continue_at_label(line);
    }
    extend_columns(line);
    return true;
}

/// A line that starts where labels start: the rest of a broken label, or a label nobody knows.
bool RowReader::continue_at_label(const Line& line) {
    const auto segments = segments_of(line);
    const auto text = normalised(text_of(line, segments.front()));
    Pair pair;
    pair.label = text;
    pair.label_words = segments.front();
    pair.value = {segments.front().last, line.words.size()};
    if (mend_label(line, pair)) return true;
    const bool halves = pair.value.empty() || !open_row_has_values();
    if (pair.field == Field::unknown && open_ && !open_->complete && halves &&
        open_->field == Field::unknown) {
        pair.label = open_->label + " " + text;
        if (pair.value.empty()) {
            open_->label = pair.label;
            open_->bottom = line.box.bottom;
            return true;
        }
        open_.reset();
    }
    flush();
    take_column_row(line, pair);
    return true;
}

/// The values of a date or an amount do not go on with other words, and a line that stands nearer
/// to the one below belongs there.
bool RowReader::refuses(const std::vector<WordRange>& ranges, const Line& line) const {
    if (line.gap_above > line.gap_below + 0.12 * line.box.height()) return true;
    const auto shape = shape_of(open_->field);
    if (shape == Shape::text || !open_row_has_values()) return false;
    for (std::size_t i = 0; i < ranges.size() && i < open_->cells.size(); ++i) {
        if (ranges[i].empty()) continue;
        const auto more = text_of(line, ranges[i]);
        if (!fits(shape, joined(open_->cells[i].text, more, shape))) return true;
    }
    return false;
}

void RowReader::extend_columns(const Line& line) {
    auto columns = anchors(Shape::text);
    for (std::size_t i = 0; i < columns.size() && i < open_->cell_lefts.size(); ++i) {
        if (open_->cell_lefts[i] < 0) continue;
        columns[i] = {open_->cells[i].box.left, open_->cells[i].box.right, Shape::text};
    }
    const auto ranges = words_in_columns(line, 0, columns);
    if (refuses(ranges, line)) {
        hold_back(ranges, line);
        return;
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (ranges[i].empty()) continue;
        extend_cell(open_->cells[i], cell_of(line, ranges[i]), open_->field);
    }
    open_->bottom = line.box.bottom;
    open_->page = line.page;
    ++open_->lines;
}

void RowReader::hold_back(const std::vector<WordRange>& ranges, const Line& line) {
    const bool goes_on = !leading_.empty() && line.page == leading_page_ &&
                         line.box.top - leading_bottom_ < 0.9 * line.box.height();
    if (!goes_on) leading_.assign(ranges.size(), Cell{});
    for (std::size_t i = 0; i < ranges.size() && i < leading_.size(); ++i) {
        if (ranges[i].empty()) continue;
        extend_cell(leading_[i], cell_of(line, ranges[i]), Field::address);
    }
    leading_bottom_ = line.box.bottom;
    leading_page_ = line.page;
}

void RowReader::extend_single(const Line& line) {
    const auto shape = shape_of(open_->field);
    const bool nearer_below = line.gap_above > line.gap_below + 0.12 * line.box.height();
    const bool misfit = shape != Shape::text && fits(shape, open_->cells.back().text) &&
                        !fits(shape, joined(open_->cells.back().text, text_of(line), shape));
    if (nearer_below || misfit) {
        hold_back({{0, line.words.size()}}, line);
        return;
    }
    extend_cell(open_->cells.back(), cell_of(line, {0, line.words.size()}), open_->field);
    open_->bottom = line.box.bottom;
    open_->page = line.page;
    ++open_->lines;
}

}  // namespace fairfile::reading
