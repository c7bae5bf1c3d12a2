// Payment history: rows of marks, with months above them, beside them or not at all; for one
// bureau, for each, or for the account as a whole. Marks without months stay without months here.
#pragma once

#include "features/reading/engine/context.hpp"

#include <optional>
#include <vector>

namespace fairfile::reading {

class HistoryReader {
  public:
    explicit HistoryReader(Context& context) : context_(context) {}

    /// A "Payment History" label was read: marks may follow.
    void expect();
    void forget();
    /// The label that stands alone on a line: what the grid below it shows.
    void title(std::optional<Field> field) { title_ = field; }
    /// True when the line was a row of months, years or marks and has been used.
    bool take(const Line& line);
    /// A bureau's name alone in the grid: it does not report the account.
    bool is_empty_row(const Line& line) const;
    /// Below a row of months: a row with a label of its own ("Rating", "Balance"). Only ratings are
    /// history; the others are used up, so that they are not read as the account's values.
    bool take_grid_row(const Line& line);

  private:
    struct MonthColumn {
        double middle = 0;
        int month = 0;
        int year = 0;
        double width = 0;
    };

    bool take_months(const Line& line, std::size_t first);
    static void fill_gaps(std::vector<MonthColumn>& columns);
    std::optional<HistoryMark> mark_in(const Line& line, std::size_t word, int row_year) const;
    void date_rows_above(const Line& line);
    bool take_years(const Line& line, std::size_t first);
    bool take_marks(const Line& line, std::size_t first, std::optional<Bureau> bureau);
    std::optional<PartialDate> month_at(double middle, int row_year) const;
    const MonthColumn* column_at(double middle) const;
    std::size_t first_in_grid(const Line& line) const;

    Context& context_;
    bool expected_ = false;
    bool in_grid_ = false;     // the lines above were months and rows below them
    bool other_grid_ = false;  // of balances or the like
    std::optional<Field> title_;
    std::vector<MonthColumn> months_;
    std::vector<MonthColumn> years_alone_;  // a year row printed above its month row
};

/// Marks written one after the other in a cell: "OK OK 30", "11/2025 OK, 10/2025 30".
RawHistory history_of(const Cell& cell);

}  // namespace fairfile::reading
