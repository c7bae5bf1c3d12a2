#include "features/clocks/clocks.hpp"

namespace fairfile::clocks {

namespace {

using namespace std::chrono;

constexpr days delinquency_grace{180};
constexpr int delinquency_years = 7;

days days_of(std::string_view clock) {
    return days{find_rule(clock)->length};
}

}  // namespace

Due response_due(const Receipt& receipt) {
    if (receipt.after_annual_report) return {"C3", receipt.delivered + days_of("C3")};
    const auto ordinary = receipt.delivered + days_of("C1");
    const auto& information = receipt.information_received;
    const bool came_inside =
        information && *information >= receipt.delivered && *information <= ordinary;
    if (came_inside && receipt.is_relevant && !receipt.is_already_found) {
        return {"C2", receipt.delivered + days_of("C2")};
    }
    return {"C1", ordinary};
}

sys_days last_day_to_wait(sys_days due, days mail_allowance) {
    return business_days_after(due, find_rule("C6")->length) + mail_allowance;
}

sys_days seven_years_and_180_days(sys_days first_delinquency) {
    return years_after(first_delinquency + delinquency_grace, delinquency_years);
}

sys_days years_after(sys_days day, int count) {
    const year_month_day date{day};
    const auto later = date + years{count};
    if (later.ok()) return sys_days{later};
    return sys_days{later.year() / later.month() / last};
}

}  // namespace fairfile::clocks
