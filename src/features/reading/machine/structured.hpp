// What the readers of machine formats share: fields that keep their evidence, dates without a
// separator, histories by an alphabet that belongs to the format.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::reading {

/// MMDDYYYY with day 00 as a month; zeros are no date.
std::optional<PartialDate> parse_compact_date(std::string_view text);

/// ISO, slashes, or compact.
std::optional<PartialDate> parse_any_date(std::string_view text);

using DateParser = std::optional<PartialDate> (*)(std::string_view text);

/// Fills one tradeline; empty text leaves a field empty, text that does not parse warns.
class EntryBuilder {
  public:
    explicit EntryBuilder(std::vector<std::string>& warnings) : warnings_(warnings) {}

    Tradeline line;

    void text(std::optional<std::string>& field, std::string_view name, std::string_view raw);
    void money(std::optional<Money>& field, std::string_view name, std::string_view raw);
    void date(
        std::optional<PartialDate>& field,
        std::string_view name,
        std::string_view raw,
        DateParser parse = parse_any_date
    );
    void remark(std::string_view raw);
    void code(std::string_view name, std::string_view raw);
    void note(std::string_view name, std::string_view raw);

  private:
    std::vector<std::string>& warnings_;
};

/// One letter of an alphabet. `ambiguous` marks take the account's own status.
struct MarkOfLetter {
    char letter;
    HistoryMark mark;
    bool ambiguous = false;
};

/// Letters newest first from this month; the alphabet says what each means, nothing else does.
template <std::size_t count>
void add_history(
    Tradeline& line,
    std::string_view letters,
    PartialDate month,
    const MarkOfLetter (&alphabet)[count]
);

HistoryMark settled_mark(const Tradeline& line, HistoryMark mark);

/// Entities escaped twice ("&#x26;amp;") and brackets around adverse words (">Charged Off<").
std::string plain_text(std::string_view raw);

/// Counts the accounts, judges the entries and closes the report.
CreditReport finished(CreditReport report, std::vector<std::vector<Tradeline>> groups);

template <std::size_t count>
void add_history(
    Tradeline& line,
    std::string_view letters,
    PartialDate month,
    const MarkOfLetter (&alphabet)[count]
) {
    constexpr std::size_t months_max = 120;
    month.day = 0;
    for (const char letter : letters) {
        if (line.payment_history.size() >= months_max) return;
        HistoryMark mark = HistoryMark::unknown;
        for (const auto& row : alphabet) {
            if (row.letter != letter) continue;
            mark = row.ambiguous ? settled_mark(line, row.mark) : row.mark;
        }
        line.payment_history.push_back({month, mark});
        --month.month;
        if (month.month == 0) {
            month.month = 12;
            --month.year;
        }
    }
}

}  // namespace fairfile::reading
