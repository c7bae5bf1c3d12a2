#include "base/text.hpp"
#include "features/reading/engine/negative.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"
#include "features/reading/reading.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

using Text = std::optional<std::string>;

struct MoneyField {
    std::string_view name;
    std::optional<Money> Tradeline::*member;
};

constexpr std::array<MoneyField, 6> money_fields{{
    {"balance_cents", &Tradeline::balance},
    {"credit_limit_cents", &Tradeline::credit_limit},
    {"high_credit_cents", &Tradeline::high_credit},
    {"past_due_cents", &Tradeline::past_due},
    {"monthly_payment_cents", &Tradeline::monthly_payment},
    {"charge_off_cents", &Tradeline::charge_off},
}};

struct DateField {
    std::string_view name;
    std::optional<PartialDate> Tradeline::*member;
};

constexpr std::array<DateField, 7> date_fields{{
    {"date_opened", &Tradeline::date_opened},
    {"date_closed", &Tradeline::date_closed},
    {"date_reported", &Tradeline::date_reported},
    {"date_last_payment", &Tradeline::date_last_payment},
    {"date_last_active", &Tradeline::date_last_active},
    {"date_first_delinquency", &Tradeline::date_first_delinquency},
    {"date_removal", &Tradeline::date_removal},
}};

/// The contract's own word ("late_30") or words as a report prints them.
template <class Status, class Parse>
std::optional<Status> status_of(std::string_view text, Status last, Parse parse) {
    for (int value = 0; value <= static_cast<int>(last); ++value) {
        const auto status = static_cast<Status>(value);
        if (to_string(status) == text) return status;
    }
    return parse(text);
}

template <class Value, class Parse>
bool put_parsed(std::optional<Value>& into, const Text& text, Parse parse) {
    std::optional<Value> value;
    if (text) value = parse(trim(*text));
    if (text && !value) return false;
    into = std::move(value);
    return true;
}

bool put_payment_status(Tradeline& line, const Text& text) {
    const auto parse = [](std::string_view words) {
        const auto printed = [](std::string_view one) { return payment_status_of(one).now; };
        return status_of(words, PaymentStatus::paid, printed);
    };
    if (!put_parsed(line.payment_status, text, parse)) return false;
    line.payment_status_text = text;
    return true;
}

bool put_account_status(Tradeline& line, const Text& text) {
    const auto parse = [](std::string_view words) {
        return status_of(words, AccountStatus::derogatory, account_status_of);
    };
    if (!put_parsed(line.account_status, text, parse)) return false;
    line.account_status_text = text;
    return true;
}

bool put_number(Tradeline& line, const Text& text) {
    const auto parse = [](std::string_view number) -> Text {
        std::string joined(number);
        std::erase(joined, ' ');
        if (!looks_like_account_number(joined)) return std::nullopt;
        return joined;
    };
    return put_parsed(line.account_number, text, parse);
}

bool put_value(Tradeline& line, std::string_view field, const Text& text) {
    for (const auto& [name, member] : money_fields) {
        if (name == field) return put_parsed(line.*member, text, parse_money);
    }
    for (const auto& [name, member] : date_fields) {
        if (name == field) return put_parsed(line.*member, text, parse_date);
    }
    if (field == "payment_status") return put_payment_status(line, text);
    if (field == "account_status") return put_account_status(line, text);
    if (field == "account_number") return put_number(line, text);
    return false;
}

bool has(const std::vector<NegativeReason>& all, NegativeReason one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

// What the document's other words said about harm is known only as reasons by now: those that the
// values did not give stay, those that they gave are judged anew.
bool put_answer(Tradeline& line, std::string_view field, const Text& text) {
    auto changed = line;
    if (!put_value(changed, field, text)) return false;
    auto before = line;
    judge(before);
    judge(changed);
    for (const auto reason : line.negative_reasons) {
        const bool known = has(before.negative_reasons, reason);
        if (!known && !has(changed.negative_reasons, reason)) {
            changed.negative_reasons.push_back(reason);
        }
    }
    std::sort(changed.negative_reasons.begin(), changed.negative_reasons.end());
    changed.negative = !changed.negative_reasons.empty() || changed.negative;
    auto& evidence = changed.evidence[std::string(field)];
    evidence.text = text.value_or("");
    evidence.method = ReadingMethod::user;
    evidence.confidence = 1;
    line = std::move(changed);
    return true;
}

}  // namespace fairfile::reading
