// Tables with a header of known labels: a row is an account, an inquiry, a public record, or what
// one bureau says about the open account. Rows go on over several lines and over pages.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/line_kinds.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace fairfile::reading {

/// A header that starts at this line: at least three labels side by side and nothing else.
std::optional<TableHeader> table_header(
    const std::vector<Line>& lines, std::size_t at, Section section
);

struct TableRow {
    std::vector<Cell> cells;  // one a column, empty where there is nothing
};

/// The lines from `first` to `last` as rows of this table.
std::vector<TableRow> table_rows(
    const std::vector<Line>& lines, WordRange range, const TableHeader& header
);

/// True when the line cannot be part of the table: running text across its columns.
bool is_prose_across(const Line& line, const TableHeader& header);

void add_row(Context& context, const TableHeader& header, TableRow row);

}  // namespace fairfile::reading
