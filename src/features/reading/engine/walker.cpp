#include "features/reading/engine/walker.hpp"

#include "base/text.hpp"
#include "features/reading/engine/context.hpp"
#include "features/reading/engine/history.hpp"
#include "features/reading/engine/item_headings.hpp"
#include "features/reading/engine/lists.hpp"
#include "features/reading/engine/pipes.hpp"
#include "features/reading/engine/rows.hpp"
#include "features/reading/engine/scores.hpp"
#include "features/reading/engine/tables.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

class Walker {
  public:
    Walker(const std::vector<Line>& lines, const WalkSettings& settings)
        : lines_(lines), rows_(context_), history_(context_), pipes_(context_), scores_(context_) {
        context_.section_bureau = settings.only_bureau;
        only_bureau_ = settings.only_bureau;
        context_.report.only_bureau = settings.only_bureau;
        context_.section = settings.first_section;
    }

    RawReport run() {
        while (at_ < lines_.size()) step();
        rows_.flush();
        pipes_.flush();
        return std::move(context_.report);
    }

  private:
    void step() {
        const auto& line = lines_[at_];
        if (!is_pipe_row(line) && (section(line) || bureaus(line))) {
            ++at_;
            return;
        }
        enter_accounts_at_table();
        if (context_.section != Section::skipped && table()) return;
        ++at_;
        if (pipes_.take(line)) {
            rows_.flush();
            return;
        }
        pipes_.flush();
        content(line);
    }

    bool section(const Line& line) {
        const auto heading = section_heading(line);
        item_open_ = context_.item() != nullptr;
        if (!heading || !stands_apart(at_, heading->section) || is_label_of_history(line) ||
            ends_prose(at_)) {
            return false;
        }
        // "Account Information" is also printed inside each account.
        if (is_part_of_account(line, context_)) return true;
        pipes_.flush();
        rows_.section_started();
        history_.forget();
        context_.enter(*heading);
        scores_.forget();
        return true;
    }

    /// One-word headings also occur as values; a heading has room above it, no item open, or a
    /// table under it.
    bool stands_apart(std::size_t at, Section section) const {
        const auto& line = lines_[at];
        // A ruler under a heading makes its box in a picture taller than its letters.
        const double height =
            at == 0 ? line.box.height() : std::min(line.box.height(), lines_[at - 1].box.height());
        const bool room = line.after_rule || line.first_on_page || line.gap_above > 0.45 * height;
        if (room || line.words.size() > 1 || !item_open_) return true;
        return at + 1 < lines_.size() && table_header(lines_, at + 1, section).has_value();
    }

    /// "... makes up a percentage of your" above "credit score": the end of a sentence.
    bool ends_prose(std::size_t at) const {
        constexpr std::size_t prose_words_min = 8;
        if (at == 0) return false;
        const auto& line = lines_[at];
        const auto& above = lines_[at - 1];
        const bool wrapped = line.page == above.page && !line.after_rule &&
                             line.gap_above < 0.3 * line.box.height() &&
                             std::abs(line.box.left - above.box.left) < line.space;
        const auto last = above.words.back().text.back();
        return wrapped && above.words.size() >= prose_words_min && last != '.' && last != ':' &&
               segments_of(above).size() == 1;
    }

    /// "Account history" is a section in one report and a label in another.
    bool is_label_of_history(const Line& line) {
        const auto field = field_of_label(Section::accounts, normalised(text_of(line)));
        return field == Field::history && context_.item() != nullptr && !context_.item_is_fresh() &&
               !line.after_rule && line.gap_above < 1.5 * line.box.height();
    }

    bool bureaus(const Line& line) {
        auto marks = bureau_header(line);
        if (!marks.empty()) {
            pipes_.flush();
            ++context_.report.bureau_headers;
            context_.block.reset();
            rows_.set_columns(marks);
            scores_.header(rows_);
            return true;
        }
        if (only_bureau_) return false;
        const auto named = bureau_heading(line);
        if (!named || history_row_follows_name(line)) return false;
        if (history_.is_empty_row(line)) return true;
        pipes_.flush();
        rows_.flush();
        history_.forget();
        name_bureau(*named, normalised(text_of(line)));
        return true;
    }

    bool history_row_follows_name(const Line& line) const { return line.words.size() > 7; }

    void name_bureau(Bureau named, std::string_view phrase) {
        const auto* item = context_.item();
        const bool inside = context_.section == Section::accounts && item != nullptr &&
                            item->at[index_of(named)].empty() && label_follows();
        const bool record = context_.section == Section::records && item != nullptr &&
                            item->at[index_of(named)].empty() && label_follows();
        if (inside || record) {
            context_.block = named;
            return;
        }
        const bool whole_file = has_phrase(phrase, "file") || has_phrase(phrase, "report") ||
                                has_phrase(phrase, "disclosure") || section_follows();
        context_.close_item();
        context_.section_bureau = named;
        if (has_phrase(phrase, "accounts") || has_phrase(phrase, "tradelines")) {
            rows_.section_started();
            context_.enter({Section::accounts, {}});
            return;
        }
        if (!whole_file) return;
        rows_.section_started();
        context_.section = Section::head;
        context_.hint = {};
    }

    bool label_follows() const {
        if (at_ + 1 >= lines_.size()) return false;
        const auto pairs = pairs_of(lines_[at_ + 1], context_.section);
        return !pairs.empty() && pairs.front().field != Field::unknown &&
               pairs.front().field != Field::creditor;
    }

    bool section_follows() const {
        for (auto i = at_ + 1; i < lines_.size() && i <= at_ + 2; ++i) {
            if (section_heading(lines_[i])) return true;
        }
        return false;
    }

    bool table() {
        auto header = table_header(lines_, at_, context_.section);
        if (!header) return false;
        rows_.flush();
        pipes_.flush();
        const auto first = at_ + header->lines_used;
        auto last = first;
        // Above all sections a table is one row: "Report number   Report date".
        const auto end =
            context_.section == Section::head ? std::min(first + 1, lines_.size()) : lines_.size();
        const bool one_row = is_one_row(*header);
        while (last < end && !ends_table(last, *header)) {
            if (one_row && last > first && ends_row_of_values(last)) break;
            ++last;
        }
        // Labels over nothing are no table: they may be the labels of a row further down.
        const auto rows = table_rows(lines_, {first, last}, *header);
        at_ = std::max(last, first);
        ++context_.report.tables;
        for (const auto& row : rows) add_row(context_, *header, row);
        return true;
    }

    /// Labels over the values of one item, where a list would name its items.
    bool is_one_row(const TableHeader& header) const {
        const auto& fields = header.fields;
        if (context_.section == Section::accounts) {
            return std::find(fields.begin(), fields.end(), Field::creditor) == fields.end();
        }
        const auto useful = std::count_if(fields.begin(), fields.end(), [](Field field) {
            return field != Field::ignored;
        });
        return context_.section == Section::records && useful < 3;
    }

    /// Labels over their values are one row of one account: what stands apart is something else.
    bool ends_row_of_values(std::size_t at) const {
        const auto& line = lines_[at];
        const bool heads_next = segments_of(line).size() == 1 && at + 1 < lines_.size() &&
                                table_header(lines_, at + 1, context_.section).has_value();
        return heads_next || line.first_on_page || line.after_rule ||
               line.gap_above > 0.5 * line.box.height();
    }

    /// "Payment History (Last 12 Months)" with or without the brackets.
    static bool is_history_heading(const Line& line) {
        const auto text = text_of(line);
        const auto bracket = text.find('(');
        const bool stands_alone = segments_of(line).size() == 1 && line.words.size() <= 8;
        return stands_alone &&
               field_of_label(Section::accounts, normalised(text.substr(0, bracket))) ==
                   Field::history;
    }

    bool ends_table(std::size_t at, const TableHeader& header) const {
        const auto& line = lines_[at];
        const auto heading = section_heading(line);
        if (heading && stands_apart(at, heading->section)) return true;
        if (!bureau_header(line).empty() || is_pipe_row(line)) return true;
        if (is_history_heading(line)) return true;
        const bool named = bureau_heading(line) && line.words.size() <= 4 &&
                           segments_of(line).size() == 1 && header.fields[0] != Field::bureau;
        if (named || numbered_name(line)) return true;
        if (table_header(lines_, at, context_.section)) return true;
        const auto pairs = pairs_of(line, context_.section);
        if (!pairs.empty() && pairs.front().strong) return true;
        // "Employment history" between two lists of the consumer's own block.
        const bool label_alone = context_.section == Section::personal && pairs.size() == 1 &&
                                 pairs.front().value.empty();
        if (label_alone) return true;
        return is_prose_across(line, header);
    }

    /// The account's number alone on the line below its name.
    bool take_number_below_name(const Line& line) {
        const bool below = context_.section == Section::accounts && context_.item_is_fresh() &&
                           line.words.size() == 1 && is_printed_number(line.words[0].text);
        if (below) context_.add(context_.entry(), Field::account_number, cell_of(line, {0, 1}));
        return below;
    }

    /// Plain lists have no heading above their accounts: the first label of one opens the section.
    void enter_accounts_at_label(const Line& line) {
        const bool before = context_.section == Section::head ||
                            context_.section == Section::summary ||
                            context_.section == Section::scores;
        if (!before) return;
        const auto pairs = pairs_of(line, Section::accounts);
        if (pairs.empty() || !pairs.front().strong || pairs.front().value.empty()) return;
        const auto field = pairs.front().field;
        if (field != Field::creditor && field != Field::account_number) return;
        rows_.flush();
        context_.enter({Section::accounts, {}});
        // The name of the first one stands right above.
        if (field != Field::account_number || at_ < 2) return;
        if (starts_item(lines_, at_ - 2, context_)) open_item_headed(lines_[at_ - 2], context_);
    }

    /// So does the header of a list of accounts.
    void enter_accounts_at_table() {
        if (context_.section != Section::head && context_.section != Section::summary) return;
        const auto header = table_header(lines_, at_, Section::accounts);
        if (!header) return;
        const auto has = [&header](Field field) {
            return std::count(header->fields.begin(), header->fields.end(), field) > 0;
        };
        if (!has(Field::creditor) || !has(Field::account_number)) return;
        if (!has(Field::balance) && !has(Field::date_opened)) return;
        rows_.flush();
        context_.enter({Section::accounts, {}});
    }

    /// "Credit Karma · As of Feb 3, 2025": not at the start of its line, so no label.
    void take_date_in_words(const Line& line) {
        const auto text = to_lower(text_of(line));
        const auto at = text.find("as of ");
        const bool known = context_.report.head.cells.count(Field::report_date) > 0;
        if (known || at == std::string::npos || line.words.size() > 10) return;
        auto cell = cell_of(line, {0, line.words.size()});
        cell.text = cell.text.substr(at + std::string_view("as of ").size());
        if (parse_date(cell.text)) {
            context_.report.head.cells[Field::report_date].push_back(std::move(cell));
        }
    }

    void content(const Line& line) {
        if (context_.section == Section::skipped) return;
        if (context_.section == Section::head) take_date_in_words(line);
        enter_accounts_at_label(line);
        if (take_number_below_name(line)) return;
        if (scores_.take(line, rows_)) return;
        if (context_.section == Section::summary) {
            take_date_of_report(line);
            return;
        }
        if (starts_item(lines_, at_ - 1, context_)) {
            rows_.item_started();
            history_.forget();
            open_item_headed(line, context_);
            rows_.item_started();
            return;
        }
        if (context_.section == Section::accounts && history_.take_grid_row(line)) {
            rows_.flush();
            return;
        }
        const auto pairs = pairs_of(line, context_.section);
        if (pairs.empty() && history_.take(line)) {
            rows_.flush();
            return;
        }
        const bool alone = pairs.size() == 1 && pairs.front().value.empty();
        history_.title(alone ? std::optional(pairs.front().field) : std::nullopt);
        if (pairs.empty() && context_.item() != nullptr && is_history_heading(line)) {
            rows_.flush();
            return;
        }
        const bool unlabelled = pairs.empty() || pairs.front().field == Field::unknown;
        if (unlabelled && take_list_line(line, context_, rows_)) return;
        if (!pairs.empty() && repeats_item(line, pairs, context_)) {
            rows_.flush();
            if (repeats_item(line, pairs, context_)) start_next_item();
        }
        rows_.take(line);
        if (!pairs.empty() && pairs.back().field == Field::history) {
            history_.expect();
        }
    }

    /// A summary may be the only place that dates the report.
    void take_date_of_report(const Line& line) {
        for (const auto& pair : pairs_of(line, Section::head)) {
            const bool dates =
                pair.field == Field::report_date && !pair.value.empty() && pair.label != "date";
            if (dates) context_.report.head.cells[pair.field].push_back(cell_of(line, pair.value));
        }
    }

    void start_next_item() {
        const auto block = context_.block;
        context_.start_item();
        context_.block = block;
        rows_.item_started();
        history_.forget();
    }

    const std::vector<Line>& lines_;
    std::size_t at_ = 0;
    std::optional<Bureau> only_bureau_;
    bool item_open_ = false;
    Context context_;
    RowReader rows_;
    HistoryReader history_;
    PipeReader pipes_;
    ScoreReader scores_;
};

}  // namespace

RawReport walk(const std::vector<Line>& lines, const WalkSettings& settings) {
    return Walker(lines, settings).run();
}

}  // namespace fairfile::reading
