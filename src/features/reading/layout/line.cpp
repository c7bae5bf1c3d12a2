#include "features/reading/layout/line.hpp"

#include "base/text.hpp"
#include "features/reading/layout/furniture.hpp"
#include "features/reading/meaning/phrase.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

/// A blank this many times the usual one is a gap between cells: two typed spaces are 2.0.
constexpr double wide_factor = 1.45;
/// Words from pictures have boxes of ink: they look further apart, and lower than their type.
constexpr double wide_factor_of_ink = 1.8;
constexpr double ink_to_type = 1.55;
/// Boxes far outside any paper are damage or malice.
constexpr double coordinate_max = 20'000;

bool is_sane(const Word& word) {
    const auto& box = word.box;
    for (const double edge : {box.left, box.top, box.right, box.bottom}) {
        if (!std::isfinite(edge) || std::abs(edge) > coordinate_max) return false;
    }
    return !word.text.empty() && box.right >= box.left && box.bottom > box.top &&
           word.text.size() <= 400;
}

bool is_rule_word(std::string_view text) {
    if (text.size() < 4) return false;
    const std::string_view strokes = "-_=~.*";
    if (std::all_of(text.begin(), text.end(), [&](char c) {
            return strokes.find(c) != std::string_view::npos;
        })) {
        return true;
    }
    // Box-drawing and dashes: every character is three bytes starting with E2.
    return text.size() >= 12 && text.size() % 3 == 0 && text[0] == '\xE2' &&
           text.substr(0, text.size() - 3) == text.substr(3);
}

Word part_of(const Word& word, std::size_t from, std::size_t to) {
    const double step = word.box.width() / static_cast<double>(word.text.size());
    Word part = word;
    part.text = word.text.substr(from, to - from);
    part.box.left = word.box.left + step * static_cast<double>(from);
    part.box.right = word.box.left + step * static_cast<double>(to);
    return part;
}

/// Where a word that is really two ("Balance:$500") should be cut; npos when it is one.
std::size_t cut_after_colon(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 >= text.size()) {
        return std::string_view::npos;
    }
    const bool labelled =
        is_letter(text[colon - 1]) || text[colon - 1] == '#' || text[colon - 1] == ')';
    if (!labelled || text.substr(colon).starts_with("://")) return std::string_view::npos;
    return colon + 1;
}

void append_parts(std::vector<Word>& out, const Word& word) {
    const auto bar = word.text.find('|');
    if (bar != std::string::npos && word.text.size() > 1) {
        if (bar > 0) append_parts(out, part_of(word, 0, bar));
        out.push_back(part_of(word, bar, bar + 1));
        if (bar + 1 < word.text.size()) {
            append_parts(out, part_of(word, bar + 1, word.text.size()));
        }
        return;
    }
    const auto cut = cut_after_colon(word.text);
    if (cut == std::string_view::npos) {
        out.push_back(word);
        return;
    }
    out.push_back(part_of(word, 0, cut));
    out.push_back(part_of(word, cut, word.text.size()));
}

std::vector<Word> prepared(const PageOfWords& page, std::size_t room) {
    std::vector<Word> words;
    for (const auto& word : page.words) {
        if (words.size() >= room) break;
        if (is_sane(word)) append_parts(words, word);
    }
    std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
        return a.box.middle_y() < b.box.middle_y();
    });
    return words;
}

Box box_of_type(const Word& word, ReadingMethod method) {
    Box box = word.box;
    if (method != ReadingMethod::ocr) return box;
    const double more = box.height() * (ink_to_type - 1) / 2;
    box.top -= more;
    box.bottom += more;
    return box;
}

bool belongs(const Line& line, const Word& word) {
    const auto box = box_of_type(word, line.method);
    const double off = std::abs(line.box.middle_y() - box.middle_y());
    // A dash has a box far lower than its line.
    const bool dash = box.height() < 0.4 * line.box.height() && word.text.size() <= 3;
    const double height =
        dash ? line.box.height() * 0.6 : std::min(line.box.height(), box.height());
    return off < height * 0.5;
}

/// A masked number read from a picture: between the signs of its mask others are misread ones.
void mend_mask(std::string& text) {
    for (const char sign : {'*', 'X', 'x'}) {
        constexpr std::string_view taken_for = "+#\"'^KkY%";
        for (std::size_t i = 1; i + 1 < text.size(); ++i) {
            const bool between = text[i - 1] == sign && text[i + 1] == sign;
            if (between && taken_for.find(text[i]) != std::string_view::npos) text[i] = sign;
        }
    }
}

std::vector<Line> raw_lines(const PageOfWords& page, std::vector<Word> words) {
    std::vector<Line> lines;
    for (auto& word : words) {
        if (page.method == ReadingMethod::ocr) mend_mask(word.text);
        if (lines.empty() || !belongs(lines.back(), word)) {
            Line line;
            line.page = page.number;
            line.method = page.method;
            line.box = box_of_type(word, page.method);
            lines.push_back(std::move(line));
        }
        auto& line = lines.back();
        // The first word's height stays the measure: a tall logo must not swallow its neighbours.
        line.box.left = std::min(line.box.left, word.box.left);
        line.box.right = std::max(line.box.right, word.box.right);
        line.words.push_back(std::move(word));
    }
    for (auto& line : lines) {
        std::stable_sort(line.words.begin(), line.words.end(), [](const Word& a, const Word& b) {
            return a.box.left < b.box.left;
        });
    }
    return lines;
}

/// Blanks as shares of the letter height, those that may lie between two words of a cell.
std::vector<double> blank_ratios(const std::vector<Line>& lines) {
    std::vector<double> ratios;
    for (const auto& line : lines) {
        for (std::size_t i = 1; i < line.words.size(); ++i) {
            const double gap = line.words[i].box.left - line.words[i - 1].box.right;
            const double height = line.words[i].box.height();
            if (gap > 0.05 * height && gap < 0.8 * height) ratios.push_back(gap / height);
        }
    }
    return ratios;
}

/// The usual blank as a share of the letter height: 0.25 in print faces, 0.55 in typewriter faces.
double usual_space(std::vector<double> ratios, double otherwise) {
    if (ratios.size() < 8) return otherwise;
    // Below the middle: on a page of tables many of the blanks are narrow gaps between cells.
    const auto usual = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() * 3 / 10);
    std::nth_element(ratios.begin(), usual, ratios.end());
    return std::clamp(*usual, 0.15, 0.65);
}

bool is_page_furniture(const Line& line) {
    const auto text = text_of(line);
    if (line.words.size() > 14) return false;
    if (text.find("http://") != std::string::npos || text.find("https://") != std::string::npos) {
        return true;
    }
    const auto phrase = normalised(text);
    const auto words = words_of(phrase);
    const auto numeric = [&](std::size_t i) {
        return i < words.size() && words[i].find_first_not_of("0123456789") == std::string::npos;
    };
    if (words.size() == 2 && words[0] == "page" && numeric(1)) return true;
    return words.size() == 4 && words[0] == "page" && numeric(1) && words[2] == "of" && numeric(3);
}

bool is_rule(const Line& line) {
    return std::all_of(line.words.begin(), line.words.end(), [](const Word& word) {
        return is_rule_word(word.text);
    });
}

void keep_lines(std::vector<Line>& all, std::vector<Line> found) {
    bool after_rule = false;
    bool first = true;
    double bottom = 0;
    for (auto& line : found) {
        if (is_rule(line)) {
            after_rule = true;
            continue;
        }
        if (is_page_furniture(line)) continue;
        std::erase_if(line.words, [](const Word& word) { return is_rule_word(word.text); });
        line.first_on_page = first;
        line.after_rule = after_rule;
        line.gap_above = first ? 0 : line.box.top - bottom;
        line.gap_below = line.box.height() * 2;  // unless another line follows
        if (!first && !after_rule) all.back().gap_below = line.gap_above;
        bottom = line.box.bottom;
        first = false;
        after_rule = false;
        all.push_back(std::move(line));
    }
}

}  // namespace

LinesOfDocument lines_of(const DocumentOfWords& document) {
    LinesOfDocument result;
    std::size_t room = words_max;
    std::vector<std::vector<Line>> pages;
    std::vector<double> everywhere;
    for (const auto& page : document.pages) {
        auto words = prepared(page, room);
        result.cut = result.cut || words.size() >= room;
        room -= std::min(room, words.size());
        pages.push_back(raw_lines(page, std::move(words)));
        const auto ratios = blank_ratios(pages.back());
        everywhere.insert(everywhere.end(), ratios.begin(), ratios.end());
    }
    const double usual = usual_space(std::move(everywhere), 0.3);
    for (auto& page : pages) {
        const double share = usual_space(blank_ratios(page), usual);
        for (auto& line : page) {
            const double height = line.method == ReadingMethod::ocr
                                      ? line.box.height() / ink_to_type
                                      : line.box.height();
            line.space = share * height;
        }
    }
    drop_running_lines(pages);
    for (auto& page : pages) {
        keep_lines(result.lines, std::move(page));
    }
    return result;
}

bool is_wide(const Line& line, double gap) {
    const double factor = line.method == ReadingMethod::ocr ? wide_factor_of_ink : wide_factor;
    return gap > factor * line.space;
}

std::vector<WordRange> segments_of(const Line& line) {
    std::vector<WordRange> segments;
    std::size_t start = 0;
    for (std::size_t i = 1; i <= line.words.size(); ++i) {
        const bool ends = i == line.words.size() ||
                          is_wide(line, line.words[i].box.left - line.words[i - 1].box.right);
        if (!ends) continue;
        segments.push_back({start, i});
        start = i;
    }
    return segments;
}

std::string text_of(const Line& line, WordRange range) {
    std::string text;
    for (auto i = range.first; i < range.last && i < line.words.size(); ++i) {
        if (!text.empty()) text += ' ';
        text += line.words[i].text;
    }
    return text;
}

std::string text_of(const Line& line) {
    return text_of(line, {0, line.words.size()});
}

Box united(const Box& one, const Box& other) {
    return {
        std::min(one.left, other.left),
        std::min(one.top, other.top),
        std::max(one.right, other.right),
        std::max(one.bottom, other.bottom)};
}

Box box_of(const Line& line, WordRange range) {
    if (range.empty()) return {};
    Box box = line.words[range.first].box;
    for (auto i = range.first; i < range.last; ++i) box = united(box, line.words[i].box);
    return box;
}

Cell cell_of(const Line& line, WordRange range) {
    Cell cell{text_of(line, range), line.page, box_of(line, range), 1, line.method};
    for (auto i = range.first; i < range.last; ++i) {
        cell.confidence = std::min(cell.confidence, line.words[i].confidence);
    }
    return cell;
}

}  // namespace fairfile::reading
