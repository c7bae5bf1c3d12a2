// Entries that cannot be true as they stand, each provable from the entry alone. A high balance
// over the limit, or a balance on a closed account, is no contradiction and not in here.
#include "features/findings/rules.hpp"

#include <algorithm>
#include <cctype>

namespace fairfile::findings {
namespace {

using reading::AccountStatus;
using reading::AccountType;
using reading::PaymentStatus;
using reading::Tradeline;

bool is_above_zero(const std::optional<Money>& money) {
    return money && money->cents > 0;
}

bool is_certainly_before(
    const std::optional<PartialDate>& one, const std::optional<PartialDate>& other
) {
    return one && other && last_day(*one) < first_day(*other);
}

std::string iso(const std::optional<PartialDate>& date) {
    return date ? fairfile::to_string(*date) : std::string();
}

void amounts(Collector& collector, std::size_t index, const Tradeline& line) {
    if (line.payment_status == PaymentStatus::current && is_above_zero(line.past_due)) {
        collector.about(
            "current_with_past_due",
            index,
            "Payment status is current, but " + dollars(*line.past_due) + " is shown past due.",
            {"payment_status", "past_due_cents"}
        );
    }
    const bool paid =
        line.account_status == AccountStatus::paid || line.payment_status == PaymentStatus::paid;
    if (paid && is_above_zero(line.balance)) {
        collector.about(
            "paid_with_balance",
            index,
            "The account is shown as paid, but with a balance of " + dollars(*line.balance) + ".",
            {"account_status", "balance_cents"}
        );
    }
    const bool closed_collection = line.account_status == AccountStatus::closed &&
                                   line.account_type == AccountType::collection;
    if (closed_collection && is_above_zero(line.past_due)) {
        collector.about(
            "closed_collection_past_due",
            index,
            "The collection is shown as closed, but " + dollars(*line.past_due) + " as past due.",
            {"account_status", "past_due_cents"}
        );
    }
}

void charge_off(Collector& collector, std::size_t index, const Tradeline& line) {
    if (!is_above_zero(line.charge_off) || !line.payment_status) return;
    const auto status = *line.payment_status;
    const bool other = status == PaymentStatus::current ||
                       (status >= PaymentStatus::late_30 && status <= PaymentStatus::late_180);
    if (!other) return;
    collector.about(
        "charge_off_amount_without_status",
        index,
        "A charge-off of " + dollars(*line.charge_off) +
            " is shown, but the status is no charge-off.",
        {"charge_off_cents", "payment_status"}
    );
}

void dates(Collector& collector, std::size_t index, const Tradeline& line) {
    const bool bought =
        line.account_type == AccountType::collection ||
        (line.payment_status == PaymentStatus::collection && line.original_creditor);
    // A collector opens its account after the delinquency it bought.
    if (!bought && is_certainly_before(line.date_first_delinquency, line.date_opened)) {
        collector.about(
            "delinquency_before_opening",
            index,
            "First delinquency " + iso(line.date_first_delinquency) + " is before the opening on " +
                iso(line.date_opened) + ".",
            {"date_first_delinquency", "date_opened"}
        );
    }
    if (!bought && is_certainly_before(line.date_last_active, line.date_opened)) {
        collector.about(
            "last_active_before_opening",
            index,
            "Last active " + iso(line.date_last_active) + " is before the opening on " +
                iso(line.date_opened) + ".",
            {"date_last_active", "date_opened"}
        );
    }
    if (is_certainly_before(line.date_closed, line.date_opened)) {
        collector.about(
            "closed_before_opening",
            index,
            "Closed " + iso(line.date_closed) + ", before the opening on " + iso(line.date_opened) +
                ".",
            {"date_closed", "date_opened"}
        );
    }
    if (is_certainly_before(line.date_reported, line.date_last_payment)) {
        collector.about(
            "payment_after_report",
            index,
            "Last payment " + iso(line.date_last_payment) + " is after the date reported, " +
                iso(line.date_reported) + ".",
            {"date_last_payment", "date_reported"}
        );
    }
}

void future(Collector& collector, std::size_t index, const Tradeline& line) {
    struct Row {
        std::string_view field;
        std::string_view name;
        const std::optional<PartialDate>& date;
    };
    // Against the report's own day only: nothing may be reported before it happens.
    if (!collector.report.report_date || !collector.report.report_date->has_month()) return;
    const auto day = last_day(*collector.report.report_date);
    const Row rows[] = {
        {"date_opened", "Date opened", line.date_opened},
        {"date_closed", "Date closed", line.date_closed},
        {"date_reported", "Date reported", line.date_reported},
        {"date_last_payment", "Date of last payment", line.date_last_payment},
        {"date_last_active", "Date last active", line.date_last_active},
        {"date_first_delinquency", "Date of first delinquency", line.date_first_delinquency},
    };
    for (const auto& row : rows) {
        if (!row.date || first_day(*row.date) <= day) continue;
        collector.about(
            "date_in_future",
            index,
            std::string(row.name) + " " + iso(row.date) + " is after the report's own date, " +
                iso(collector.report.report_date) + ".",
            {row.field}
        );
    }
}

bool says(const Tradeline& line, std::string_view words) {
    return std::any_of(line.remarks.begin(), line.remarks.end(), [&](std::string remark) {
        std::transform(remark.begin(), remark.end(), remark.begin(), [](unsigned char c) {
            return static_cast<char>(std::tolower(c));
        });
        return remark.find(words) != std::string::npos;
    });
}

void standing(Collector& collector, std::size_t index, const Tradeline& line) {
    const bool discharged =
        says(line, "discharged in bankruptcy") || says(line, "discharged through bankruptcy");
    if (discharged && (is_above_zero(line.balance) || is_above_zero(line.past_due))) {
        collector.about(
            "discharged_with_balance",
            index,
            "Discharged in bankruptcy, but a balance or past due amount is still reported.",
            {"remarks", "balance_cents"}
        );
    }
    if (line.responsibility == reading::Responsibility::authorized_user && line.negative) {
        collector.about(
            "authorized_user_derogatory",
            index,
            "The consumer is only an authorized user, but the account is reported as derogatory.",
            {"responsibility", "payment_status"}
        );
    }
}

}  // namespace

void find_contradictions(Collector& collector) {
    const auto& lines = collector.report.tradelines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        amounts(collector, i, lines[i]);
        charge_off(collector, i, lines[i]);
        dates(collector, i, lines[i]);
        future(collector, i, lines[i]);
        standing(collector, i, lines[i]);
    }
}

}  // namespace fairfile::findings
