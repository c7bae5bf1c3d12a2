#include "features/reading/engine/history.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace fairfile::reading {
namespace {

constexpr std::size_t grid_label_words_max = 4;
constexpr std::size_t marks_max = 200;  // the longest history printed is 84 months

double middle_of(const Word& word) {
    return (word.box.left + word.box.right) / 2;
}

std::string bare(std::string_view text) {
    while (text.size() > 1 && std::string_view(",;:-=").find(text.back()) != std::string_view::npos
    ) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

/// "12/25", "12/2025", "Dec-25", "2025-12", "Dec'25".
std::optional<PartialDate> month_with_year(std::string_view text) {
    if (const auto date = parse_date(text)) {
        if (date->has_month() && !date->has_day()) return *date;
    }
    const auto phrase = normalised(text);
    const auto compact = phrase.size() == 5 ? phrase : std::string();
    auto words = words_of(phrase);
    std::string year(words.empty() ? "" : words.back());
    std::string month(words.empty() ? "" : words.front());
    if (words.size() == 1 && compact.size() == 5) {
        month = compact.substr(0, 3);
        year = compact.substr(3);
    }
    if (words.size() > 2 || year.size() != 2 || !is_digit(year[0]) || !is_digit(year[1])) {
        return std::nullopt;
    }
    int number = month_of_name(month);
    const bool digits =
        !month.empty() && month.size() <= 2 && std::all_of(month.begin(), month.end(), is_digit);
    if (number == 0 && digits && words.size() == 2) number = std::atoi(month.c_str());
    if (number == 0) return std::nullopt;
    return make_date(2000 + std::atoi(year.c_str()), number);
}

int year_of(std::string_view text) {
    const auto digits = bare(text);
    const bool all = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
    if (!all) return 0;
    if (digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"))) {
        return std::atoi(digits.c_str());
    }
    return digits.size() == 2 ? 2000 + std::atoi(digits.c_str()) : 0;
}

/// Dirt that a picture's reader took for a sign.
bool is_speck(const Line& line, std::string_view text) {
    return line.method == ReadingMethod::ocr && normalised(text).empty();
}

/// "Dec '25" in two words: the year behind the month at this place, 0 when there is none.
int year_behind(const Line& line, std::size_t month) {
    if (month + 1 >= line.words.size()) return 0;
    std::string_view text = line.words[month + 1].text;
    const bool apostrophe = text.starts_with('\'') || text.starts_with("’");
    if (apostrophe) text.remove_prefix(text[0] == '\'' ? 1 : std::string_view("’").size());
    return apostrophe || text.size() == 4 ? year_of(text) : 0;
}

/// Amounts, dates, marks and short words; sentences and names do not stand below months.
bool may_stand_in_grid(std::string_view text) {
    constexpr std::size_t short_word_max = 4;
    return text.size() <= short_word_max || std::any_of(text.begin(), text.end(), is_digit);
}

/// A letter or a single sign, which may be three bytes long.
bool is_short_sign(std::string_view text) {
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
    return ascii ? text.size() == 1 && !is_digit(text[0]) : text.size() <= 3;
}

/// "J F M A M J J A S O N D", forwards or backwards: the number of the first month, and the step.
std::optional<std::pair<int, int>> months_by_letter(const Line& line, std::size_t first) {
    constexpr std::string_view forwards = "JFMAMJJASOND";
    std::string letters;
    for (auto i = first; i < line.words.size(); ++i) letters += line.words[i].text;
    if (line.words.size() - first != forwards.size()) return std::nullopt;
    if (letters == forwards) return std::pair(1, 1);
    if (std::string(letters.rbegin(), letters.rend()) == forwards) return std::pair(12, -1);
    return std::nullopt;
}

bool is_telling(HistoryMark mark) {
    return mark != HistoryMark::no_data && mark != HistoryMark::unknown;
}

}  // namespace

void HistoryReader::expect() {
    expected_ = true;
    months_.clear();
    years_alone_.clear();
}

void HistoryReader::forget() {
    expected_ = false;
    in_grid_ = false;
    title_.reset();
    months_.clear();
    years_alone_.clear();
}

bool HistoryReader::take(const Line& line) {
    if (context_.section != Section::accounts || context_.item() == nullptr) return false;
    std::size_t first = 0;
    std::optional<Bureau> bureau;
    const auto opener = normalised(line.words[0].text);
    if (opener == "month" || opener == "months") {
        // Narrow cells break "Nov-24": the years stand beside the label.
        return take_months(line, 1) || take_years(line, 1);
    }
    if (opener == "year" || opener == "years") {
        return take_years(line, 1) || take_months(line, 1);
    }
    if (line.words.size() > 1) {
        bureau = bureau_of_abbreviation(line.words[0].text);
        if (bureau) first = 1;
        if (!bureau && line.words.size() > 2 && opener == "trans") {
            bureau = bureau_of(line.words[0].text + " " + line.words[1].text);
            if (bureau) first = 2;
        }
    }
    if (!bureau && take_months(line, 0)) return true;
    return take_marks(line, first, bureau);
}

bool HistoryReader::take_months(const Line& line, std::size_t first) {
    std::vector<MonthColumn> found;
    std::size_t misread = 0;
    const auto by_letter = months_by_letter(line, first);
    for (auto i = first; i < line.words.size(); ++i) {
        const auto text = bare(line.words[i].text);
        if (is_speck(line, text)) continue;
        const auto nth = static_cast<int>(i - first);
        const int month =
            by_letter ? by_letter->first + by_letter->second * nth : month_of_name(text);
        MonthColumn column{middle_of(line.words[i]), month, 0};
        column.width = line.words[i].box.width();
        if (column.month == 0) {
            const auto date = month_with_year(text);
            if (!date && line.method != ReadingMethod::ocr) return false;
            if (!date) ++misread;
            if (!date) continue;
            column.month = date->month;
            column.year = date->year;
        } else if (const int year = year_behind(line, i); year != 0) {
            column.year = year;
            column.middle = (line.words[i].box.left + line.words[i + 1].box.right) / 2;
            ++i;
        }
        found.push_back(column);
    }
    // The last rows of a long history may have a single month.
    const bool last_one = found.size() == 1 && found.front().year != 0 && !months_.empty() &&
                          column_at(found.front().middle) == &months_.front();
    if ((found.size() < 2 && !last_one) || misread * 4 > found.size()) return false;
    if (misread > 0) fill_gaps(found);
    for (auto& column : found) {
        if (column.year != 0) continue;
        for (const auto& year : years_alone_) {
            if (std::abs(year.middle - column.middle) < 8) column.year = year.year;
        }
    }
    months_ = std::move(found);
    date_rows_above(line);
    expected_ = true;
    in_grid_ = true;
    other_grid_ = title_ && *title_ != Field::history && !contract_name(*title_).empty();
    return true;
}

/// A month that a picture's reader missed lies between its neighbours.
void HistoryReader::fill_gaps(std::vector<MonthColumn>& columns) {
    std::vector<MonthColumn> whole;
    for (const auto& column : columns) {
        if (!whole.empty() && column.year != 0 && whole.back().year != 0) {
            const auto& before = whole.back();
            const int step = (column.year - before.year) * 12 + column.month - before.month;
            if (step == 2 || step == -2) {
                const auto later = step > 0 ? column : before;
                const auto month = month_before({later.year, later.month, 0});
                MonthColumn between{
                    (before.middle + column.middle) / 2, month.month, month.year, column.width};
                whole.push_back(between);
            }
        }
        whole.push_back(column);
    }
    columns = std::move(whole);
}

/// Some print the months below the marks: rows just above that have none take them.
void HistoryReader::date_rows_above(const Line& line) {
    constexpr double rows_above = 8;  // in letter heights
    auto* item = context_.item();
    if (item == nullptr || months_.front().year == 0) return;
    const auto give = [&](RawEntry& entry) {
        for (auto& row : entry.histories) {
            const double above = line.box.top - row.cell.box.bottom;
            const bool near =
                row.cell.page == line.page && above >= -1 && above < rows_above * line.box.height();
            const bool undated = std::none_of(
                row.months.begin(), row.months.end(), [](auto& month) { return month.has_value(); }
            );
            if (!near || !undated) continue;
            for (std::size_t i = 0; i < row.middles.size(); ++i) {
                row.months[i] = month_at(row.middles[i], 0);
            }
        }
    };
    give(item->common);
    for (auto& entry : item->at) give(entry);
}

bool HistoryReader::take_years(const Line& line, std::size_t first) {
    std::vector<MonthColumn> found;
    for (auto i = first; i < line.words.size(); ++i) {
        const int year = year_of(line.words[i].text);
        if (year == 0) return false;
        found.push_back({middle_of(line.words[i]), 0, year});
    }
    if (found.empty()) return false;
    if (months_.size() == found.size()) {
        for (std::size_t i = 0; i < found.size(); ++i) months_[i].year = found[i].year;
    } else {
        years_alone_ = std::move(found);
    }
    return true;
}

/// The month that stands above this place, null when none does.
const HistoryReader::MonthColumn* HistoryReader::column_at(double middle) const {
    const MonthColumn* nearest = nullptr;
    for (const auto& column : months_) {
        const bool nearer = nearest == nullptr ||
                            std::abs(column.middle - middle) < std::abs(nearest->middle - middle);
        if (nearer) nearest = &column;
    }
    if (nearest == nullptr) return nullptr;
    double reach = std::max(nearest->width / 2, 12.0);  // of a lone month: its own width
    if (months_.size() > 1) {
        const double width = months_.back().middle - months_.front().middle;
        reach = 0.6 * std::abs(width) / static_cast<double>(months_.size() - 1);
    }
    return std::abs(nearest->middle - middle) > reach ? nullptr : nearest;
}

std::optional<PartialDate> HistoryReader::month_at(double middle, int row_year) const {
    const auto* column = column_at(middle);
    if (column == nullptr) return std::nullopt;
    const int year = row_year != 0 ? row_year : column->year;
    if (year == 0) return std::nullopt;
    return make_date(year, column->month);
}

/// The first word under a month when all words from there on are; else the number of words.
std::size_t HistoryReader::first_in_grid(const Line& line) const {
    const auto& words = line.words;
    std::size_t first = words.size();
    while (first > 0 && column_at(middle_of(words[first - 1])) != nullptr) --first;
    return first;
}

bool HistoryReader::is_empty_row(const Line& line) const {
    const bool near = !line.after_rule && line.gap_above < 1.2 * line.box.height();
    return in_grid_ && !months_.empty() && near && line.words.size() <= 2;
}

bool HistoryReader::take_grid_row(const Line& line) {
    const bool near = !line.after_rule && line.gap_above < 1.2 * line.box.height();
    if (!in_grid_ || months_.empty() || !near) return in_grid_ = false;
    if (line.words.size() == 1 && month_with_year(bare(line.words[0].text))) return false;
    const auto first = first_in_grid(line);
    const auto label = normalised(text_of(line, {0, first}));
    const bool names_bureau = bureau_of_abbreviation(label) || bureau_of(label);
    const bool header = label == "month" || label == "months" || label == "year";
    if (names_bureau || header) return false;
    const int year = first == 1 ? year_of(line.words[0].text) : 0;
    const auto values = line.words.size() - first;
    if (values == 0) return in_grid_ = year != 0;
    if (year != 0 || label.empty()) return other_grid_ && !take_months(line, first);
    const bool own_row = first > 0 && line.words[first - 1].text.ends_with(':');
    if (first > grid_label_words_max || own_row) return in_grid_ = false;
    static constexpr std::array<std::string_view, 6> ratings{
        "rating", "ratings", "status", "pay status", "payment status", "payment history"};
    const bool rates = std::find(ratings.begin(), ratings.end(), label) != ratings.end();
    if (rates && take_marks(line, first, std::nullopt)) return true;
    const auto begin = line.words.begin() + static_cast<std::ptrdiff_t>(first);
    const bool of_grid = std::all_of(begin, line.words.end(), [](const Word& word) {
        return may_stand_in_grid(word.text);
    });
    return (of_grid && values >= 2) || (in_grid_ = false);
}

/// What the word says as a mark; none: the line is no row of marks.
std::optional<HistoryMark> HistoryReader::mark_in(const Line& line, std::size_t word, int row_year)
    const {
    constexpr std::size_t short_mark_max = 3;
    const auto text = bare(line.words[word].text);
    const auto mark = history_mark_of(text);
    if (line.method != ReadingMethod::ocr) {
        const bool letter = !mark && row_year != 0 && is_short_sign(text);
        return letter ? letter_mark_of(text, context_.report.only_bureau) : mark;
    }
    // Ticks and other signs are not read from pictures: there is a mark, which one is unknown.
    const bool sign = row_year != 0 && text.size() <= 2;
    if (sign && (!mark || text == "v" || text == "V")) return HistoryMark::unknown;
    if (mark || text.size() > short_mark_max || months_.empty()) return mark;
    const auto lower = to_lower(text);
    const bool slashed = lower.size() == short_mark_max && lower.front() == 'c' &&
                         (lower.back() == 'o' || lower.back() == '0');
    if (slashed) return HistoryMark::charge_off;  // "C/O", its stroke taken for a letter
    return column_at(middle_of(line.words[word])) != nullptr ? std::optional(HistoryMark::unknown)
                                                             : std::nullopt;
}

bool HistoryReader::take_marks(const Line& line, std::size_t first, std::optional<Bureau> bureau) {
    int row_year = 0;
    if (!months_.empty() && first < line.words.size()) {
        row_year = line.words[first].text.size() == 4 ? year_of(line.words[first].text) : 0;
        if (row_year != 0) ++first;
    }
    RawHistory history;
    std::size_t telling = 0;
    for (auto i = first; i < line.words.size() && history.marks.size() < marks_max; ++i) {
        const auto mark = mark_in(line, i, row_year);
        if (!mark) return false;
        telling += is_telling(*mark) ? 1 : 0;
        history.marks.push_back(*mark);
        history.middles.push_back(middle_of(line.words[i]));
        const auto* column = column_at(middle_of(line.words[i]));
        history.names.push_back(column == nullptr ? 0 : column->month);
        history.months.push_back(
            months_.empty() ? std::nullopt : month_at(middle_of(line.words[i]), row_year)
        );
    }
    const auto count = history.marks.size();
    const bool enough = expected_ ? count >= 1 && telling >= 1 : count >= 6 && telling * 2 >= count;
    const bool gap_row = expected_ && row_year != 0 && count >= 1;
    if (!enough && !gap_row) return false;
    history.cell = cell_of(line, {first, line.words.size()});
    auto& entry = bureau ? context_.entry_of(*bureau) : context_.entry();
    entry.histories.push_back(std::move(history));
    return true;
}

RawHistory history_of(const Cell& cell) {
    RawHistory history;
    history.cell = cell;
    std::optional<PartialDate> month;
    const auto words = collapse_spaces(cell.text);
    for (const auto part : split(words, ' ')) {
        const auto text = bare(part);
        if (const auto named = month_with_year(text)) {
            month = named;
            continue;
        }
        const auto mark = history_mark_of(text);
        if (!mark || history.marks.size() >= marks_max) {
            if (text.empty() || text == "|" || text == "/") continue;
            return {};
        }
        history.marks.push_back(*mark);
        history.months.push_back(month);
        month.reset();
    }
    return history;
}

}  // namespace fairfile::reading
