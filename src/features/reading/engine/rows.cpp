#include "features/reading/engine/rows.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

/// A cell does not go on for longer than this; what follows then is something else.
constexpr int row_lines_max = 8;
constexpr int learnt_rows_max = 8;

bool ends_with_zip(std::string_view text) {
    const auto words = split(text, ' ');
    const auto last = words.back();
    return last.size() >= 5 && std::all_of(last.begin(), last.begin() + 5, is_digit) &&
           (last.size() == 5 || last[5] == '-');
}

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
}

void RowReader::item_started() {
    flush();
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
    auto pairs = pairs_of(line, context_.section);
    if (!pairs.empty()) return take_pairs(line, std::move(pairs));
    return continue_row(line);
}

bool RowReader::take_pairs(const Line& line, std::vector<Pair> pairs) {
    if (pairs.size() == 1 && mend_label(line, pairs.front())) return true;
    if (!orphan_label_.empty()) {
        const auto whole = orphan_label_ + " " + pairs.front().label;
        if (const auto field = field_of_label(context_.section, whole)) {
            pairs.front().field = *field;
            pairs.front().label = whole;
        }
        orphan_label_.clear();
    }
    flush();
    if (pairs.size() == 1 && belongs_to_columns(line, pairs.front())) {
        take_column_row(line, pairs.front());
        return true;
    }
    for (const auto& pair : pairs) {
        flush();
        OpenRow row;
        row.field = pair.field;
        row.label = pair.label;
        row.label_left = line.words[pair.label_words.first].box.left;
        row.value_left = pair.value.empty() ? line.words[pair.label_words.last - 1].box.right
                                            : line.words[pair.value.first].box.left;
        row.bottom = line.box.bottom;
        row.height = line.box.height();
        row.page = line.page;
        if (!pair.value.empty()) row.cells.push_back(cell_of(line, pair.value));
        open_ = std::move(row);
    }
    return true;
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
    row.label_left = line.words[pair.label_words.first].box.left;
    row.bottom = line.box.bottom;
    row.height = line.box.height();
    row.page = line.page;
    for (const auto& range : ranges) {
        row.cells.push_back(range.empty() ? Cell{} : cell_of(line, range));
        row.cell_lefts.push_back(range.empty() ? -1 : row.cells.back().box.left);
    }
    learn(ranges, line);
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

/// The second half of a label that was broken over two lines stands alone on its line.
bool RowReader::mend_label(const Line& line, const Pair& pair) {
    if (!open_ || open_->field != Field::unknown || !pair.value.empty() || !is_close(line)) {
        return false;
    }
    const auto whole = open_->label + " " + pair.label;
    const auto field = field_of_label(context_.section, whole);
    if (!field) return false;
    open_->field = *field;
    open_->label = whole;
    open_->bottom = line.box.bottom;
    return true;
}

bool RowReader::is_close(const Line& line) const {
    if (!open_ || line.after_rule) return false;
    if (line.page != open_->page) return line.first_on_page && line.page == open_->page + 1;
    return line.box.top - open_->bottom < 0.9 * open_->height && open_->lines < row_lines_max;
}

bool RowReader::continue_row(const Line& line) {
    if (!is_close(line)) return false;
    if (!open_->columnar) {
        if (open_->cells.empty() || line.box.left < open_->value_left - 4 * line.space) {
            const bool under_label = line.box.left >= open_->label_left - line.space;
            const bool may_wrap = open_->field == Field::remarks && !open_->cells.empty();
            if (!under_label || !may_wrap) return false;
        }
        extend_single(line);
        return true;
    }
    if (std::abs(line.box.left - open_->label_left) < 2 * line.space) {
        return continue_at_label(line);
    }
    extend_columns(line);
    return true;
}

/// A line that starts where labels start: the rest of a broken label, or a label nobody knows.
bool RowReader::continue_at_label(const Line& line) {
    const auto segments = segments_of(line);
    const auto text = normalised(text_of(line, segments.front()));
    const auto whole = open_->label + " " + text;
    if (const auto field = field_of_label(context_.section, whole)) {
        open_->field = *field;
        open_->label = whole;
        if (segments.size() > 1) extend_columns(line, segments.front().last);
        open_->bottom = line.box.bottom;
        return true;
    }
    flush();
    if (segments.size() == 1) {
        orphan_label_ = text;
        return true;
    }
    Pair pair;
    pair.label = text;
    pair.label_words = segments.front();
    pair.value = {segments.front().last, line.words.size()};
    take_column_row(line, pair);
    return true;
}

void RowReader::extend_columns(const Line& line, std::size_t first) {
    auto columns = anchors(Shape::text);
    for (std::size_t i = 0; i < columns.size() && i < open_->cell_lefts.size(); ++i) {
        if (open_->cell_lefts[i] < 0) continue;
        columns[i] = {open_->cells[i].box.left, open_->cells[i].box.right, Shape::text};
    }
    const auto ranges = words_in_columns(line, first, columns);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (!ranges[i].empty())
            extend_cell(open_->cells[i], cell_of(line, ranges[i]), open_->field);
    }
    open_->bottom = line.box.bottom;
    open_->page = line.page;
    ++open_->lines;
}

void RowReader::extend_single(const Line& line) {
    auto more = cell_of(line, {0, line.words.size()});
    if (open_->field == Field::address && ends_with_zip(open_->cells.back().text)) {
        open_->cells.push_back(std::move(more));
    } else {
        extend_cell(open_->cells.back(), more, open_->field);
    }
    open_->bottom = line.box.bottom;
    open_->page = line.page;
    ++open_->lines;
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
