#include "features/findings/comparison.hpp"

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "features/findings/rules.hpp"

#include <algorithm>
#include <map>

namespace fairfile::findings {
namespace {

using reading::CreditReport;
using reading::HistoryMark;
using reading::Tradeline;

constexpr std::size_t digits_compared_min = 4;

/// Digits, with a point where the mask hides one; other signs are how a bureau prints.
std::string visible(const std::string& number) {
    std::string out;
    for (const char c : number) {
        if (is_digit(c)) out += c;
        if (c == '*' || c == 'x' || c == 'X' || c == '#' || c == '.') out += '.';
    }
    return out;
}

/// How many digits agree when both are laid over each other from one end; none when two differ.
std::size_t agreeing(std::string_view one, std::string_view other) {
    std::size_t agree = 0;
    for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) {
        if (one[i] == '.' || other[i] == '.') continue;
        if (one[i] != other[i]) return 0;
        ++agree;
    }
    return agree;
}

bool same_number(const std::optional<std::string>& one, const std::optional<std::string>& other) {
    if (!one || !other) return false;
    auto left = visible(*one);
    auto right = visible(*other);
    const auto from_start = agreeing(left, right);
    std::reverse(left.begin(), left.end());
    std::reverse(right.begin(), right.end());
    return std::max(from_start, agreeing(left, right)) >= digits_compared_min;
}

/// Letters and digits of the name; one may be cut short.
bool same_creditor(const std::optional<std::string>& one, const std::optional<std::string>& other) {
    if (!one || !other) return true;
    const auto bare = [](const std::string& name) {
        std::string out;
        for (const char c : to_lower(name)) {
            if (is_letter(c) || is_digit(c)) out += c;
        }
        return out;
    };
    const auto left = bare(*one);
    const auto right = bare(*other);
    constexpr std::size_t beginning = 4;
    return left.substr(0, beginning) == right.substr(0, beginning);
}

bool is_same(const Tradeline& one, const Tradeline& other) {
    return one.bureau == other.bureau && same_number(one.account_number, other.account_number) &&
           same_creditor(one.creditor, other.creditor);
}

/// For each line of the new report its only match in the old one.
std::map<std::size_t, std::size_t> matches(const CreditReport& older, const CreditReport& newer) {
    std::map<std::size_t, std::size_t> found;
    std::map<std::size_t, int> taken;
    for (std::size_t i = 0; i < newer.tradelines.size(); ++i) {
        std::vector<std::size_t> fits;
        for (std::size_t j = 0; j < older.tradelines.size(); ++j) {
            if (is_same(newer.tradelines[i], older.tradelines[j])) fits.push_back(j);
        }
        if (fits.size() != 1) continue;
        found.emplace(i, fits.front());
        ++taken[fits.front()];
    }
    std::erase_if(found, [&taken](const auto& match) { return taken[match.second] > 1; });
    return found;
}

std::string json_of(const std::optional<std::string>& text) {
    std::string out = text ? "" : "null";
    if (text) append_json_string(out, *text);
    return out;
}

std::string json_of(const std::optional<PartialDate>& date) {
    return json_of(date ? std::optional(to_string(*date)) : std::nullopt);
}

std::string json_of(const std::optional<Money>& money) {
    return money ? std::to_string(money->cents) : "null";
}

template <class Word>
std::string json_of(const std::optional<Word>& word) {
    return json_of(word ? std::optional(std::string(reading::to_string(*word))) : std::nullopt);
}

/// Every field of the contract that a bureau may change, as JSON.
std::vector<std::pair<std::string_view, std::string>> fields_of(const Tradeline& line) {
    return {
        {"original_creditor", json_of(line.original_creditor)},
        {"account_type", json_of(line.account_type)},
        {"responsibility", json_of(line.responsibility)},
        {"account_status", json_of(line.account_status)},
        {"payment_status", json_of(line.payment_status)},
        {"date_opened", json_of(line.date_opened)},
        {"date_closed", json_of(line.date_closed)},
        {"date_reported", json_of(line.date_reported)},
        {"date_last_payment", json_of(line.date_last_payment)},
        {"date_last_active", json_of(line.date_last_active)},
        {"date_first_delinquency", json_of(line.date_first_delinquency)},
        {"date_removal", json_of(line.date_removal)},
        {"balance_cents", json_of(line.balance)},
        {"credit_limit_cents", json_of(line.credit_limit)},
        {"high_credit_cents", json_of(line.high_credit)},
        {"past_due_cents", json_of(line.past_due)},
        {"monthly_payment_cents", json_of(line.monthly_payment)},
        {"charge_off_cents", json_of(line.charge_off)},
        {"terms", json_of(line.terms)}};
}

std::string name_json(const Tradeline& line) {
    std::string name = line.creditor.value_or("");
    if (line.account_number) name += (name.empty() ? "" : " ") + *line.account_number;
    return json_of(std::optional(name));
}

void compare_fields(const Tradeline& before, const Tradeline& now, std::vector<Change>& changes) {
    const auto old_fields = fields_of(before);
    const auto new_fields = fields_of(now);
    for (std::size_t i = 0; i < old_fields.size(); ++i) {
        if (old_fields[i].second == new_fields[i].second) continue;
        changes.push_back(
            {now.account,
             now.bureau,
             std::string(old_fields[i].first),
             old_fields[i].second,
             new_fields[i].second}
        );
    }
}

/// Later beyond doubt: a date known to the month is a range.
bool moved_later(const std::optional<PartialDate>& before, const std::optional<PartialDate>& now) {
    return before && now && first_day(*now) > last_day(*before);
}

bool is_late(HistoryMark mark) {
    switch (mark) {
        case HistoryMark::ok:
        case HistoryMark::no_data:
        case HistoryMark::unknown:
            return false;
        default:
            return true;
    }
}

void find_rewritten_month(
    Collector& collector, std::size_t index, const Tradeline& before, const Tradeline& now
) {
    for (const auto& month : now.payment_history) {
        for (const auto& earlier : before.payment_history) {
            const bool turned = month.month == earlier.month && earlier.mark == HistoryMark::ok &&
                                is_late(month.mark);
            if (!turned) continue;
            return collector.about(
                "history_rewritten",
                index,
                to_string(month.month) + " was reported as paid on time and is now " +
                    std::string(reading::to_string(month.mark)) + ".",
                {"payment_history"}
            );
        }
    }
}

void find_moved(
    Collector& collector, std::size_t index, const Tradeline& before, const Tradeline& now
) {
    if (moved_later(before.date_first_delinquency, now.date_first_delinquency)) {
        collector.about(
            "re_aged",
            index,
            "Date of first delinquency moved from " + to_string(*before.date_first_delinquency) +
                " to " + to_string(*now.date_first_delinquency) + ".",
            {"date_first_delinquency"}
        );
    }
    if (moved_later(before.date_removal, now.date_removal)) {
        collector.about(
            "removal_postponed",
            index,
            "Date of removal moved from " + to_string(*before.date_removal) + " to " +
                to_string(*now.date_removal) + ".",
            {"date_removal"}
        );
    }
    find_rewritten_month(collector, index, before, now);
}

}  // namespace

Comparison compare(const CreditReport& older, const CreditReport& newer) {
    Comparison comparison;
    Collector collector(newer, newer.report_date);
    const auto same = matches(older, newer);
    std::vector<bool> known(older.tradelines.size());
    for (std::size_t i = 0; i < newer.tradelines.size(); ++i) {
        const auto& now = newer.tradelines[i];
        const auto match = same.find(i);
        if (match == same.end()) {
            comparison.changes.push_back(
                {now.account, now.bureau, "account", "null", name_json(now)}
            );
            continue;
        }
        known[match->second] = true;
        const auto& before = older.tradelines[match->second];
        compare_fields(before, now, comparison.changes);
        find_moved(collector, i, before, now);
    }
    for (std::size_t j = 0; j < known.size(); ++j) {
        const auto& gone = older.tradelines[j];
        if (known[j]) continue;
        comparison.changes.push_back({gone.account, gone.bureau, "account", name_json(gone), "null"}
        );
    }
    comparison.findings = collector.take();
    return comparison;
}

std::string to_json(const Comparison& comparison) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("changes").begin_array();
    for (const auto& change : comparison.changes) {
        json.begin_object().field("account", change.account).key("bureau");
        json.raw(json_of(change.bureau));
        json.field("field", std::string_view(change.field));
        json.key("old").raw(change.old_value).key("new").raw(change.new_value).end_object();
    }
    json.end_array().key("findings").begin_array();
    for (const auto& finding : comparison.findings) reading::write_json(json, finding);
    json.end_array().end_object();
    return out;
}

}  // namespace fairfile::findings
