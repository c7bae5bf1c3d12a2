#include "base/dates.hpp"

#include <array>
#include <cstdio>

namespace fairfile {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char character : text) {
        if (character < '0' || character > '9') return std::nullopt;
        value = value * 10 + (character - '0');
    }
    return value;
}

year_month_day last_of_month(const PartialDate& date) {
    const auto last =
        year{date.year} / month{static_cast<unsigned>(date.month)} / std::chrono::last;
    return year_month_day{sys_days{last}};
}

}  // namespace

std::optional<PartialDate> make_date(int year_part, int month_part, int day_part) {
    if (year_part < 1 || year_part > 9999) return std::nullopt;
    if (month_part < 0 || month_part > 12 || day_part < 0) return std::nullopt;
    if (month_part == 0 && day_part != 0) return std::nullopt;
    const PartialDate date{year_part, month_part, day_part};
    if (day_part != 0) {
        const unsigned last = static_cast<unsigned>(last_of_month(date).day());
        if (static_cast<unsigned>(day_part) > last) return std::nullopt;
    }
    return date;
}

std::string to_string(const PartialDate& date) {
    std::array<char, 40> buffer{};
    if (date.has_day()) {
        std::snprintf(
            buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day
        );
    } else if (date.has_month()) {
        std::snprintf(buffer.data(), buffer.size(), "%04d-%02d", date.year, date.month);
    } else {
        std::snprintf(buffer.data(), buffer.size(), "%04d", date.year);
    }
    return buffer.data();
}

std::string in_words(const PartialDate& date) {
    static constexpr std::array<std::string_view, 12> months{
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"};
    auto text = std::to_string(date.year);
    if (!date.has_month()) return text;
    const std::string day = date.has_day() ? " " + std::to_string(date.day) + "," : "";
    return std::string(months.at(static_cast<std::size_t>(date.month) - 1)) + day + " " + text;
}

std::optional<PartialDate> parse_iso_date(std::string_view text) {
    const auto length = text.size();
    if (length != 4 && length != 7 && length != 10) return std::nullopt;
    if (length > 4 && text[4] != '-') return std::nullopt;
    if (length > 7 && text[7] != '-') return std::nullopt;
    const auto year_part = digits(text.substr(0, 4));
    const auto month_part = length > 4 ? digits(text.substr(5, 2)) : 0;
    const auto day_part = length > 7 ? digits(text.substr(8, 2)) : 0;
    if (!year_part || !month_part || !day_part) return std::nullopt;
    if ((length > 4 && *month_part == 0) || (length > 7 && *day_part == 0)) return std::nullopt;
    return make_date(*year_part, *month_part, *day_part);
}

sys_days first_day(const PartialDate& date) {
    const auto month_part = date.has_month() ? static_cast<unsigned>(date.month) : 1U;
    const auto day_part = date.has_day() ? static_cast<unsigned>(date.day) : 1U;
    return sys_days{year{date.year} / month{month_part} / day{day_part}};
}

sys_days last_day(const PartialDate& date) {
    if (date.has_day()) return first_day(date);
    PartialDate whole = date;
    if (!whole.has_month()) whole.month = 12;
    return sys_days{last_of_month(whole)};
}

PartialDate to_date(sys_days when) {
    const year_month_day parts{when};
    return {
        static_cast<int>(parts.year()),
        static_cast<int>(static_cast<unsigned>(parts.month())),
        static_cast<int>(static_cast<unsigned>(parts.day())),
    };
}

std::string to_rfc3339(std::chrono::system_clock::time_point time) {
    using std::chrono::floor;
    const auto days = floor<std::chrono::days>(time);
    const PartialDate date = to_date(days);
    const std::chrono::hh_mm_ss clock{floor<std::chrono::milliseconds>(time - days)};
    std::array<char, 64> buffer{};
    std::snprintf(
        buffer.data(),
        buffer.size(),
        "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
        date.year,
        date.month,
        date.day,
        static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count())
    );
    return buffer.data();
}

}  // namespace fairfile
