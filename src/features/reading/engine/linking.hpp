// Which entries are one account: numbers masked in different styles and names spelled differently,
// but never two entries of one bureau, unless they say the same twice.
#pragma once

#include "features/reading/reading.hpp"

#include <string_view>
#include <vector>

namespace fairfile::reading {

/// Entries of one printed account, one a bureau at most.
using AccountGroup = std::vector<Tradeline>;

enum class NumberMatch { different, unknown, weak, strong };

/// "44445555****" and "4444-5555-XXXX-1234" match; strong needs four common digits or more.
NumberMatch compare_numbers(std::string_view one, std::string_view other);

/// Groups of the same account joined; an entry printed twice is kept once.
std::vector<AccountGroup> linked(std::vector<AccountGroup> groups);

}  // namespace fairfile::reading
