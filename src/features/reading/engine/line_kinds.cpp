#include "features/reading/engine/line_kinds.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

constexpr std::size_t label_words_max = 11;

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_label(const Word& word) {
    return word.text.ends_with(':');
}

/// The bureau named by the words from `at` on, and how many words that takes.
std::pair<std::optional<Bureau>, std::size_t> bureau_at(const Line& line, std::size_t at) {
    const auto& words = line.words;
    if (at + 1 < words.size()) {
        const auto two = bureau_of(words[at].text + " " + words[at + 1].text);
        if (two && normalised(words[at].text) == "trans") return {two, 2};
    }
    auto named = bureau_of_abbreviation(words[at].text);
    if (!named && line.method == ReadingMethod::ocr) named = bureau_resembling(words[at].text);
    return {named, 1};
}

bool is_status(Field field) {
    return field == Field::status || field == Field::account_status ||
           field == Field::payment_status;
}

bool starts_segment(const Line& line, std::size_t at) {
    if (at == 0) return true;
    return is_wide(line, line.words[at].box.left - line.words[at - 1].box.right);
}

struct LabelMatch {
    Field field = Field::unknown;
    std::string label;
    std::size_t words = 0;
    bool strong = false;
};

/// The longest known label that starts at this word; labels do not reach over a wide gap.
LabelMatch label_at(const Line& line, std::size_t at, Section section) {
    LabelMatch match;
    std::string text;
    for (auto i = at; i < line.words.size() && i < at + label_words_max; ++i) {
        if (i > at && starts_segment(line, i)) break;
        text += (text.empty() ? "" : " ") + line.words[i].text;
        bool strong = ends_label(line.words[i]);
        std::size_t taken = i - at + 1;
        if (!strong && i + 1 < line.words.size() && line.words[i + 1].text == ":") {
            strong = true;
            ++taken;
        }
        auto label = normalised(text);
        if (const auto field = field_of_label(section, label)) {
            match = {*field, std::move(label), taken, strong};
        }
        if (strong) break;
    }
    return match;
}

/// A label nobody knows is still a label when a colon says so: its value must not run into others.
LabelMatch unknown_label_at(const Line& line, std::size_t at) {
    LabelMatch match;
    for (auto i = at; i < line.words.size() && i < at + 7; ++i) {
        if (i > at && (starts_segment(line, i) || line.words[i].text[0] == '(')) break;
        if (!ends_label(line.words[i])) continue;
        match.words = i - at + 1;
        match.strong = true;
        match.label = normalised(text_of(line, {at, i + 1}));
        break;
    }
    return match;
}

/// A label without a colon counts at the start of the line when a gap, the line's end or a value
/// of its kind follows.
bool weak_label_counts(const Line& line, std::size_t at, const LabelMatch& match) {
    // Further right, words such as "Closed" are values far more often than labels.
    if (at != 0) return false;
    const auto next = match.words;
    if (next >= line.words.size() || starts_segment(line, next)) return true;
    // "Prepared For JORDAN MERCER", "Report Number 1234-5678-90": no value reads like these.
    const bool of_head = match.field == Field::reference || match.label == "prepared for";
    if (of_head && match.words >= 2 && line.words.size() <= next + 4) return true;
    const auto shape = shape_of(match.field);
    if (shape == Shape::text) return false;
    return fits(shape, line.words[next].text) ||
           fits(shape, text_of(line, {next, line.words.size()}));
}

std::optional<LabelMatch> label_here(const Line& line, std::size_t at, Section section) {
    auto match = label_at(line, at, section);
    if (match.words > 0 && (match.strong || weak_label_counts(line, at, match))) return match;
    if (!starts_segment(line, at)) return std::nullopt;
    auto unknown = unknown_label_at(line, at);
    if (unknown.words > 0 && !unknown.label.empty()) return unknown;
    return std::nullopt;
}

/// "Comments [nothing] Contact PO BOX 5": the last two cells are a label and its value, unless the
/// first of them is what an account's status may be ("Account status  Closed  01/2020").
bool labels_last_cell(const Line& line, std::size_t next, Section section, const Pair& before) {
    if (next >= line.words.size() || is_status(before.field)) return false;
    const auto after = label_at(line, next, section);
    if (after.words > 0 && next + after.words >= line.words.size()) return false;
    for (auto i = next + 1; i < line.words.size(); ++i) {
        if (starts_segment(line, i)) return false;
    }
    return true;
}

/// A cell that is a label and nothing else, behind a value of the label before.
std::optional<LabelMatch> label_in_cell(
    const Line& line, std::size_t at, Section section, const Pair& before
) {
    if (!starts_segment(line, at)) return std::nullopt;
    auto match = label_at(line, at, section);
    const auto next = at + match.words;
    const bool whole_cell =
        match.words > 0 && (next >= line.words.size() || starts_segment(line, next));
    // Long labels are never values; short ones are only labels when the value before is there.
    const bool sure = !before.value.empty() || match.words >= 3 ||
                      (whole_cell && labels_last_cell(line, next, section, before));
    const bool mixed = before.strong && (match.words < 2 || next >= line.words.size());
    if (!whole_cell || !sure || mixed) return std::nullopt;
    return match;
}

/// "Account number 5178XXXX Balance $1,523" in cells that all but touch: behind a value that is
/// whole, a label whose own value follows.
std::optional<LabelMatch> label_behind_value(
    const Line& line, std::size_t at, Section section, const Pair& before
) {
    const auto shape = shape_of(before.field);
    if (before.value.empty() || shape == Shape::text) return std::nullopt;
    if (!fits(shape, text_of(line, before.value))) return std::nullopt;
    auto match = label_at(line, at, section);
    const auto next = at + match.words;
    if (match.words == 0 || next >= line.words.size()) return std::nullopt;
    const auto own = shape_of(match.field);
    const auto& value = line.words[next].text;
    if (own == Shape::text || is_nothing(value) || !fits(own, value)) return std::nullopt;
    return match;
}

}  // namespace

std::vector<BureauMark> bureau_header(const Line& line) {
    static constexpr std::array<std::string_view, 12> fillers{
        "field",
        "item",
        "items",
        "bureau",
        "bureaus",
        "details",
        "detail",
        "label",
        "description",
        "category",
        "data",
        "credit"};
    std::vector<BureauMark> marks;
    for (std::size_t i = 0; i < line.words.size();) {
        // "Bureaus: TransUnion, Experian" is a value, not a header.
        const auto last = line.words[i].text.back();
        if (last == ',' || last == ':') return {};
        const auto [bureau, taken] = bureau_at(line, i);
        if (bureau) {
            const bool twice =
                std::any_of(marks.begin(), marks.end(), [&named = bureau](const auto& mark) {
                    return mark.bureau == *named;
                });
            if (twice) return {};
            marks.push_back({*bureau, box_of(line, {i, i + taken})});
            i += taken;
            continue;
        }
        const auto word = normalised(line.words[i].text);
        const bool filler = word.empty() || is_one_of(fillers, word);
        if (line.words[i].text == "|" || !filler) return {};
        ++i;
    }
    if (marks.size() < 2) marks.clear();
    return marks;
}

std::optional<Bureau> bureau_heading(const Line& line) {
    static constexpr std::array<std::string_view, 26> fillers{
        "credit",  "file",       "section", "report",   "data",       "details", "detail",
        "account", "accounts",   "bureau",  "the",      "your",       "from",    "information",
        "info",    "disclosure", "by",      "reported", "tradelines", "trade",   "lines",
        "profile", "tradeline",  "section", "view",     "records"};
    if (line.words.size() > 7) return std::nullopt;
    std::optional<Bureau> found;
    for (std::size_t i = 0; i < line.words.size();) {
        const auto [bureau, taken] = bureau_at(line, i);
        const auto full = bureau && (taken == 2 || bureau_of(line.words[i].text));
        if (full) {
            if (found) return std::nullopt;
            found = bureau;
            i += taken;
            continue;
        }
        const auto word = normalised(line.words[i].text);
        if (!word.empty() && !is_one_of(fillers, word)) return std::nullopt;
        ++i;
    }
    return found;
}

std::optional<Heading> section_heading(const Line& line) {
    if (line.words.size() > 14) return std::nullopt;
    auto text = text_of(line);
    if (text.ends_with('.')) return std::nullopt;  // the end of a sentence
    if (text.ends_with(':')) text.pop_back();
    if (const auto heading = heading_of(normalised(text))) return heading;
    // "INQUIRIES (3)", "4. Inquiries", "Section 2: Accounts"
    if (const auto bracket = text.find('(');
        bracket != std::string::npos && bracket > 0 && text.back() == ')') {
        if (const auto heading = heading_of(normalised(text.substr(0, bracket)))) return heading;
    }
    std::size_t skipped = 0;
    const auto phrase = normalised(text);
    auto parts = words_of(phrase);
    if (!parts.empty() && parts[0] == "section") ++skipped;
    while (skipped < parts.size() && skipped < 3 &&
           parts[skipped].find_first_not_of("0123456789") == std::string_view::npos) {
        ++skipped;
    }
    if (skipped == 0 || skipped >= parts.size()) return std::nullopt;
    const auto start = static_cast<std::size_t>(parts[skipped].data() - phrase.data());
    return heading_of(std::string_view(phrase).substr(start));
}

namespace {

/// "Account:" before a number or a name: the value says which.
void name_account(const Line& line, Pair& pair) {
    if (pair.field != Field::unknown || pair.label != "account" || pair.value.empty()) return;
    const auto& first = line.words[pair.value.first].text;
    const bool number = pair.value.size() == 1 && looks_like_account_number(first);
    pair.field = number ? Field::account_number : Field::creditor;
}

}  // namespace

std::vector<Pair> pairs_of(const Line& line, Section section, WeakLabels weak) {
    std::vector<Pair> pairs;
    if (is_pipe_row(line)) return pairs;
    for (std::size_t i = 0; i < line.words.size();) {
        const bool may_start = i == 0 || !pairs.empty();
        auto match = may_start ? label_here(line, i, section) : std::nullopt;
        if (!match && weak == WeakLabels::in_any_cell && !pairs.empty()) {
            match = label_in_cell(line, i, section, pairs.back());
            if (!match) match = label_behind_value(line, i, section, pairs.back());
        }
        if (!match) {
            if (pairs.empty()) return pairs;
            pairs.back().value.last = ++i;
            continue;
        }
        const auto next = i + match->words;
        pairs.push_back({match->field, match->label, match->strong, {i, next}, {next, next}});
        i = next;
    }
    if (section == Section::accounts) {
        for (auto& pair : pairs) name_account(line, pair);
    }
    return pairs;
}

bool is_pipe_row(const Line& line) {
    std::size_t bars = 0;
    for (const auto& word : line.words) bars += word.text == "|" ? 1 : 0;
    return bars >= 2 || (bars >= 1 && line.words.front().text == "|");
}

std::vector<WordRange> pipe_cells(const Line& line) {
    std::vector<WordRange> cells;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= line.words.size(); ++i) {
        if (i < line.words.size() && line.words[i].text != "|") continue;
        cells.push_back({start, i});
        start = i + 1;
    }
    return cells;
}

std::optional<WordRange> numbered_name(const Line& line) {
    const auto& words = line.words;
    if (words.size() < 2 || words.size() > 24) return std::nullopt;
    const auto& first = words[0].text;
    const auto digits = first.find_first_not_of("0123456789.");
    const auto point = first.find('.');
    const bool chapter = point != std::string::npos && point > 0 && point + 1 < first.size() &&
                         first.size() <= 5 && digits == std::string::npos;
    // Four digits and a point end a sentence: "past due as of Jun 2026."
    const bool number = is_digit(first[0]) && first.size() <= 4 &&
                        (first.back() == '.' || first.back() == ')') &&
                        (digits == std::string::npos || first[digits] == ')');
    if (number || (chapter && is_letter(words[1].text[0]))) return WordRange{1, words.size()};
    const auto opener = normalised(first);
    const auto second = normalised(words[1].text);
    const bool opened = opener == "account" || opener == "tradeline";
    const bool marked = words[1].text.ends_with(':') || words[1].text.ends_with('.') ||
                        (words.size() > 3 && normalised(words[2].text).empty());
    const bool counted = words.size() >= 3 && opened && marked && !second.empty() &&
                         second.size() <= 3 &&
                         second.find_first_not_of("0123456789") == std::string::npos;
    if (!counted) return std::nullopt;
    return WordRange{normalised(words[2].text).empty() ? 3U : 2U, words.size()};
}

}  // namespace fairfile::reading
