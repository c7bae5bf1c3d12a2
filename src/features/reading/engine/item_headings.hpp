// Where one account ends and the next begins: numbered names, names above their bureau header or
// their account number, and labels that come a second time.
#pragma once

#include "features/reading/engine/context.hpp"
#include "features/reading/engine/line_kinds.hpp"

#include <cstddef>
#include <vector>

namespace fairfile::reading {

/// A number as accounts are printed: eight digits or more, or masked.
bool is_printed_number(std::string_view text);

/// The line at this place names a new item of the open section.
bool starts_item(const std::vector<Line>& lines, std::size_t at, Context& context);

/// "Account Information", "Account Details": parts of an account where one is spoken of already.
bool is_heading_inside_account(const Line& line);

/// A heading that also names sections, where it stands for a part of the open account.
bool is_part_of_account(const Line& line, Context& context);

/// Opens the item that the line names; one that says "(continued)" reopens the last.
void open_item_headed(const Line& line, Context& context);

/// These labels were read for the open item already: they belong to a new one.
bool repeats_item(const Line& line, const std::vector<Pair>& pairs, Context& context);

}  // namespace fairfile::reading
