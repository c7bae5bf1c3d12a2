// Legal clocks of credit disputes: when a bureau, furnisher, creditor or collector must have acted,
// and how long an item may stay. Pure arithmetic over a table of rules, each with its citation and
// the day since which it is law, so that a lawyer can correct it. Days are calendar days from
// receipt, which is day 0; a period ends on its last day even on a weekend. Nothing here counts
// from printing or mailing. Not legal advice.
#pragma once

#include "features/clocks/business_days.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace fairfile::clocks {

enum class Unit { days, business_days, years, hours };

/// One clock: how much time, counted from what, by which law.
struct ClockRule {
    std::string_view id;
    std::string_view what;
    int length;
    Unit unit;
    std::string_view starts;  // the event's name, also the input of `answer`
    std::string_view citation;
    sys_days since;
};

std::span<const ClockRule> rules();
/// Nullptr when there is no such clock.
const ClockRule* find_rule(std::string_view id);

/// What decides a bureau's time for one dispute. `delivered` is the receipt by the bureau.
struct Receipt {
    sys_days delivered;
    std::optional<sys_days> information_received = std::nullopt;
    bool is_relevant = true;
    bool is_already_found = false;
    bool after_annual_report = false;
};

struct Due {
    std::string_view clock;  // C1, C2 or C3
    sys_days day;
};

/// 15 USC 1681i(a)(1); 1681j(a)(3): 30 days; 45 when the person sent relevant information within
/// the 30 and nothing was found yet; 45 after the free annual report.
Due response_due(const Receipt& receipt);

/// The mail's own time, on which no law says anything.
inline constexpr std::chrono::days mail_allowance_default{5};

/// The last day on which an answer may still be on its way: the due day, five business days for
/// the notice of results (1681i(a)(6)(A)), and the mail's time. Expired is any day after it.
sys_days last_day_to_wait(sys_days due, std::chrono::days mail_allowance = mail_allowance_default);

/// The last day an item may be reported: delinquency + 180 days + 7 years, 15 USC 1681c(a)(4), (c).
sys_days seven_years_and_180_days(sys_days first_delinquency);

/// The same day so many years on; 29 February becomes the last day of that month.
sys_days years_after(sys_days day, int years);

/// One question of `fairfile deadlines`: a clock and its inputs, dates as text or yes and no.
using Input = std::variant<std::string, bool>;
struct Question {
    std::string clock;
    std::map<std::string, Input, std::less<>> inputs;
};

/// `error` is empty when there is a date, else says in one sentence what makes no sense.
struct Answer {
    std::optional<sys_days> date = std::nullopt;
    std::optional<sys_days> services_from = std::nullopt;  // C21 only
    std::string error = {};
};

/// Every clock of the table, C2, C3, C14 and C21 with their own conditions, `7y180` and `10y`.
Answer answer(const Question& question);

}  // namespace fairfile::clocks
