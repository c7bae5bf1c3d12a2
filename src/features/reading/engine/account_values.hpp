// One bureau's entry of one account: labelled cells become typed values.
#pragma once

#include "features/reading/engine/raw.hpp"
#include "features/reading/reading.hpp"

#include <string>
#include <vector>

namespace fairfile::reading {

/// A tradeline and what could not be decided about it; `about` of the questions is the bare field.
struct TypedAccount {
    Tradeline line;
    std::vector<Question> questions;
    std::vector<std::string> warnings;
    std::vector<HistoryMark> undated;  // marks that have no month
    bool was_late = false;             // status words tell of an earlier lateness
};

/// `own` is what the bureau says, `shared` what the report says for all of them.
TypedAccount type_account(const RawEntry& own, const RawItem& item);

Evidence evidence_of(const Cell& cell, double factor = 1);

}  // namespace fairfile::reading
