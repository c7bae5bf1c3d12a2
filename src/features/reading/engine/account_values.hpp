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
    std::vector<HistoryMark> undated;     // marks that have no month
    std::optional<PaymentStatus> before;  // what status words say happened earlier
    bool was_late = false;                // they speak of lateness without saying how much
};

/// `own` is what the bureau says, `shared` what the report says for all of them.
TypedAccount type_account(const RawEntry& own, const RawItem& item);

Evidence evidence_of(const Cell& cell, double factor = 1);

}  // namespace fairfile::reading
