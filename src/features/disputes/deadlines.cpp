#include "features/disputes/deadlines.hpp"

namespace fairfile::disputes {

using std::chrono::days;

ClockEnds clock_ends(sys_days delivered) {
    return {
        clocks::response_due({.delivered = delivered}).day,
        clocks::response_due({.delivered = delivered, .after_annual_report = true}).day,
        delivered + days{clocks::find_rule("C7")->length},
        clocks::business_days_after(delivered, clocks::find_rule("C14")->length)};
}

sys_days last_expired_due(sys_days today, days mail_allowance) {
    auto due = today - mail_allowance;
    while (clocks::last_day_to_wait(due, mail_allowance) >= today) due -= days{1};
    return due;
}

}  // namespace fairfile::disputes
