// What a single line is, seen by itself: a heading, bureaus side by side, a row between pipes,
// labels with their values.
#pragma once

#include "features/reading/engine/raw.hpp"
#include "features/reading/layout/columns.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::reading {

struct BureauMark {
    Bureau bureau;
    Box box;
};

/// Two or three bureaus side by side and nothing else but a word such as "Item" before them.
std::vector<BureauMark> bureau_header(const Line& line);

/// "Experian Credit File", "[TransUnion Section]", "Equifax:"; a line that only names one bureau.
std::optional<Bureau> bureau_heading(const Line& line);

/// A section's heading, numbering and counts in brackets left aside.
std::optional<Heading> section_heading(const Line& line);

struct Pair {
    Field field = Field::unknown;
    std::string label;    // normalised
    bool strong = false;  // ends with a colon
    WordRange label_words;
    WordRange value;
};

/// Where labels without a colon may stand: only at the start of a line, or in any cell of a grid of
/// labels and values. Where bureaus stand side by side, cells are values even if they read like
/// labels ("Charge off").
enum class WeakLabels { at_line_start, in_any_cell };

/// "Account #: 1234 Type: Credit Card". A line that does not start with a label gives none.
std::vector<Pair> pairs_of(
    const Line& line, Section section, WeakLabels weak = WeakLabels::at_line_start
);

struct TableHeader {
    std::vector<Field> fields;
    std::vector<Column> columns;
    std::size_t lines_used = 1;
    bool torn = false;  // cells so narrow that words break inside
};

bool is_pipe_row(const Line& line);
std::vector<WordRange> pipe_cells(const Line& line);

/// "3. CHASE BANK USA (Open)": the words of the name, the number left aside.
std::optional<WordRange> numbered_name(const Line& line);

}  // namespace fairfile::reading
