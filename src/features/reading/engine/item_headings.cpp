#include "features/reading/engine/item_headings.hpp"

#include "base/text.hpp"
#include "features/reading/engine/tables.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

constexpr std::size_t name_words_max = 12;
constexpr std::size_t address_lines_max = 4;

bool has_letters(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_letter) >= 2;
}

/// What follows a name directly when it is the name of an account.
bool opens_account(const std::vector<Line>& lines, std::size_t at) {
    if (at >= lines.size()) return false;
    if (is_heading_inside_account(lines[at])) return true;
    if (!bureau_header(lines[at]).empty()) return true;
    if (const auto header = table_header(lines, at, Section::accounts)) {
        const auto has = [&header](Field field) {
            return std::count(header->fields.begin(), header->fields.end(), field) > 0;
        };
        if (has(Field::account_number) && !has(Field::creditor)) return true;
    }
    const auto pairs = pairs_of(lines[at], Section::accounts);
    return std::any_of(pairs.begin(), pairs.end(), [](const Pair& pair) {
        return pair.field == Field::account_number && (pair.strong || pair.value.size() == 1);
    });
}

/// The label with which accounts begin here: of the first one, or the same again.
bool is_above_lead(const std::vector<Line>& lines, std::size_t at, Context& context) {
    if (at >= lines.size()) return false;
    const auto pairs = pairs_of(lines[at], Section::accounts);
    if (pairs.empty() || contract_name(pairs.front().field).empty()) return false;
    const auto* item = context.item();
    return item == nullptr || item->lead == pairs.front().field;
}

bool could_be_name(const Line& line, Section section) {
    const auto text = text_of(line);
    const bool plain = line.words.size() <= name_words_max && has_letters(text) &&
                       !text.ends_with('.') && !text.ends_with(':') && text[0] != '(' &&
                       text[0] != '-' && text[0] != '*' && text[0] != '[';
    if (!plain || is_pipe_row(line) || section_heading(line)) return false;
    if (!bureau_header(line).empty() || bureau_heading(line)) return false;
    if (history_mark_of(line.words[0].text)) return false;
    // Blanks of large type look wide in a picture.
    const std::size_t cells_max = line.method == ReadingMethod::ocr ? 4 : 2;
    return pairs_of(line, section).empty() && segments_of(line).size() <= cells_max;
}

}  // namespace

bool is_printed_number(std::string_view text) {
    if (!looks_like_account_number(text)) return false;
    const bool masked = text.find('*') != std::string_view::npos ||
                        text.find("XX") != std::string_view::npos ||
                        text.find("xx") != std::string_view::npos;
    const auto digits = std::count_if(text.begin(), text.end(), is_digit);
    return digits >= 8 || (masked && digits >= 1);
}

namespace {

bool starts_account(const std::vector<Line>& lines, std::size_t at, Context& context) {
    const auto& line = lines[at];
    if (const auto name = numbered_name(line)) {
        const auto pairs = pairs_of(line, Section::accounts);
        const auto rest = text_of(line, *name);
        const bool labelled = std::any_of(pairs.begin(), pairs.end(), [](const Pair& pair) {
            return pair.field != Field::unknown;
        });
        return !labelled && has_letters(rest) && !rest.ends_with('.');
    }
    if (!could_be_name(line, context.section) || context.item_is_fresh()) return false;
    if (opens_account(lines, at + 1)) return true;
    if (is_above_lead(lines, at + 1, context)) return true;
    const bool numbered = line.words.size() >= 2 && segments_of(line).size() == 1 &&
                          is_printed_number(line.words.back().text);
    if (numbered) return true;
    // A second line under the name (an address, a comment in brackets) may come in between.
    const bool one_between = at + 2 < lines.size() && opens_account(lines, at + 2) &&
                             lines[at + 1].words.size() <= name_words_max &&
                             pairs_of(lines[at + 1], Section::accounts).empty() &&
                             !numbered_name(lines[at + 1]);
    const bool apart =
        line.after_rule || line.first_on_page || line.gap_above > 0.8 * line.box.height();
    return one_between && apart;
}

/// A name with labels of a record right below it: the court that keeps it.
bool heads_record(const std::vector<Line>& lines, std::size_t at, Context& context) {
    if (at + 1 >= lines.size() || !could_be_name(lines[at], Section::records)) return false;
    const auto* item = context.item();
    const bool fresh = item != nullptr && item->common.cells.size() <= 1 && context.item_is_fresh();
    const auto pairs = pairs_of(lines[at + 1], Section::records);
    const auto& line = lines[at];
    const bool apart =
        line.after_rule || line.first_on_page || line.gap_above > 0.45 * line.box.height();
    return apart && !fresh && !pairs.empty() && pairs.front().field != Field::ignored;
}

bool starts_record(const std::vector<Line>& lines, std::size_t at, Context& context) {
    const auto& line = lines[at];
    const auto text = text_of(line);
    const auto phrase = normalised(text);
    const bool denied = phrase.starts_with("no ") || has_phrase(phrase, "none");
    if (denied || line.words.size() > 12) return false;
    if (heads_record(lines, at, context)) return true;
    if (line.words.size() > 8 || !public_record_type_of(text)) return false;
    return pairs_of(line, context.section).empty() && !is_pipe_row(line) &&
           (line.after_rule || line.first_on_page || line.gap_above > 0.45 * line.box.height() ||
            numbered_name(line).has_value());
}

bool has_cell(const RawItem& item, Field field) {
    const auto in = [&](const RawEntry& entry) { return entry.cells.count(field) > 0; };
    return in(item.common) || std::any_of(item.at.begin(), item.at.end(), in);
}

/// "PO BOX 3025, NEW ALBANY", "350 Camino De La Reina".
bool looks_like_address(std::string_view text) {
    const auto phrase = normalised(text);
    if (phrase.starts_with("po box") || phrase.starts_with("p o box")) return true;
    const auto words = words_of(phrase);
    return words.size() >= 3 && is_digit(words[0][0]);
}

bool says_inquiry_date(const std::vector<Line>& lines, std::size_t at) {
    if (at >= lines.size()) return false;
    const auto pairs = pairs_of(lines[at], Section::inquiries);
    return !pairs.empty() && pairs.front().field == Field::inquiry_date;
}

/// A name whose date stands behind a label on the next line, or below an address. Bureaus ask too.
bool starts_inquiry(const std::vector<Line>& lines, std::size_t at) {
    const auto& line = lines[at];
    if (!could_be_name(line, Section::inquiries) && !bureau_heading(line)) return false;
    if (looks_like_address(text_of(line))) return false;
    // Lines of an address may come in between.
    for (auto below = at + 1; below < lines.size() && below <= at + address_lines_max; ++below) {
        if (says_inquiry_date(lines, below)) return true;
        const auto pairs = pairs_of(lines[below], Section::inquiries);
        const bool label = !pairs.empty() && pairs.front().field == Field::ignored;
        if (!label && !looks_like_address(text_of(lines[below]))) return false;
    }
    return false;
}

/// "CHASE BANK USA (Open - never late)": the brackets hold a comment.
std::size_t end_of_name(const Line& line, WordRange name) {
    for (auto i = name.first + 1; i < name.last; ++i) {
        if (line.words[i].text.starts_with('(')) return i;
    }
    return name.last;
}

Cell without_brackets(Cell cell) {
    auto& text = cell.text;
    if (text.starts_with('(')) text.erase(0, 1);
    if (text.ends_with(')')) text.pop_back();
    return cell;
}

bool says_continued(std::string_view phrase) {
    return has_phrase(phrase, "continued") || has_phrase(phrase, "contd") ||
           has_phrase(phrase, "cont");
}

/// Items in a row without names of their own: the label of the first one comes again.
bool begins_again(const RawItem& item, Field lead, Context& context) {
    constexpr std::size_t labels_min = 4;
    if (context.block || has_cell(item, Field::heading)) return false;
    const auto bureau = context.bureau();
    const auto& cells = bureau ? item.at[index_of(*bureau)].cells : item.common.cells;
    return cells.count(lead) > 0 && cells.size() >= labels_min;
}

}  // namespace

bool starts_item(const std::vector<Line>& lines, std::size_t at, Context& context) {
    if (context.section == Section::accounts) return starts_account(lines, at, context);
    if (context.section == Section::records) return starts_record(lines, at, context);
    if (context.section == Section::inquiries) return starts_inquiry(lines, at);
    return false;
}

bool is_heading_inside_account(const Line& line) {
    static constexpr std::array<std::string_view, 10> headings{
        "account information",
        "account details",
        "account info",
        "account detail",
        "payment details",
        "contact info",
        "contact information",
        "additional info",
        "balance histories",
        "balance history"};
    const auto phrase = normalised(text_of(line));
    return std::find(headings.begin(), headings.end(), phrase) != headings.end();
}

bool is_part_of_account(const Line& line, Context& context) {
    if (context.section != Section::accounts) return false;
    if (is_heading_inside_account(line)) return true;
    if (context.item() == nullptr) return false;
    const auto phrase = normalised(text_of(line));
    // Directly under the name, "Summary" is the account's own; so is its history further down.
    if (phrase == "summary" || phrase == "account summary") return context.item_is_fresh();
    return phrase == "account history" && !context.item_is_fresh() && context.hint.empty();
}

void open_item_headed(const Line& line, Context& context) {
    const auto name = numbered_name(line).value_or(WordRange{0, line.words.size()});
    auto last = end_of_name(line, name);
    const bool continued = says_continued(normalised(text_of(line, {last, name.last})));
    if (continued && context.item() != nullptr) return;
    auto& item = context.start_item();
    item.continued = continued;
    if (context.section == Section::inquiries) {
        context.entry().cells[Field::inquiry_creditor].push_back(cell_of(line, name));
        return;
    }
    if (context.section == Section::records) {
        item.common.cells[Field::record_type].push_back(cell_of(line, name));
        return;
    }
    if (last < name.last)
        item.comments.push_back(without_brackets(cell_of(line, {last, name.last})));
    const bool numbered = last - name.first >= 2 && is_printed_number(line.words[last - 1].text);
    if (numbered) {
        item.common.cells[Field::account_number].push_back(cell_of(line, {last - 1, last}));
        --last;
        const auto& dash = line.words[last - 1].text;
        if (last - name.first >= 2 && normalised(dash).empty()) --last;
    }
    item.common.cells[Field::heading].push_back(cell_of(line, {name.first, last}));
}

namespace {

/// "Collection agency" below the agency's own name only says it again.
bool says_name_again(const Line& line, const Pair& pair, const RawItem& item) {
    const auto heading = item.common.cells.find(Field::heading);
    if (heading == item.common.cells.end() || heading->second.empty()) return false;
    const auto name = normalised(heading->second.front().text);
    // A narrow cell breaks the name: its first words are enough.
    const auto again = normalised(text_of(line, pair.value));
    return !again.empty() && name.starts_with(again);
}

}  // namespace

bool repeats_item(const Line& line, const std::vector<Pair>& pairs, Context& context) {
    const auto* item = context.item();
    if (item == nullptr) return false;
    const auto first = pairs.front().field;
    switch (context.section) {
        case Section::accounts:
            if (first == Field::creditor) {
                if (has_cell(*item, Field::creditor)) return true;
                if (says_name_again(line, pairs.front(), *item)) return false;
                return has_cell(*item, Field::heading) || item->lead == Field::account_number;
            }
            if (first == item->lead && begins_again(*item, first, context)) return true;
            return first == Field::account_number && !context.block &&
                   item->common.cells.count(Field::account_number) > 0 &&
                   item->common.cells.count(Field::heading) == 0;
        case Section::inquiries:
            return (first == Field::inquiry_creditor || first == Field::inquiry_date) &&
                   has_cell(*item, first);
        case Section::records:
            return first == Field::record_type && has_cell(*item, Field::record_type) &&
                   has_cell(*item, Field::record_filed);
        default:
            return false;
    }
}

}  // namespace fairfile::reading
