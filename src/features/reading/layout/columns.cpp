#include "features/reading/layout/columns.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairfile::reading {
namespace {

/// Beyond these a line is prose or an attack, not a table row; the work grows with their product.
constexpr std::size_t row_words_max = 96;
constexpr std::size_t columns_max = 24;
constexpr std::size_t shaped_words_max = 4;

constexpr double cost_of_empty = 0.25;
constexpr double cost_of_column_off = 4;  // a whole column away from its place
constexpr double cost_of_wide_inside = 1.2;
constexpr double cost_of_narrow_between = 1.6;
constexpr double cost_of_tight_cells = 0.3;
constexpr double cost_of_misfit = 2.5;
constexpr double gain_of_fit = 0.8;

double pitch_of(const std::vector<Column>& columns) {
    if (columns.size() < 2) return 100;
    const double width = columns.back().left - columns.front().left;
    return std::max(20.0, width / static_cast<double>(columns.size() - 1));
}

double distance(const Column& column, const Box& box) {
    const double left = std::abs(box.left - column.left);
    const double right = std::abs(box.right - column.right);
    const double middle = std::abs((box.left + box.right) - (column.left + column.right)) / 2;
    return std::min({left, right, middle});
}

/// "Sep 14," whose year stands on the next line.
bool begins_date(std::string_view text) {
    const bool begun = text.size() <= 16 && (is_letter(text.front()) || text.back() == ',');
    return begun && parse_date(std::string(text) + " 2000");
}

/// A whole day or an amount in dollars is a cell of its own however close its neighbours stand.
bool stands_out(std::string_view text) {
    constexpr std::size_t day_length_min = 8;
    if (text.size() > 1 && text[0] == '$') return parse_money(text).has_value();
    const auto date = text.size() >= day_length_min && is_digit(text[0]) && is_digit(text.back())
                          ? parse_date(text)
                          : std::nullopt;
    return date && date->has_day();
}

class Assignment {
  public:
    Assignment(const Line& line, std::size_t first, const std::vector<Column>& columns)
        : line_(line),
          first_(first),
          count_(line.words.size() - first),
          columns_(columns),
          pitch_(pitch_of(columns)) {}

    std::vector<WordRange> solve() {
        const auto width = count_ + 1;
        best_.assign((columns_.size() + 1) * width, std::numeric_limits<double>::infinity());
        from_.assign(best_.size(), 0);
        best_[0] = 0;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            for (std::size_t start = 0; start <= count_; ++start) extend(column, start);
        }
        return trace();
    }

  private:
    double& best(std::size_t column, std::size_t words) {
        return best_[column * (count_ + 1) + words];
    }

    void extend(std::size_t column, std::size_t start) {
        const double so_far = best(column, start);
        if (!std::isfinite(so_far)) return;
        relax(column, start, start, so_far + cost_of_empty);
        double inside = 0;
        for (std::size_t end = start + 1; end <= count_; ++end) {
            if (end - start >= 2) inside += cost_inside(end - 1);
            if (inside > 12) break;
            const double between = start == 0 ? 0 : cost_between(start);
            relax(column, start, end, so_far + inside + between + cost_here(column, start, end));
        }
    }

    void relax(std::size_t column, std::size_t start, std::size_t end, double cost) {
        auto& target = best(column + 1, end);
        if (cost >= target) return;
        target = cost;
        from_[(column + 1) * (count_ + 1) + end] = start;
    }

    double gap_before(std::size_t word) const {
        const auto& words = line_.words;
        return words[first_ + word].box.left - words[first_ + word - 1].box.right;
    }

    double cost_inside(std::size_t word) const {
        const double gap = gap_before(word);
        if (!is_wide(line_, gap)) return 0;
        return cost_of_wide_inside + std::min(2.0, gap / line_.space * 0.25);
    }

    double cost_between(std::size_t word) const {
        const auto& words = line_.words;
        if (stands_out(words[first_ + word].text) || stands_out(words[first_ + word - 1].text)) {
            return cost_of_tight_cells;
        }
        return is_wide(line_, gap_before(word)) ? 0 : cost_of_narrow_between;
    }

    double cost_here(std::size_t column, std::size_t start, std::size_t end) const {
        const WordRange range{first_ + start, first_ + end};
        double cost = distance(columns_[column], box_of(line_, range)) / pitch_;
        cost = std::min(cost, 4.0) * cost_of_column_off;
        const auto shape = columns_[column].shape;
        if (shape == Shape::text) return cost;
        const bool fit = end - start <= shaped_words_max && fits(shape, text_of(line_, range));
        if (fit) return cost - gain_of_fit;
        const bool begun = shape == Shape::date && begins_date(text_of(line_, range));
        return begun ? cost : cost + cost_of_misfit;
    }

    std::vector<WordRange> trace() {
        std::vector<WordRange> ranges(columns_.size());
        std::size_t end = count_;
        for (std::size_t column = columns_.size(); column > 0; --column) {
            const auto start = from_[column * (count_ + 1) + end];
            ranges[column - 1] = {first_ + start, first_ + end};
            end = start;
        }
        return ranges;
    }

    const Line& line_;
    std::size_t first_;
    std::size_t count_;
    const std::vector<Column>& columns_;
    double pitch_;
    std::vector<double> best_;
    std::vector<std::size_t> from_;
};

/// As many cells as columns, each of its column's kind, are in order wherever they have slid to.
std::vector<WordRange> one_each(
    const Line& line, std::size_t first, const std::vector<Column>& columns
) {
    std::vector<WordRange> ranges;
    for (auto segment : segments_of(line)) {
        if (segment.last <= first) continue;
        segment.first = std::max(segment.first, first);
        ranges.push_back(segment);
        if (ranges.size() > columns.size()) return {};
    }
    if (ranges.size() != columns.size()) return {};
    const double reach = 1.3 * pitch_of(columns);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (distance(columns[i], box_of(line, ranges[i])) > reach) return {};
        if (!fits(columns[i].shape, text_of(line, ranges[i]))) return {};
    }
    return ranges;
}

}  // namespace

std::vector<WordRange> words_in_columns(
    const Line& line, std::size_t first, const std::vector<Column>& columns
) {
    const bool possible = first < line.words.size() && !columns.empty() &&
                          line.words.size() - first <= row_words_max &&
                          columns.size() <= columns_max;
    if (!possible) return std::vector<WordRange>(columns.size());
    auto clear = one_each(line, first, columns);
    if (!clear.empty()) return clear;
    return Assignment(line, first, columns).solve();
}

bool fits(Shape shape, std::string_view text) {
    if (shape == Shape::text || is_nothing(text)) return true;
    switch (shape) {
        case Shape::money:
            // One bureau puts adverse amounts between brackets: ">$310<".
            if (text.size() > 2 && text.front() == '>' && text.back() == '<') {
                text = text.substr(1, text.size() - 2);
            }
            return parse_money(text).has_value();
        case Shape::date:
            return parse_date(text).has_value();
        case Shape::account_number:
            return looks_like_account_number(text);
        case Shape::bureau:
            return bureau_of_abbreviation(text).has_value();
        case Shape::text:
            break;
    }
    return true;
}

}  // namespace fairfile::reading
