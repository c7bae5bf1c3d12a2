#include "features/clocks/business_days.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace fairfile::clocks {

namespace {

using namespace std::chrono;

constexpr int fixed_day = 0;
constexpr int last_week = -1;
constexpr int still = std::numeric_limits<int>::max();

/// A holiday as the law names it: a day of a month, or the n-th weekday of it.
struct HolidayRow {
    std::string_view name;
    unsigned month;
    int week;      // 1 to 4, last_week, or fixed_day
    unsigned day;  // of the month, or of the week: 0 is Sunday
    int first_year;
    int last_year;
    std::string_view source;
};

constexpr auto monday_act = "5 USC 6103(a); Pub. L. 90-363, in force since 1971";

constexpr auto rows = std::to_array<HolidayRow>({
    {"New Year's Day", 1, fixed_day, 1, 1870, still, "5 USC 6103(a)"},
    {"Birthday of Martin Luther King, Jr.", 1, 3, 1, 1986, still, "Pub. L. 98-144"},
    {"Washington's Birthday", 2, fixed_day, 22, 1879, 1970, "5 USC 6103(a) before 1971"},
    {"Washington's Birthday", 2, 3, 1, 1971, still, monday_act},
    {"Memorial Day", 5, fixed_day, 30, 1888, 1970, "5 USC 6103(a) before 1971"},
    {"Memorial Day", 5, last_week, 1, 1971, still, monday_act},
    {"Juneteenth National Independence Day", 6, fixed_day, 19, 2021, still, "Pub. L. 117-17"},
    {"Independence Day", 7, fixed_day, 4, 1870, still, "5 USC 6103(a)"},
    {"Labor Day", 9, 1, 1, 1894, still, "5 USC 6103(a)"},
    {"Columbus Day", 10, 2, 1, 1971, still, monday_act},
    {"Veterans Day", 11, fixed_day, 11, 1938, 1970, "5 USC 6103(a) before 1971"},
    {"Veterans Day", 10, 4, 1, 1971, 1977, monday_act},
    {"Veterans Day", 11, fixed_day, 11, 1978, still, "Pub. L. 94-97"},
    {"Thanksgiving Day", 11, 4, 4, 1942, still, "55 Stat. 862"},
    {"Christmas Day", 12, fixed_day, 25, 1870, still, "5 USC 6103(a)"},
});

sys_days named_day(const HolidayRow& row, year of) {
    const auto in = of / month{row.month};
    if (row.week == fixed_day) return sys_days{in / day{row.day}};
    const weekday which{row.day};
    if (row.week == last_week) return sys_days{in / which[last]};
    return sys_days{in / which[static_cast<unsigned>(row.week)]};
}

/// Saturday's is observed on Friday (5 USC 6103(b)), Sunday's on Monday (Executive Order 11582).
sys_days observed_day(sys_days named) {
    const weekday which{named};
    if (which == Saturday) return named - days{1};
    if (which == Sunday) return named + days{1};
    return named;
}

bool is_law(const HolidayRow& row, year of) {
    return int{of} >= row.first_year && int{of} <= row.last_year;
}

bool is_holiday(sys_days day) {
    const auto own = year_month_day{day}.year();
    for (const auto of : {own, own + years{1}}) {
        for (const auto& row : rows) {
            if (is_law(row, of) && observed_day(named_day(row, of)) == day) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<Holiday> federal_holidays(year of_year) {
    std::vector<Holiday> found;
    for (const auto of : {of_year, of_year + years{1}}) {
        for (const auto& row : rows) {
            if (!is_law(row, of)) continue;
            const auto observed = observed_day(named_day(row, of));
            if (year_month_day{observed}.year() == of_year) found.push_back({row.name, observed});
        }
    }
    std::sort(found.begin(), found.end(), [](const Holiday& left, const Holiday& right) {
        return left.observed < right.observed;
    });
    return found;
}

bool is_business_day(sys_days day) {
    const weekday which{day};
    return which != Saturday && which != Sunday && !is_holiday(day);
}

sys_days business_days_after(sys_days day, int count) {
    while (count > 0) {
        day += days{1};
        if (is_business_day(day)) --count;
    }
    return day;
}

}  // namespace fairfile::clocks
