#include "features/reading/engine/lists.hpp"

#include "features/reading/meaning/labels.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <optional>

namespace fairfile::reading {
namespace {

constexpr std::size_t line_words_max = 12;

struct InquiryWords {
    std::vector<std::size_t> dates;
    std::optional<std::size_t> bureau;
    std::vector<std::size_t> name;
};

/// "AMERICAN EXPRESS Requested On:": the label at the end is no part of the name.
void drop_label(const Line& line, std::vector<std::size_t>& name) {
    constexpr std::size_t label_words_max = 3;
    for (std::size_t count = std::min(label_words_max, name.size()); count > 0; --count) {
        const auto first = name[name.size() - count];
        const auto label = normalised(text_of(line, {first, name.back() + 1}));
        if (field_of_label(Section::inquiries, label) != Field::inquiry_date) continue;
        name.resize(name.size() - count);
        return;
    }
}

/// Full dates, perhaps a bureau, and a name; anything else is not an inquiry.
std::optional<InquiryWords> inquiry_in(const Line& line, WordRange range) {
    InquiryWords found;
    if (range.size() < 2 || range.size() > line_words_max) return std::nullopt;
    for (auto i = range.first; i < range.last; ++i) {
        std::string_view text = line.words[i].text;
        if (text.ends_with(',') || text.ends_with(';')) text.remove_suffix(1);
        const auto date = parse_date(text);
        if (date && date->has_day()) {
            found.dates.push_back(i);
        } else if (bureau_of(text)) {
            if (found.bureau) return std::nullopt;
            found.bureau = i;
        } else if (!normalised(text).empty()) {
            found.name.push_back(i);
        }
    }
    drop_label(line, found.name);
    const bool whole = !found.dates.empty() && !found.name.empty() &&
                       found.name.back() - found.name.front() + 1 == found.name.size();
    if (!whole || line.words[found.name.back()].text.ends_with('.')) return std::nullopt;
    return found;
}

void add_inquiry(
    const Line& line, const InquiryWords& words, std::optional<Bureau> bureau, Context& context
) {
    const WordRange name{words.name.front(), words.name.back() + 1};
    for (const auto date : words.dates) {
        context.start_item();
        auto& entry = bureau ? context.entry_of(*bureau) : context.entry();
        auto when = cell_of(line, {date, date + 1});
        if (when.text.ends_with(',') || when.text.ends_with(';')) when.text.pop_back();
        context.add(entry, Field::inquiry_creditor, cell_of(line, name));
        context.add(entry, Field::inquiry_date, std::move(when));
    }
}

}  // namespace

bool take_list_line(const Line& line, Context& context, RowReader& rows) {
    if (context.section != Section::inquiries) return false;
    if (const auto words = inquiry_in(line, {0, line.words.size()})) {
        std::optional<Bureau> bureau;
        if (words->bureau) bureau = bureau_of(line.words[*words->bureau].text);
        rows.flush();
        add_inquiry(line, *words, bureau, context);
        return true;
    }
    bool any = false;
    for (const auto& [bureau, cell] : rows.in_columns(line, Shape::text)) {
        Line part = line;
        std::erase_if(part.words, [&box = cell.box](const Word& word) {
            return word.box.left < box.left || word.box.right > box.right;
        });
        const auto words = inquiry_in(part, {0, part.words.size()});
        if (!words) continue;
        add_inquiry(part, *words, bureau, context);
        any = true;
    }
    return any;
}

}  // namespace fairfile::reading
