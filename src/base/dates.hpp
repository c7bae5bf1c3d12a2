// Dates as documents print them: a day, a month or only a year. What the document does not say is
// not filled in. Text form is ISO 8601: YYYY-MM-DD, YYYY-MM or YYYY.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile {

/// year in 1..9999; month 0 = not said, else 1..12; day 0 = not said, else a day of that month.
struct PartialDate {
    int year = 0;
    int month = 0;
    int day = 0;

    auto operator<=>(const PartialDate&) const = default;
    bool has_month() const { return month != 0; }
    bool has_day() const { return day != 0; }
};

/// The checked way to make one; nullopt when the parts are no date.
std::optional<PartialDate> make_date(int year, int month = 0, int day = 0);

std::string to_string(const PartialDate& date);

/// As American letters say it: "March 14, 2026", "March 2026" or "2026".
std::string in_words(const PartialDate& date);

/// Accepts exactly the three ISO forms.
std::optional<PartialDate> parse_iso_date(std::string_view text);

/// Earliest and latest day that a partial date can mean.
std::chrono::sys_days first_day(const PartialDate& date);
std::chrono::sys_days last_day(const PartialDate& date);

PartialDate to_date(std::chrono::sys_days day);

/// RFC 3339 in UTC with milliseconds: 2025-01-31T09:30:00.250Z.
std::string to_rfc3339(std::chrono::system_clock::time_point time);

}  // namespace fairfile
