#include "features/reading/engine/pipes.hpp"

#include "features/reading/meaning/mending.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

constexpr std::size_t row_cells_max = 40;

std::vector<Cell> cells_between_pipes(const Line& line) {
    std::vector<Cell> cells;
    for (const auto& range : pipe_cells(line)) {
        Cell empty;
        empty.page = line.page;
        cells.push_back(range.empty() ? empty : cell_of(line, range));
    }
    return cells;
}

bool is_status(std::string_view text) {
    const auto payment = payment_status_of(text);
    return payment.now || payment.adverse || account_status_of(text);
}

bool says_status(Field field) {
    return field == Field::status || field == Field::account_status ||
           field == Field::payment_status;
}

/// The only status of a row says how the account is paid, unless its word is a state of accounts.
Field field_of_status(std::string_view text) {
    const auto state = account_status_of(text);
    const bool of_account = state && *state != AccountStatus::paid;
    if (of_account) return Field::status;
    const auto payment = payment_status_of(text);
    return payment.now || payment.adverse ? Field::payment_status : Field::status;
}

std::string account_key(std::string_view text) {
    std::string key;
    for (const char c : normalised(text)) {
        if (c != ' ') key += c;
    }
    return key;
}

bool names_item(const RawItem& item, std::string_view creditor) {
    const auto heading = item.common.cells.find(Field::heading);
    return heading != item.common.cells.end() &&
           account_key(heading->second.front().text) == account_key(creditor);
}

}  // namespace

bool PipeReader::take(const Line& line) {
    if (!is_pipe_row(line)) {
        if (!open_ || !is_next_line(line)) return false;
        extend_row({cell_of(line, {0, line.words.size()})}, false);
        note(line);
        return true;
    }
    auto cells = cells_between_pipes(line);
    const bool opens_with_pipe = line.words.front().text == "|";
    if (opens_with_pipe) cells.erase(cells.begin());
    if (take_header(cells)) return true;
    const bool whole_row = !header_.empty() && cells.size() >= header_.size();
    const bool continues = opens_with_pipe && open_ && is_next_line(line) && !whole_row &&
                           !bureau_of_abbreviation(cells.front().text);
    if (continues) {
        extend_row(std::move(cells), true);
    } else {
        start_row(std::move(cells));
    }
    note(line);
    return true;
}

bool PipeReader::take_header(std::vector<Cell> cells) {
    while (!cells.empty() && cells.back().text.empty()) cells.pop_back();
    std::vector<Field> fields;
    std::size_t known = 0;
    for (const auto& cell : cells) {
        const auto field = field_of_label(Section::accounts, normalised(cell.text));
        known += field && !bureau_of(cell.text) ? 1 : 0;
        fields.push_back(field.value_or(Field::unknown));
    }
    if (known < 3 || known + 1 < cells.size()) return false;
    flush();
    header_ = std::move(fields);
    return true;
}

bool PipeReader::is_next_line(const Line& line) const {
    if (line.after_rule) return false;
    if (line.page != page_) return line.first_on_page && line.page == page_ + 1;
    return line.box.top - bottom_ < 0.7 * line.box.height();
}

void PipeReader::note(const Line& line) {
    bottom_ = line.box.bottom;
    page_ = line.page;
}

void PipeReader::start_row(std::vector<Cell> cells) {
    flush();
    row_ = std::move(cells);
    open_ = true;
}

void PipeReader::extend_row(std::vector<Cell> cells, bool opens_cell) {
    for (std::size_t i = 0; i < cells.size() && row_.size() < row_cells_max; ++i) {
        if (i > 0 || opens_cell || row_.empty()) {
            row_.push_back(std::move(cells[i]));
        } else {
            extend_cell(row_.back(), cells[i], Field::remarks);
        }
    }
}

void PipeReader::flush() {
    if (!open_) return;
    open_ = false;
    while (!row_.empty() && row_.back().text.empty()) row_.pop_back();
    if (row_.size() < 3) return;
    if (context_.section != Section::accounts && context_.section != Section::head) return;
    const auto bureau = bureau_of_abbreviation(row_.front().text);
    if (!bureau && header_.empty()) return;
    ++context_.report.pipe_rows;
    context_.section = Section::accounts;
    const auto* open_item = context_.item();
    const bool of_open_item =
        open_item != nullptr && bureau && row_.size() > 1 && names_item(*open_item, row_[1].text);
    if (!of_open_item) context_.start_item();
    auto& entry = bureau ? context_.entry_of(*bureau) : context_.entry();
    if (header_.size() >= row_.size() && !header_.empty()) {
        add_by_header(entry);
    } else {
        add_by_kind(entry);
    }
}

void PipeReader::add_by_header(RawEntry& entry) {
    const bool one_status = std::count_if(header_.begin(), header_.end(), says_status) == 1;
    for (std::size_t i = 0; i < row_.size(); ++i) {
        const bool plain = header_[i] == Field::bureau || header_[i] == Field::ignored;
        if (row_[i].text.empty() || plain) continue;
        const bool by_word = one_status && says_status(header_[i]) && is_status(row_[i].text);
        const auto field = by_word ? field_of_status(row_[i].text) : header_[i];
        context_.add(entry, field, std::move(row_[i]));
    }
}

/// Without a header only the kind of a cell tells: a second amount could be anything, and is left.
void PipeReader::add_by_kind(RawEntry& entry) {
    bool creditor = false;
    bool number = false;
    bool amount = false;
    bool status = false;
    for (std::size_t i = 1; i < row_.size(); ++i) {
        auto& cell = row_[i];
        const bool money = cell.text.find('$') != std::string::npos && parse_money(cell.text);
        if (cell.text.empty()) continue;
        if (!creditor) {
            creditor = true;
            context_.add(entry, Field::creditor, std::move(cell));
        } else if (!number && !money && looks_like_account_number(cell.text)) {
            number = true;
            context_.add(entry, Field::account_number, std::move(cell));
        } else if (!amount && money) {
            amount = true;
            context_.add(entry, Field::balance, std::move(cell));
        } else if (!status && is_status(cell.text)) {
            status = true;
            const auto field = field_of_status(cell.text);
            context_.add(entry, field, std::move(cell));
        } else if (!money && i + 1 == row_.size()) {
            context_.add(entry, Field::remarks, std::move(cell));
        } else {
            context_.add(entry, Field::unknown, std::move(cell));
        }
    }
}

}  // namespace fairfile::reading
