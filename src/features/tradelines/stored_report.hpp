// A report's facts back from their rows, as far as the rules of features/findings look at them.
#pragma once

#include "features/tradelines/tradelines.hpp"

namespace fairfile::tradelines {

/// From the rows of `select_stored_report`, `select_stored_tradelines`, `select_stored_records`;
/// the first must not be empty.
StoredReport stored_report(
    const std::vector<postgres::Rows>& rows, UserId user, const crypto::Key& key
);

}  // namespace fairfile::tradelines
