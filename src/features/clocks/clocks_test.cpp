#include "features/clocks/clocks.hpp"

#include "base/dates.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace fairfile::clocks {
namespace {

using namespace std::chrono;

constexpr sys_days on(int y, unsigned m, unsigned d) {
    return sys_days{year{y} / month{m} / day{d}};
}

std::string iso(std::optional<sys_days> day) {
    return day ? to_string(to_date(*day)) : "none";
}

std::string date_of(std::string clock, std::map<std::string, Input, std::less<>> inputs) {
    const auto found = answer({std::move(clock), std::move(inputs)});
    return found.error.empty() ? iso(found.date) : found.error;
}

/// Days over two centuries; the same every time.
std::vector<sys_days> many_days() {
    std::mt19937_64 random(20251123);
    std::vector<sys_days> found;
    for (int i = 0; i < 3000; ++i) {
        found.push_back(on(1950, 1, 1) + days{static_cast<int>(random() % 80'000)});
    }
    return found;
}

TEST(Clocks, AnswerTheContractsQuestions) {
    EXPECT_EQ(date_of("C1", {{"received", "2025-01-15"}}), "2025-02-14");
    EXPECT_EQ(date_of("C4", {{"received", "2025-01-15"}}), "2025-01-23");
    EXPECT_EQ(date_of("7y180", {{"first_delinquency", "2018-06-01"}}), "2025-11-28");
    EXPECT_EQ(date_of("10y", {{"filed", "2015-02-01"}}), "2025-02-01");
    EXPECT_EQ(date_of("10y", {{"filed", "2016-02-29"}}), "2026-02-28");
    EXPECT_EQ(date_of("C15_extended", {{"requested", "2024-02-29"}}), "2031-02-28");
}

TEST(Clocks, ExtendOnlyForRelevantInformationInsideTheThirtyDays) {
    const auto with = [](Input information, Input relevant, Input found) {
        return date_of(
            "C2",
            {{"received", "2025-01-15"},
             {"information_received", std::move(information)},
             {"relevant", std::move(relevant)},
             {"already_found", std::move(found)}}
        );
    };
    EXPECT_EQ(with("2025-02-14", true, false), "2025-03-01");
    EXPECT_EQ(with("2025-02-15", true, false), "2025-02-14");
    EXPECT_EQ(with("2025-01-14", true, false), "2025-02-14");
    EXPECT_EQ(with("2025-01-20", false, false), "2025-02-14");
    EXPECT_EQ(with("2025-01-20", true, true), "2025-02-14");
    EXPECT_EQ(date_of("C2", {{"received", "2025-01-15"}}), "2025-02-14");
}

TEST(Clocks, GiveFortyFiveDaysAfterTheFreeAnnualReport) {
    EXPECT_EQ(
        date_of("C3", {{"received", "2025-01-15"}, {"annual_report", "2025-01-02"}}), "2025-03-01"
    );
    EXPECT_EQ(date_of("C3", {{"received", "2025-01-15"}, {"annual_report", true}}), "2025-03-01");
    EXPECT_EQ(date_of("C3", {{"received", "2025-01-15"}, {"annual_report", false}}), "2025-02-14");
    EXPECT_EQ(
        date_of("C3", {{"received", "2025-01-15"}, {"annual_report", "2025-01-16"}}), "2025-02-14"
    );
}

TEST(Clocks, BlockIdentityTheftFourBusinessDaysAfterTheLastElement) {
    std::map<std::string, Input, std::less<>> inputs{
        {"identity_proof", "2025-06-10"},
        {"identity_theft_report", "2025-06-17"},
        {"items_identified", "2025-06-01"},
        {"statement", "2025-06-12"}};
    EXPECT_EQ(date_of("C14", inputs), "2025-06-24");  // Juneteenth and a weekend between
    inputs.erase("statement");
    EXPECT_EQ(date_of("C14", inputs), "statement is missing.");
}

TEST(Clocks, LetCancelUntilTheThirdBusinessDayAndServeFromTheNext) {
    const auto found = answer({"C21", {{"signed", "2025-07-02"}}});
    EXPECT_EQ(iso(found.date), "2025-07-08");
    EXPECT_EQ(iso(found.services_from), "2025-07-09");
    EXPECT_FALSE(answer({"C1", {{"received", "2025-07-02"}}}).services_from);
}

struct Nonsense {
    const char* what;
    Question question;
    const char* error;
};

TEST(Clocks, SayWhatMakesNoSense) {
    const Nonsense table[] = {
        {"no such clock", {"C99", {}}, "There is no clock of this name."},
        {"nothing given", {"C1", {}}, "received is missing."},
        {"not a day of the calendar",
         {"C1", {{"received", "2025-02-30"}}},
         "received must be a day of the calendar like 2025-01-31."},
        {"only a month",
         {"7y180", {{"first_delinquency", "2018-06"}}},
         "first_delinquency must be a day of the calendar like 2025-01-31."},
        {"a truth for a date",
         {"C1", {{"received", true}}},
         "received must be a day of the calendar like 2025-01-31."},
        {"a date for a truth",
         {"C2", {{"received", "2025-01-15"}, {"relevant", "2025-01-15"}}},
         "relevant must be true or false."},
        {"before any law",
         {"C1", {{"received", "0099-01-01"}}},
         "received is in an impossible year."},
        {"a misspelt condition",
         {"C2", {{"received", "2025-01-15"}, {"already_fuond", true}}},
         "already_fuond is no input of any clock."},
    };
    for (const auto& row : table) {
        const auto found = answer(row.question);
        EXPECT_EQ(found.error, row.error) << row.what;
        EXPECT_FALSE(found.date) << row.what;
    }
}

TEST(Holidays, AreObservedOnFridayOrMondayAndAcrossTheYear) {
    const auto has = [](int of, sys_days day) {
        for (const auto& holiday : federal_holidays(year{of})) {
            if (holiday.observed == day) return true;
        }
        return false;
    };
    EXPECT_TRUE(has(2021, on(2021, 12, 31)));  // New Year's Day 2022 is a Saturday
    EXPECT_FALSE(has(2022, on(2022, 1, 1)));
    EXPECT_FALSE(is_business_day(on(2021, 12, 31)));
    EXPECT_TRUE(has(2023, on(2023, 1, 2)));
    EXPECT_TRUE(has(2026, on(2026, 7, 3)));
    EXPECT_TRUE(has(2021, on(2021, 6, 18)));
    EXPECT_TRUE(is_business_day(on(2020, 6, 19)));  // Juneteenth was no holiday yet
    EXPECT_TRUE(is_business_day(on(1985, 1, 21)));
    EXPECT_TRUE(has(1975, on(1975, 10, 27)));  // Veterans Day was moved to October for seven years
}

TEST(Holidays, AreElevenAYearOnWorkingDays) {
    for (int of = 2022; of < 2200; ++of) {
        const auto found = federal_holidays(year{of});
        std::set<std::string_view> names;
        for (const auto& holiday : found) {
            names.insert(holiday.name);
            EXPECT_NE(weekday{holiday.observed}, Saturday);
            EXPECT_NE(weekday{holiday.observed}, Sunday);
            EXPECT_FALSE(is_business_day(holiday.observed));
        }
        EXPECT_GE(found.size(), 10U) << of;
        EXPECT_LE(found.size(), 12U) << of;
    }
}

TEST(BusinessDays, EndOnABusinessDayWithExactlyThatManyBetween) {
    for (const auto start : many_days()) {
        const auto count = static_cast<int>(start.time_since_epoch().count() & 15) + 1;
        const auto end = business_days_after(start, count);
        int passed = 0;
        for (auto day = start + days{1}; day <= end; day += days{1}) passed += is_business_day(day);
        EXPECT_EQ(passed, count);
        EXPECT_TRUE(is_business_day(end));
        EXPECT_EQ(business_days_after(business_days_after(start, 1), count - 1), end);
    }
}

TEST(ResponseDue, NeverComesBeforeThirtyNorAfterFortyFiveDays) {
    std::mt19937_64 random(7);
    for (const auto start : many_days()) {
        Receipt receipt{start};
        receipt.information_received = start + days{static_cast<int>(random() % 60) - 10};
        receipt.is_relevant = random() % 2 == 0;
        receipt.is_already_found = random() % 2 == 0;
        receipt.after_annual_report = random() % 4 == 0;
        const auto due = response_due(receipt);
        EXPECT_EQ(due.day - start, due.clock == "C1" ? days{30} : days{45});
        const auto wait = last_day_to_wait(due.day);
        EXPECT_GE(wait - due.day, days{5 + 5});
        EXPECT_LE(wait - due.day, days{11 + 5});
        EXPECT_EQ(last_day_to_wait(due.day, days{0}) + days{5}, wait);
    }
}

TEST(SevenYears, NeverMovesBackwardWhenTheDelinquencyMovesForward) {
    for (const auto start : many_days()) {
        EXPECT_LE(seven_years_and_180_days(start), seven_years_and_180_days(start + days{1}));
        const auto later = year_month_day{start + days{180}};
        EXPECT_EQ(year_month_day{seven_years_and_180_days(start)}.year(), later.year() + years{7});
    }
}

TEST(ClockRules, EachHasANameALawAndADayAndAnswersFromItsOwnStart) {
    std::set<std::string_view> names;
    for (const auto& rule : rules()) {
        EXPECT_TRUE(names.insert(rule.id).second) << rule.id;
        EXPECT_FALSE(rule.citation.empty()) << rule.id;
        EXPECT_LT(rule.since, on(2026, 1, 1)) << rule.id;
        if (rule.id == "C14") continue;
        const auto found =
            answer({std::string(rule.id), {{std::string(rule.starts), "2025-01-15"}}});
        EXPECT_EQ(found.error, "") << rule.id;
        EXPECT_GE(found.date, on(2025, 1, 15)) << rule.id;
    }
    for (int number = 1; number <= 22; ++number) {
        EXPECT_TRUE(names.contains("C" + std::to_string(number))) << number;
    }
}

}  // namespace
}  // namespace fairfile::clocks
