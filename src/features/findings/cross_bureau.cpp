// Where the bureaus contradict each other about one account, and where one bureau shows a debt
// twice. Balances change with time: they are compared within one reporting month only.
#include "features/findings/rules.hpp"

#include <algorithm>
#include <map>

namespace fairfile::findings {
namespace {

using reading::Tradeline;
using Lines = std::vector<std::size_t>;

bool same_month(const std::optional<PartialDate>& one, const std::optional<PartialDate>& other) {
    return one && other && one->has_month() && other->has_month() && one->year == other->year &&
           one->month == other->month;
}

bool cannot_agree(const PartialDate& one, const PartialDate& other) {
    return last_day(one) < first_day(other) || last_day(other) < first_day(one);
}

/// "TransUnion $15,000.00, Experian $15,500.00"
template <class Show>
std::string sayings(const Collector& collector, const Lines& lines, Show show) {
    std::string text;
    for (const auto index : lines) {
        const auto& line = collector.report.tradelines[index];
        if (!text.empty()) text += ", ";
        text += bureau_name(line) + " " + show(line);
    }
    return text;
}

template <class Has>
Lines those_with(const Collector& collector, const Lines& lines, Has has) {
    Lines found;
    for (const auto index : lines) {
        if (has(collector.report.tradelines[index])) found.push_back(index);
    }
    return found;
}

void balances(Collector& collector, const Lines& lines) {
    const auto& all = collector.report.tradelines;
    Lines apart;
    for (const auto one : lines) {
        const bool differs = std::any_of(lines.begin(), lines.end(), [&](std::size_t other) {
            return all[one].balance && all[other].balance &&
                   all[one].balance != all[other].balance &&
                   same_month(all[one].date_reported, all[other].date_reported);
        });
        if (differs) apart.push_back(one);
    }
    if (apart.empty()) return;
    const auto text =
        sayings(collector, apart, [](const Tradeline& line) { return dollars(*line.balance); });
    collector.about_several(
        "cross_bureau_balance",
        apart,
        "Balance differs in the same month: " + text + ".",
        "balance_cents"
    );
}

void statuses(Collector& collector, const Lines& lines) {
    const auto told = those_with(collector, lines, [](const Tradeline& line) {
        return line.payment_status.has_value();
    });
    const auto& all = collector.report.tradelines;
    const bool differ = std::any_of(told.begin(), told.end(), [&](std::size_t index) {
        return all[index].payment_status != all[told.front()].payment_status;
    });
    if (!differ) return;
    const auto text = sayings(collector, told, [](const Tradeline& line) {
        return std::string(to_string(*line.payment_status));
    });
    collector.about_several(
        "cross_bureau_status", told, "Payment status differs: " + text + ".", "payment_status"
    );
}

using DateOf = std::optional<PartialDate> Tradeline::*;

struct DateRule {
    std::string_view rule;
    std::string_view field;
    std::string_view name;
    DateOf date;
};

void dates(Collector& collector, const Lines& lines, const DateRule& rule) {
    const auto told = those_with(collector, lines, [&](const Tradeline& line) {
        return (line.*rule.date).has_value();
    });
    const auto& all = collector.report.tradelines;
    bool differ = false;
    for (const auto one : told) {
        for (const auto other : told) {
            differ = differ || cannot_agree(*(all[one].*rule.date), *(all[other].*rule.date));
        }
    }
    if (!differ) return;
    const auto text = sayings(collector, told, [&](const Tradeline& line) {
        return fairfile::to_string(*(line.*rule.date));
    });
    collector.about_several(
        rule.rule, told, std::string(rule.name) + " differs: " + text + ".", rule.field
    );
}

void limits(Collector& collector, const Lines& lines) {
    const auto told = those_with(collector, lines, [](const Tradeline& line) {
        return line.credit_limit && line.credit_limit->cents > 0;
    });
    const auto& all = collector.report.tradelines;
    const bool differ = std::any_of(told.begin(), told.end(), [&](std::size_t index) {
        return all[index].credit_limit != all[told.front()].credit_limit;
    });
    if (!differ) return;
    const auto text =
        sayings(collector, told, [](const Tradeline& line) { return dollars(*line.credit_limit); });
    collector.about_several(
        "cross_bureau_limit", told, "Credit limit differs: " + text + ".", "credit_limit_cents"
    );
}

/// All digits of a number that hides none of them; empty when it does.
std::string whole_number(const Tradeline& line) {
    std::string digits;
    if (!line.account_number) return digits;
    for (const char c : *line.account_number) {
        if (c == '*' || c == 'X' || c == 'x' || c == '#') return {};
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) digits += c;
    }
    return digits.size() >= 6 ? digits : std::string();
}

void twice_at_one_bureau(Collector& collector) {
    const auto& all = collector.report.tradelines;
    std::map<std::pair<std::optional<reading::Bureau>, std::string>, Lines> by_number;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto number = whole_number(all[i]);
        if (!number.empty()) by_number[{all[i].bureau, std::move(number)}].push_back(i);
    }
    for (const auto& [key, lines] : by_number) {
        const auto owing = those_with(collector, lines, [](const Tradeline& line) {
            return line.balance && line.balance->cents > 0;
        });
        if (owing.size() < 2) continue;
        const auto& first = all[owing.front()];
        const bool same_name = std::all_of(owing.begin(), owing.end(), [&](std::size_t index) {
            return all[index].creditor == first.creditor;
        });
        collector.about_several(
            same_name ? "duplicate_account" : "sold_and_still_owing",
            owing,
            bureau_name(first) + " shows the same account number " + std::to_string(owing.size()) +
                " times, each with a balance.",
            "account_number"
        );
    }
}

}  // namespace

void find_cross_bureau(Collector& collector) {
    if (collector.report.kind != reading::DocumentKind::credit_report) return;
    static constexpr DateRule date_rules[] = {
        {"cross_bureau_opened", "date_opened", "Date opened", &Tradeline::date_opened},
        {"cross_bureau_first_delinquency",
         "date_first_delinquency",
         "First delinquency",
         &Tradeline::date_first_delinquency},
        {"cross_bureau_last_active",
         "date_last_active",
         "Date last active",
         &Tradeline::date_last_active},
    };
    std::map<int, Lines> accounts;
    for (std::size_t i = 0; i < collector.report.tradelines.size(); ++i) {
        accounts[collector.report.tradelines[i].account].push_back(i);
    }
    for (const auto& [account, lines] : accounts) {
        if (lines.size() < 2) continue;
        balances(collector, lines);
        statuses(collector, lines);
        for (const auto& rule : date_rules) dates(collector, lines, rule);
        limits(collector, lines);
    }
    twice_at_one_bureau(collector);
}

}  // namespace fairfile::findings
