// What changed between two reports on one person, and what of it the law does not allow: a date of
// delinquency or of removal that moved later, a month that was paid in time and no longer is.
// Accounts are the same when their bureau, their visible digits and their creditor agree; one that
// fits several of the other report is left alone.
#pragma once

#include "features/reading/reading.hpp"

#include <string>
#include <vector>

namespace fairfile::findings {

/// Values as JSON; "null" where a report says nothing. A whole account that came or went has the
/// field "account". `account` is its number in the new report, in the old one for those that went.
struct Change {
    int account = 0;
    std::optional<reading::Bureau> bureau;
    std::string field;
    std::string old_value;
    std::string new_value;
};

struct Comparison {
    std::vector<Change> changes;
    std::vector<reading::Finding> findings;  // positions in the new report's tradelines
};

Comparison compare(const reading::CreditReport& older, const reading::CreditReport& newer);

/// {"changes": […], "findings": […]}
std::string to_json(const Comparison& comparison);

}  // namespace fairfile::findings
