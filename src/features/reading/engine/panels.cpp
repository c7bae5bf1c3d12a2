#include "features/reading/engine/panels.hpp"

#include "base/text.hpp"
#include "features/reading/engine/broken_labels.hpp"
#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/engine/raw.hpp"
#include "features/reading/engine/tables.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace fairfile::reading {
namespace {

constexpr int panels_max = 4;         // side by side
constexpr std::size_t cells_max = 8;  // a line with more is a row of a table
constexpr double on_edge_slack = 1.5;
constexpr double edge_slack = 6;  // labels of one panel start within this of each other
constexpr std::size_t unlabelled_cells_max = 4;
constexpr double room_in_stack_max = 1.1;
constexpr std::size_t stack_lines_searched = 6;
constexpr double tight_max = 0.35;       // between the lines of one cell, in letter heights
constexpr double room_inside_max = 2.4;  // blank between two lines of a panel, in letter heights

struct Gutter {
    double left = 0;       // where labels of the first panel start
    double right = 0;      // where labels of the second panel start
    bool stacked = false;  // values stand below their labels
    bool cards = false;    // an account on either side: both begin with the same label
};

bool is_known(const Pair& pair) {
    return pair.field != Field::unknown || pair.strong;
}

double left_of(const Line& line, const Pair& pair) {
    return line.words[pair.label_words.first].box.left;
}

/// "LAKESHORE AUTO   Date of Request:   Comments:": a name, and labels above their values.
std::optional<Gutter> gutter_beside_name(const Line& line, Section section) {
    const auto segments = segments_of(line);
    if (section != Section::inquiries || segments.size() < 2) return std::nullopt;
    const auto& second = segments[1];
    const bool strong = line.words[second.last - 1].text.ends_with(':');
    const bool known = field_of_label(section, normalised(text_of(line, second))).has_value();
    if (!strong || !known) return std::nullopt;
    return Gutter{line.box.left, line.words[second.first].box.left, false};
}

struct LabelCells {
    std::size_t labels = 0;
    std::size_t others = 0;
};

LabelCells label_cells(const Line& line, Section section) {
    LabelCells cells;
    for (const auto& segment : segments_of(line)) {
        const bool label = field_of_label(section, normalised(text_of(line, segment))).has_value();
        ++(label ? cells.labels : cells.others);
    }
    return cells;
}

/// A header that has the creditor in it is that of a table of accounts.
bool lists_items(const Line& line) {
    const auto segments = segments_of(line);
    return std::any_of(segments.begin(), segments.end(), [&](const WordRange& segment) {
        const auto field = field_of_label(Section::accounts, normalised(text_of(line, segment)));
        return field == Field::creditor || field == Field::bureau;
    });
}

/// Columns of labels above values, whose lines do not match: a value that wraps in one column
/// pushes the label below it, and that stands beside a value of the next column.
std::optional<Gutter> gutter_of_stacks(
    const std::vector<Line>& lines, std::size_t at, Section section
) {
    const auto& line = lines[at];
    const auto head = label_cells(line, section);
    if (section != Section::accounts || lists_items(line)) return std::nullopt;
    if (head.others > 0 || head.labels < 2 || head.labels > cells_max) return std::nullopt;
    bool mixed = false;
    for (auto i = at + 1; i < lines.size() && i <= at + stack_lines_searched; ++i) {
        if (lines[i].page != line.page || lines[i].after_rule) break;
        if (lines[i].gap_above > room_in_stack_max * lines[i].box.height()) break;
        const auto cells = label_cells(lines[i], section);
        if (i == at + 1 && cells.labels > 0) return std::nullopt;  // labels without values
        mixed = mixed || (cells.labels > 0 && cells.others > 0);
    }
    if (!mixed) return std::nullopt;
    const auto second = segments_of(line)[1];
    return Gutter{line.box.left, line.words[second.first].box.left, true};
}

/// Two labels on one line, at least one with its value: where the second panel starts.
std::optional<Gutter> gutter_of(const std::vector<Line>& lines, std::size_t at, Section section) {
    const auto& line = lines[at];
    if (table_header(lines, at, section)) return std::nullopt;
    const auto pairs = pairs_of(line, section, WeakLabels::in_any_cell);
    if (pairs.empty()) return gutter_beside_name(line, section);
    if (pairs.size() < 2 || !is_known(pairs[0]) || !is_known(pairs[1])) return std::nullopt;
    if (pairs[0].value.empty() && pairs[1].value.empty()) return std::nullopt;
    if (segments_of(line).size() > cells_max) return std::nullopt;
    const bool cards = pairs[0].field == pairs[1].field && pairs[0].field != Field::unknown;
    return Gutter{left_of(line, pairs[0]), left_of(line, pairs[1]), false, cards};
}

/// "Date Opened:" behind another label and its value: the words up to a colon, close together.
bool begins_label(const Line& line, std::size_t at) {
    constexpr std::size_t label_words_max = 5;
    bool labelled = false;
    for (std::size_t i = 0; i + 1 < at; ++i) labelled |= line.words[i].text.ends_with(':');
    if (!labelled || line.words[at - 1].text.ends_with(':')) return false;
    for (auto i = at; i < line.words.size() && i < at + label_words_max; ++i) {
        if (i > at && is_wide(line, line.words[i].box.left - line.words[i - 1].box.right)) break;
        if (line.words[i].text.ends_with(':')) return true;
    }
    return false;
}

/// Index of the first word that belongs to the second panel; nothing when a word lies across.
std::optional<std::size_t> split_at(const Line& line, const Gutter& gutter) {
    std::size_t at = 0;
    while (at < line.words.size() && line.words[at].box.left < gutter.right - edge_slack) ++at;
    if (at == 0 || at == line.words.size()) {
        const bool across = at > 0 && line.words[at - 1].box.right > gutter.right + edge_slack;
        return across ? std::nullopt : std::optional(at);
    }
    const double gap = line.words[at].box.left - line.words[at - 1].box.right;
    // A long value may all but touch the next panel, which begins where it always does.
    const auto& word = line.words[at];
    const bool begins = word.text[0] == '$' || is_digit(word.text[0]) || begins_label(line, at);
    const bool on_edge = begins && std::abs(word.box.left - gutter.right) < on_edge_slack;
    if (!is_wide(line, gap) && !(on_edge && gap > 0)) return std::nullopt;
    return at;
}

bool starts_at(const Line& line, double left) {
    return std::abs(line.box.left - left) < edge_slack;
}

/// The months of a history, side by side below the panels.
bool is_grid_row(const Line& line, Section section) {
    return segments_of(line).size() > unlabelled_cells_max &&
           label_cells(line, section).labels == 0;
}

/// A second label that stands elsewhere begins another grid.
bool second_label_is_off(const Line& line, const Gutter& gutter, Section section) {
    const auto pairs = pairs_of(line, section, WeakLabels::in_any_cell);
    if (pairs.size() < 2 || !is_known(pairs[0]) || !is_known(pairs[1])) return false;
    return std::abs(left_of(line, pairs[1]) - gutter.right) > edge_slack;
}

/// A line at the left edge that is no label is the name of the next item.
bool goes_on(const Line& line, const Gutter& gutter, Section section) {
    if (section_heading(line) || numbered_name(line) || is_pipe_row(line)) return false;
    const auto cells = segments_of(line).size();
    if (cells > cells_max || is_grid_row(line, section) ||
        second_label_is_off(line, gutter, section))
        return false;
    const auto at = split_at(line, gutter);
    if (!at) return false;
    if (*at == 0 || !starts_at(line, gutter.left)) return true;
    if (*at < line.words.size()) return true;
    // "Deferred Payment Start" with "Date" right below it: a label that wraps.
    const bool wraps = line.words.size() <= 2 && line.gap_above < tight_max * line.box.height();
    if (wraps) return true;
    const auto pairs = pairs_of(line, section, WeakLabels::in_any_cell);
    return !pairs.empty() && is_known(pairs.front()) && !pairs.front().value.empty();
}

Line part_of(const Line& line, WordRange range) {
    Line part = line;
    part.words.assign(
        line.words.begin() + static_cast<std::ptrdiff_t>(range.first),
        line.words.begin() + static_cast<std::ptrdiff_t>(range.last)
    );
    const double top = line.box.top;
    const double bottom = line.box.bottom;
    part.box = box_of(part, {0, part.words.size()});
    part.box.top = top;
    part.box.bottom = bottom;
    return part;
}

/// The blanks above and below as they are inside one panel.
void close_up(std::vector<Line>& panel) {
    for (std::size_t i = 1; i < panel.size(); ++i) {
        panel[i].first_on_page = false;
        panel[i].gap_above = panel[i].box.top - panel[i - 1].box.bottom;
        panel[i - 1].gap_below = panel[i].gap_above;
    }
}

class Unfolding {
  public:
    Unfolding(std::vector<Line> lines, bool of_one_bureau)
        : lines_(std::move(lines)), of_one_bureau_(of_one_bureau) {}

    std::vector<Line> run() {
        while (at_ < lines_.size()) {
            if (const auto heading = section_heading(lines_[at_])) section_ = heading->section;
            auto gutter = of_one_bureau_ ? gutter_of_stacks(lines_, at_, section_) : std::nullopt;
            if (!gutter) gutter = gutter_of(lines_, at_, section_);
            const auto last = gutter ? end_of_block(*gutter) : at_;
            if (last <= at_ + 1) {
                done_.push_back(std::move(lines_[at_++]));
                ++untouched_;
                continue;
            }
            take_back(*gutter);
            unfold(last, *gutter);
            untouched_ = 0;
        }
        return std::move(done_);
    }

  private:
    /// "Account  MERIDIAN   Balance  $95" above "Name  RECOVERY   Status  Open": a label broken
    /// over two lines is none by itself, but the second panel has begun beside it. The label's rest
    /// may stand alone in between.
    void take_back(const Gutter& gutter) {
        constexpr std::size_t lines_max = 2;
        std::size_t taken = 0;
        for (std::size_t back = 1; back <= std::min(lines_max, untouched_); ++back) {
            const auto& above = done_[done_.size() - back];
            const auto& below = back == 1 ? lines_[at_] : done_[done_.size() - back + 1];
            if (gutter.stacked || !belongs_above(above, below, gutter)) break;
            if (begins_both(above, gutter) || names_both(above, gutter)) taken = back;
        }
        for (; taken > 0; --taken) {
            lines_[--at_] = std::move(done_.back());
            done_.pop_back();
            --untouched_;
        }
    }

    static bool belongs_above(const Line& above, const Line& below, const Gutter& gutter) {
        return above.page == below.page && !below.after_rule &&
               below.gap_above < 0.9 * below.box.height() && starts_at(above, gutter.left) &&
               split_at(above, gutter).value_or(0) > 0;
    }

    bool begins_both(const Line& line, const Gutter& gutter) const {
        const auto split = *split_at(line, gutter);
        if (split >= line.words.size()) return false;
        const auto beside = part_of(line, {split, line.words.size()});
        const auto pairs = pairs_of(beside, section_);
        const auto own = pairs_of(part_of(line, {0, split}), section_);
        const bool value_between = !own.empty() && !own.front().value.empty();
        const bool labelled = !pairs.empty() && is_known(pairs.front());
        return starts_at(beside, gutter.right) && (labelled || value_between);
    }

    /// "CAPITAL ONE      TOYOTA MOTOR CREDIT" above two cards.
    bool names_both(const Line& line, const Gutter& gutter) const {
        const auto split = split_at(line, gutter);
        if (!gutter.cards || !split || *split == 0 || *split >= line.words.size()) return false;
        const bool on_edge = std::abs(line.words[*split].box.left - gutter.right) < edge_slack;
        return on_edge && pairs_of(line, section_).empty();
    }

    std::size_t end_of_stacks(const Gutter& gutter) const {
        auto last = at_ + 1;
        for (; last < lines_.size(); ++last) {
            const auto& line = lines_[last];
            const bool near = line.page == lines_[at_].page && !line.after_rule &&
                              line.gap_above < room_in_stack_max * line.box.height();
            if (!near || section_heading(line) || numbered_name(line) || is_pipe_row(line)) break;
            if (!split_at(line, gutter) || is_grid_row(line, section_)) break;
        }
        return last;
    }

    /// "Comments  Closed at consumer's   Contact  PO BOX 5" with "request  TULSA, OK" right below:
    /// a single row of labels is two panels when its values wrap.
    bool wraps(const Line& line, const Gutter& gutter) const {
        return line.gap_above < tight_max * line.box.height() && !starts_at(line, gutter.left);
    }

    /// One past the last line that stands in the same panels; at least two of them say so.
    std::size_t end_of_block(const Gutter& gutter) const {
        if (gutter.stacked) return end_of_stacks(gutter);
        auto last = at_ + 1;
        auto wrapped = at_ + 1;
        std::size_t sure = 1;
        for (; last < lines_.size(); ++last) {
            const auto& line = lines_[last];
            const bool near = line.page == lines_[at_].page && !line.after_rule &&
                              line.gap_above < room_inside_max * line.box.height();
            if (!near || !goes_on(line, gutter, section_)) break;
            if (table_header(lines_, last, section_)) break;
            const auto split = split_at(line, gutter).value_or(line.words.size());
            const bool beside = split > 0 && split < line.words.size() &&
                                std::abs(line.words[split].box.left - gutter.right) < edge_slack;
            if (beside && starts_at(line, gutter.left)) ++sure;
            if (wrapped == last && wraps(line, gutter)) ++wrapped;
        }
        return sure >= 2 ? last : wrapped;
    }

    void unfold(std::size_t last, const Gutter& gutter) {
        std::vector<Line> left;
        std::vector<Line> right;
        for (; at_ < last; ++at_) {
            const auto& line = lines_[at_];
            const auto split = split_at(line, gutter).value_or(line.words.size());
            if (split > 0) left.push_back(part_of(line, {0, split}));
            if (split < line.words.size())
                right.push_back(part_of(line, {split, line.words.size()}));
        }
        close_up(left);
        close_up(right);
        if (!right.empty()) right.front().first_on_page = false;
        std::move(left.begin(), left.end(), std::back_inserter(done_));
        std::move(right.begin(), right.end(), std::back_inserter(done_));
    }

    std::vector<Line> lines_;
    const bool of_one_bureau_;
    std::vector<Line> done_;
    std::size_t at_ = 0;
    std::size_t untouched_ = 0;  // lines at the end of those done that are as they were
    Section section_ = Section::head;
};

}  // namespace

std::vector<Line> unfold_panels(std::vector<Line> lines, bool of_one_bureau) {
    const bool beside = std::any_of(lines.begin(), lines.end(), [](const Line& line) {
        return !bureau_header(line).empty();
    });
    if (beside) return lines;
    for (int panel = 1; panel < panels_max; ++panel) {
        const auto before = lines.size();
        lines = Unfolding(std::move(lines), of_one_bureau).run();
        if (lines.size() == before) break;
    }
    return mend_broken_labels(std::move(lines));
}

}  // namespace fairfile::reading
