// Business days: Monday to Friday without federal holidays as observed (5 USC 6103). The FCRA uses
// the word without defining it; this reading is the longer one for nobody and the usual one. The
// holidays are rows with the years they are law, so they are known for any year. Pure.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

namespace fairfile::clocks {

using std::chrono::sys_days;

struct Holiday {
    std::string_view name;
    sys_days observed;
};

/// The holidays observed in that year, by date. New Year's Day of the year after is among them
/// when it falls on a Saturday: it is observed on 31 December.
std::vector<Holiday> federal_holidays(std::chrono::year year);

bool is_business_day(sys_days day);

/// The `count`-th business day after `day`; `day` itself is day 0 whatever it is. `count` >= 0.
sys_days business_days_after(sys_days day, int count);

}  // namespace fairfile::clocks
