#include "features/reading/engine/labels_below.hpp"

#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/layout/columns.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <cmath>
#include <optional>

namespace fairfile::reading {
namespace {

constexpr double apart_max = 1.3;  // between a value and its label, in letter heights
constexpr double aligned_max = 2;  // in blanks

/// The field of every cell of the line; nothing when one of them is no label.
std::vector<Field> labels_in(const Line& line) {
    std::vector<Field> fields;
    for (const auto& segment : segments_of(line)) {
        const auto field = field_of_label(Section::accounts, normalised(text_of(line, segment)));
        if (!field) return {};
        fields.push_back(*field);
    }
    return fields;
}

bool is_near(const Line& above, const Line& below) {
    return above.page == below.page && !below.after_rule &&
           below.gap_above < apart_max * below.box.height();
}

/// Cells that begin where the labels below them begin, each what its label says; at least one of
/// them of a kind that shows (an amount, a day, a number).
bool are_values_of(const Line& values, const Line& labels, const std::vector<Field>& fields) {
    const auto cells = segments_of(values);
    const auto names = segments_of(labels);
    if (cells.size() != names.size() || !pairs_of(values, Section::accounts).empty()) return false;
    bool shows = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double off =
            values.words[cells[i].first].box.left - labels.words[names[i].first].box.left;
        if (std::abs(off) > aligned_max * labels.space) return false;
        const auto shape = shape_of(fields[i]);
        const auto text = text_of(values, cells[i]);
        if (!fits(shape, text)) return false;
        shows = shows || (shape != Shape::text && text.find_first_of("0123456789") != text.npos);
    }
    return shows;
}

/// The two lines in each other's place.
void exchange(Line& values, Line& labels) {
    std::swap(values, labels);
    const auto upper = labels.box;
    const auto lower = values.box;
    const auto move_to = [](Line& line, double top) {
        const double down = top - line.box.top;
        for (auto& word : line.words) {
            word.box.top += down;
            word.box.bottom += down;
        }
        line.box.top += down;
        line.box.bottom += down;
    };
    move_to(values, upper.top);
    move_to(labels, lower.bottom - labels.box.height());
    std::swap(values.gap_above, labels.gap_above);
    std::swap(values.gap_below, labels.gap_below);
    std::swap(values.first_on_page, labels.first_on_page);
    std::swap(values.after_rule, labels.after_rule);
}

}  // namespace

std::vector<Line> labels_first(std::vector<Line> lines) {
    // Where labels stand above, the line of values below a line of labels is theirs.
    bool below_labels = false;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto own = labels_in(lines[i]);
        if (own.size() >= 2) {
            below_labels = true;
            continue;
        }
        const auto fields = labels_in(lines[i + 1]);
        const bool pair = fields.size() >= 2 && !below_labels && is_near(lines[i], lines[i + 1]) &&
                          are_values_of(lines[i], lines[i + 1], fields);
        below_labels = false;
        if (!pair) continue;
        exchange(lines[i], lines[i + 1]);
        ++i;
    }
    return lines;
}

}  // namespace fairfile::reading
