#include "features/reading/bundles.hpp"

#include "base/text.hpp"
#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

namespace fairfile::reading {
namespace {

/// What a report says of itself stands this far down its first page.
constexpr std::size_t opening_lines = 16;
constexpr std::size_t reports_max = 24;

struct Opening {
    std::optional<Bureau> bureau;
    std::optional<std::string> reference;
    std::optional<PartialDate> date;
    bool is_titled = false;  // "Credit Report", or whom it is for
};

std::optional<Bureau> bureau_named(std::string_view phrase) {
    constexpr std::array<std::pair<std::string_view, Bureau>, 4> names{
        {{"transunion", Bureau::transunion},
         {"trans union", Bureau::transunion},
         {"experian", Bureau::experian},
         {"equifax", Bureau::equifax}}};
    std::optional<Bureau> found;
    for (const auto& [name, bureau] : names) {
        if (!has_phrase(phrase, name)) continue;
        if (found && *found != bureau) return std::nullopt;
        found = bureau;
    }
    return found;
}

bool titles_report(std::string_view phrase) {
    constexpr std::array<std::string_view, 6> titles{
        "credit report",
        "credit disclosure",
        "consumer disclosure",
        "credit file disclosure",
        "prepared for",
        "consumer credit file"};
    return std::any_of(titles.begin(), titles.end(), [&](auto title) {
        return has_phrase(phrase, title);
    });
}

void note_values(Opening& opening, const Line& line, const Line* below) {
    for (const auto& pair : pairs_of(line, Section::head, WeakLabels::in_any_cell)) {
        auto text = text_of(line, pair.value);
        if (text.empty() && below != nullptr && below->words.size() <= 3) text = text_of(*below);
        const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
        if (pair.field == Field::reference && !opening.reference && has_digit) {
            opening.reference = text;
        }
        if (pair.field == Field::report_date && !opening.date) opening.date = parse_date(text);
    }
}

/// How the lines of one page begin.
Opening opening_of(const std::vector<const Line*>& lines) {
    Opening opening;
    for (std::size_t i = 0; i < lines.size() && i < opening_lines; ++i) {
        const auto phrase = normalised(text_of(*lines[i]));
        if (!opening.bureau) opening.bureau = bureau_named(phrase);
        opening.is_titled = opening.is_titled || titles_report(phrase);
        note_values(opening, *lines[i], i + 1 < lines.size() ? lines[i + 1] : nullptr);
    }
    return opening;
}

/// A page that is dated or numbered otherwise than the report so far opens another one.
bool opens_another(const Opening& now, const Opening& next) {
    if (!next.is_titled) return false;
    if (now.reference && next.reference) return *now.reference != *next.reference;
    const bool other_bureau = now.bureau && next.bureau && *now.bureau != *next.bureau;
    const bool dated = now.date && next.date;
    return dated && (other_bureau || *now.date != *next.date);
}

}  // namespace

std::vector<DocumentOfWords> reports_in(
    const DocumentOfWords& document, const std::vector<Line>& lines
) {
    std::map<int, std::vector<const Line*>> by_page;
    for (const auto& line : lines) by_page[line.page].push_back(&line);
    std::vector<DocumentOfWords> parts(1);
    std::optional<Opening> now;
    for (const auto& page : document.pages) {
        const auto opening = opening_of(by_page[page.number]);
        const bool another = now && opens_another(*now, opening) && parts.size() < reports_max;
        if (another) parts.emplace_back();
        if (another || !now) now = opening;
        parts.back().pages.push_back(page);
    }
    parts.back().truncated = document.truncated;
    return parts;
}

}  // namespace fairfile::reading
