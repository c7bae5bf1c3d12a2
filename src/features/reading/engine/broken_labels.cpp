#include "features/reading/engine/broken_labels.hpp"

#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/meaning/labels.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

constexpr double tight_max = 0.35;  // between the lines of one cell, in letter heights

bool is_label(Section section, std::string_view text) {
    return field_of_label(section, normalised(text)).has_value();
}

bool goes_on_below(const Line& upper, const Line& lower) {
    return upper.page == lower.page && !lower.after_rule && !lower.first_on_page &&
           lower.box.top - upper.box.bottom < tight_max * lower.box.height() &&
           lower.box.top > upper.box.top && std::abs(lower.box.left - upper.box.left) < 2;
}

/// The label of both lines before both values.
Line joined_lines(const Line& upper, const Line& lower) {
    const auto label = segments_of(upper).front().last;
    const auto rest = segments_of(lower).front().last;
    const auto at = [](const Line& line, std::size_t place) {
        return line.words.begin() + static_cast<std::ptrdiff_t>(place);
    };
    Line whole = upper;
    whole.words.assign(upper.words.begin(), at(upper, label));
    whole.words.insert(whole.words.end(), lower.words.begin(), at(lower, rest));
    whole.words.insert(whole.words.end(), at(upper, label), upper.words.end());
    whole.words.insert(whole.words.end(), at(lower, rest), lower.words.end());
    whole.box = united(upper.box, lower.box);
    whole.gap_below = lower.gap_below;
    return whole;
}

bool is_broken_label(const Line& upper, const Line& lower, Section section) {
    constexpr std::size_t cells_max = 2;
    const auto above = segments_of(upper);
    const auto below = segments_of(lower);
    if (above.size() > cells_max || below.size() > cells_max) return false;
    if (!goes_on_below(upper, lower)) return false;
    const auto first = text_of(upper, above.front());
    const auto second = text_of(lower, below.front());
    // "Creditor" is a label too; below "Original" it only ends one.
    return !is_label(section, first) && is_label(section, first + " " + second);
}

}  // namespace

std::vector<Line> mend_broken_labels(std::vector<Line> lines) {
    std::vector<Line> mended;
    mended.reserve(lines.size());
    auto section = Section::head;
    for (auto& line : lines) {
        if (const auto heading = section_heading(line)) section = heading->section;
        if (!mended.empty() && is_broken_label(mended.back(), line, section)) {
            mended.back() = joined_lines(mended.back(), line);
        } else {
            mended.push_back(std::move(line));
        }
    }
    return mended;
}

}  // namespace fairfile::reading
