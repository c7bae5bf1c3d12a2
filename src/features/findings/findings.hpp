// What is wrong in a credit report, provably, from its own words: items past their legal time,
// entries that contradict themselves, bureaus that contradict each other. Pure; each finding
// carries its rule, citation, one-line fact and the evidence it stands on. No finding on a guess:
// a date known to the month counts only when the whole month proves the point.
#pragma once

#include "features/findings/comparison.hpp"
#include "features/reading/reading.hpp"

#include <vector>

namespace fairfile::findings {

/// `as_of` is the day the law is applied on, normally the report's own date.
std::vector<reading::Finding> findings_of(
    const reading::CreditReport& report, const PartialDate& as_of
);

/// Puts the findings into the report and marks the tradelines they name as disputable. Without a
/// date the report's own counts; without either only what needs no date is found.
void add_findings(reading::CreditReport& report, std::optional<PartialDate> as_of = std::nullopt);

/// The last day an item may be reported: delinquency + 180 days + 7 years, 15 USC 1681c(a)(4), (c).
std::chrono::sys_days end_of_reporting(std::chrono::sys_days delinquency);

}  // namespace fairfile::findings
