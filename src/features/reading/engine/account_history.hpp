// Whose a history is, and of which months: rows of a bureau belong to it; a row for the account as
// a whole is given only to bureaus whose own status it does not contradict.
#pragma once

#include "features/reading/engine/account_values.hpp"

#include <vector>

namespace fairfile::reading {

struct BureauAccount {
    std::optional<Bureau> bureau;
    const RawEntry* own = nullptr;
    TypedAccount typed;
};

void give_histories(const RawItem& item, std::vector<BureauAccount>& accounts);

}  // namespace fairfile::reading
