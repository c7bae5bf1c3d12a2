// The clocks that a letter's delivery starts, as dates, and what has run out. Pure.
#pragma once

#include "features/clocks/clocks.hpp"

#include <chrono>

namespace fairfile::disputes {

using std::chrono::sys_days;

/// The day each clock ends for a letter delivered on `delivered`.
struct ClockEnds {
    sys_days reinvestigation;      // C1
    sys_days after_annual_report;  // C3
    sys_days verification;         // C7
    sys_days block;                // C14, of a letter that came with all four elements
};
ClockEnds clock_ends(sys_days delivered);

/// The latest due day whose answer can no longer be on its way on `today`: what is due then or
/// before has expired.
sys_days last_expired_due(
    sys_days today, std::chrono::days mail_allowance = clocks::mail_allowance_default
);

}  // namespace fairfile::disputes
