#include "features/reading/engine/rows.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

constexpr int learnt_rows_max = 8;

}  // namespace

void RowReader::set_columns(const std::vector<BureauMark>& marks) {
    flush();
    std::vector<Bureau> bureaus;
    for (const auto& mark : marks) bureaus.push_back(mark.bureau);
    // A header repeated on the next page does not end what the first one started.
    const bool repeated = columns_for_all_ && bureaus == bureaus_;
    columns_for_all_ = repeated || context_.item() == nullptr;
    set_in_head_ = (repeated && set_in_head_) || context_.section == Section::head;
    bureaus_ = std::move(bureaus);
    header_.clear();
    learnt_.clear();
    for (const auto& mark : marks) {
        header_.push_back({mark.box.left, mark.box.right, Shape::text});
    }
    fresh_columns_ = true;
    cards_ = false;
}

void RowReader::item_started() {
    flush();
    cards_ = cards_ && fresh_columns_;
    if (!columns_for_all_ && !fresh_columns_) forget_columns();
}

void RowReader::section_started() {
    flush();
    if (!set_in_head_) forget_columns();
}

void RowReader::forget_columns() {
    bureaus_.clear();
    header_.clear();
    learnt_.clear();
    columns_for_all_ = false;
}

bool RowReader::take(const Line& line) {
    const auto weak = has_columns() ? WeakLabels::at_line_start : WeakLabels::in_any_cell;
    auto pairs = pairs_of(line, context_.section, weak);
    if (!pairs.empty()) return take_pairs(line, std::move(pairs));
    return continue_row(line);
}

/// "Account status" above "Closed": the word is a label elsewhere, here it is the value awaited.
bool RowReader::is_awaited_status(const Line& line, const std::vector<Pair>& pairs) const {
    const bool waits = open_ && !open_->columnar && open_->cells.empty();
    if (!waits || pairs.size() != 1 || pairs[0].strong || !pairs[0].value.empty()) return false;
    const bool status = open_->field == Field::account_status || open_->field == Field::status;
    return status && account_status_of(text_of(line)).has_value();
}

bool RowReader::take_pairs(const Line& line, std::vector<Pair> pairs) {
    if (is_awaited_status(line, pairs) && continue_stack(line)) return true;
    if (pairs.size() == 1 && mend_label(line, pairs.front())) return true;
    flush();
    if (take_cards(line, pairs)) return true;
    if (pairs.size() == 1 && belongs_to_columns(line, pairs.front())) {
        take_column_row(line, pairs.front());
        return true;
    }
    if (leading_.size() != 1 || pairs.size() != 1) leading_.clear();
    for (const auto& pair : pairs) {
        flush();
        open_single(line, pair);
    }
    return true;
}

/// Bureaus side by side, each with its own labels: "Balance: $5   Balance: $7".
bool RowReader::take_cards(const Line& line, const std::vector<Pair>& pairs) {
    if (bureaus_.size() < 2 || (pairs.size() < 2 && !cards_)) return false;
    std::vector<std::size_t> columns;
    bool same_field = true;
    bool repeats = false;
    for (const auto& pair : pairs) {
        const auto column = column_at(line.words[pair.label_words.first].box.left);
        if (!column || (!columns.empty() && *column <= columns.back())) return false;
        repeats = repeats || (!columns.empty() && pair.field == pairs.front().field);
        same_field = same_field && pair.field == pairs.front().field;
        columns.push_back(*column);
    }
    if (!repeats && !cards_) return false;
    cards_ = true;
    OpenRow row;
    row.field = pairs.front().field;
    row.columnar = row.cards = row.complete = true;
    row.label_left = line.box.left;
    row.bottom = line.box.bottom;
    row.height = line.box.height();
    row.page = line.page;
    row.cells.resize(bureaus_.size());
    row.cell_lefts.assign(bureaus_.size(), -1);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto cell = cell_of(line, pairs[i].value);
        if (pairs[i].value.empty()) continue;
        if (!same_field) {
            context_.add(context_.entry_of(bureaus_[columns[i]]), pairs[i].field, std::move(cell));
            continue;
        }
        row.cell_lefts[columns[i]] = line.words[pairs[i].label_words.first].box.left;
        row.cells[columns[i]] = std::move(cell);
    }
    if (same_field) open_ = std::move(row);
    return true;
}

std::optional<std::size_t> RowReader::column_at(double left) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const double off = std::abs(header_[i].left - left);
        if (off > 25) continue;
        if (!best || off < std::abs(header_[*best].left - left)) best = i;
    }
    return best;
}

void RowReader::open_single(const Line& line, const Pair& pair) {
    OpenRow row;
    row.field = pair.field;
    row.label = pair.label;
    row.complete = pair.strong;
    row.label_left = line.words[pair.label_words.first].box.left;
    row.label_right = line.words[pair.label_words.last - 1].box.right;
    row.value_left = pair.value.empty() ? line.words[pair.label_words.last - 1].box.right
                                        : line.words[pair.value.first].box.left;
    row.bottom = line.box.bottom;
    row.height = line.box.height();
    row.page = line.page;
    if (!pair.value.empty()) row.cells.push_back(cell_of(line, pair.value));
    if (leading_.size() == 1) {
        row.cells.resize(1);
        row.cell_lefts.resize(1);
        take_leading(row);
        if (row.cells.front().text.empty()) row.cells.clear();
    }
    open_ = std::move(row);
}

bool RowReader::belongs_to_columns(const Line& line, const Pair& pair) const {
    if (bureaus_.empty()) return false;
    if (pair.value.empty()) return true;
    const auto& first = line.words[pair.value.first];
    const double gap = first.box.left - line.words[pair.label_words.last - 1].box.right;
    if (is_wide(line, gap)) return true;
    // Right behind its label: a column value only when it stands where a column stands.
    const auto columns = anchors(Shape::text);
    const bool on_place = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
        return std::abs(column.left - first.box.left) < 3 * line.space;
    });
    std::size_t groups = 1;
    for (auto i = pair.value.first + 1; i < pair.value.last; ++i) {
        if (is_wide(line, line.words[i].box.left - line.words[i - 1].box.right)) ++groups;
    }
    return on_place || groups >= 2;
}

std::vector<Column> RowReader::anchors(Shape shape) const {
    auto columns = learnt_.empty() ? header_ : learnt_;
    for (auto& column : columns) column.shape = shape;
    return columns;
}

void RowReader::learn(const std::vector<WordRange>& ranges, const Line& line) {
    const bool full = std::none_of(ranges.begin(), ranges.end(), [](auto& r) { return r.empty(); });
    if (!full) {
        if (++learnt_age_ > learnt_rows_max) learnt_.clear();
        return;
    }
    learnt_.clear();
    learnt_age_ = 0;
    for (const auto& range : ranges) {
        const auto box = box_of(line, range);
        learnt_.push_back({box.left, box.right, Shape::text});
    }
}

void RowReader::take_column_row(const Line& line, const Pair& pair) {
    const auto ranges = words_in_columns(line, pair.value.first, anchors(shape_of(pair.field)));
    OpenRow row;
    row.field = pair.field;
    row.label = pair.label;
    row.columnar = true;
    row.complete = pair.strong;
    row.label_left = line.words[pair.label_words.first].box.left;
    row.bottom = line.box.bottom;
    row.height = line.box.height();
    row.page = line.page;
    for (const auto& range : ranges) {
        row.cells.push_back(range.empty() ? Cell{} : cell_of(line, range));
        row.cell_lefts.push_back(range.empty() ? -1 : row.cells.back().box.left);
    }
    if (!pair.value.empty()) learn(ranges, line);
    take_leading(row);
    fresh_columns_ = false;
    open_ = std::move(row);
}

std::vector<std::pair<Bureau, Cell>> RowReader::in_columns(const Line& line, Shape shape) {
    std::vector<std::pair<Bureau, Cell>> found;
    if (bureaus_.empty()) return found;
    const auto ranges = words_in_columns(line, 0, anchors(shape));
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (!ranges[i].empty()) found.emplace_back(bureaus_[i], cell_of(line, ranges[i]));
    }
    return found;
}

/// Labels broken over lines in a narrow column; the values stand beside either half.
bool RowReader::mend_label(const Line& line, Pair& pair) {
    if (!open_ || open_->complete || !is_tight(line)) return false;
    const auto whole = open_->label + " " + pair.label;
    const auto field = field_of_label(context_.section, whole);
    if (!field) return false;
    if (pair.value.empty()) {
        open_->field = *field;
        open_->label = whole;
        open_->complete = pair.strong;
        open_->bottom = line.box.bottom;
        return true;
    }
    if (open_row_has_values()) return false;
    pair.field = *field;
    pair.label = whole;
    open_.reset();
    return false;
}

bool RowReader::open_row_has_values() const {
    return open_ && std::any_of(open_->cells.begin(), open_->cells.end(), [](const Cell& cell) {
               return !cell.text.empty();
           });
}

bool RowReader::is_tight(const Line& line) const {
    return is_close(line) && line.page == open_->page &&
           std::abs(line.box.left - open_->label_left) < 2 * line.space;
}

void RowReader::flush() {
    if (!open_) return;
    OpenRow row = std::move(*open_);
    open_.reset();
    if (row.columnar) {
        for (std::size_t i = 0; i < row.cells.size() && i < bureaus_.size(); ++i) {
            if (row.cells[i].text.empty()) continue;
            if (context_.section == Section::head || context_.section == Section::scores) continue;
            context_.add(context_.entry_of(bureaus_[i]), row.field, std::move(row.cells[i]));
        }
        return;
    }
    const bool of_head = row.field == Field::report_date || row.field == Field::reference;
    for (auto& cell : row.cells) {
        auto& entry = of_head ? context_.report.head : context_.entry();
        context_.add(entry, row.field, std::move(cell));
    }
}

}  // namespace fairfile::reading
