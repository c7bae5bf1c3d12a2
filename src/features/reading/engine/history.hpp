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
    /// True when the line was a row of months, years or marks and has been used.
    bool take(const Line& line);

  private:
    struct MonthColumn {
        double middle = 0;
        int month = 0;
        int year = 0;
    };

    bool take_months(const Line& line, std::size_t first);
    bool take_years(const Line& line, std::size_t first);
    bool take_marks(const Line& line, std::size_t first, std::optional<Bureau> bureau);
    std::optional<PartialDate> month_at(double middle, int row_year) const;

    Context& context_;
    bool expected_ = false;
    std::vector<MonthColumn> months_;
    std::vector<MonthColumn> years_alone_;  // a year row printed above its month row
};

/// Marks written one after the other in a cell: "OK OK 30", "11/2025 OK, 10/2025 30".
RawHistory history_of(const Cell& cell);

}  // namespace fairfile::reading
