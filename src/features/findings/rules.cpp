#include "features/findings/rules.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace fairfile::findings {
namespace {

constexpr std::string_view accuracy = "15 USC 1681e(b); 15 USC 1681i(a)";
constexpr std::string_view policy_medical = "Bureau policy on medical debt, since July 2022/2023";

constexpr auto rows = std::to_array<RuleRow>({
    {"obsolete_account", "15 USC 1681c(a)(4), (c)(1)", "105", "F5"},
    {"obsolete_by_last_activity", "15 USC 1681c(a)(4), (c)(1)", "105", "F5"},
    {"past_printed_removal_date", "15 USC 1681c(a)", "105", "F5"},
    {"re_aged", "15 USC 1681c(c)(1)", "105", "F6"},
    {"removal_postponed", "15 USC 1681c(c)(1)", "105", "F6"},
    {"history_rewritten", accuracy, "106", "A9"},
    {"obsolete_late_payment", "15 USC 1681c(a)(5)", "106", "F5"},
    {"obsolete_bankruptcy", "15 USC 1681c(a)(1)", "105", "F5"},
    {"bankruptcy_13_past_policy",
     "Bureau policy: chapter 13 is deleted after 7 years",
     "105",
     "F5"},
    {"judgment_reported", "Bureau policy since July 2017 (NCAP)", "112", "P7"},
    {"tax_lien_reported", "Bureau policy since April 2018 (NCAP)", "112", "P2"},
    {"current_with_past_due", accuracy, "106", "F1"},
    {"paid_with_balance", accuracy, "109", "F1"},
    {"closed_collection_past_due", accuracy, "109", "F1"},
    {"charge_off_amount_without_status", accuracy, "106", "F2"},
    {"charge_off_without_amount", accuracy, "109", "F2"},
    {"delinquent_without_first_date", "15 USC 1681s-2(a)(5)", "105", "F6"},
    {"delinquency_before_opening", accuracy, "105", "F6"},
    {"last_active_before_opening", accuracy, "105", "F6"},
    {"closed_before_opening", accuracy, "105", "F6"},
    {"date_in_future", accuracy, "105", "F6"},
    {"payment_after_report", accuracy, "105", "F6"},
    {"account_type_outside_portfolio", accuracy, "108", "C3"},
    {"collection_without_original_creditor", accuracy, "108", "C3"},
    {"zero_history_when_180_late", accuracy, "106", "A9"},
    {"discharged_with_balance", "11 USC 524; 15 USC 1681e(b)", "037", "B4"},
    {"authorized_user_derogatory", accuracy, "101", "A4"},
    {"sold_and_still_owing", accuracy, "109", "F1"},
    {"duplicate_account", accuracy, "112", "C9"},
    {"cross_bureau_balance", accuracy, "109", "F1"},
    {"cross_bureau_status", accuracy, "106", "A9"},
    {"cross_bureau_opened", accuracy, "105", "F6"},
    {"cross_bureau_first_delinquency", accuracy, "105", "F6"},
    {"cross_bureau_last_active", accuracy, "105", "F6"},
    {"cross_bureau_limit", accuracy, "108", "C4"},
    {"medical_under_500", policy_medical, "109", "F2"},
    {"medical_paid", policy_medical, "014", "B2"},
});

constexpr std::size_t fact_length_max = 150;
constexpr std::size_t findings_max = 2000;

}  // namespace

const RuleRow& rule_row(std::string_view id) {
    for (const auto& row : rows) {
        if (row.id == id) return row;
    }
    throw std::logic_error("no such rule");
}

Collector::Collector(const reading::CreditReport& source, std::optional<PartialDate> as_of)
    : report(source), as_of_(as_of) {
    // Of a month only its first day is certain to have come.
    if (as_of) today = first_day(*as_of);
}

reading::Finding Collector::start(std::string_view rule, std::string fact) const {
    const auto& row = rule_row(rule);
    reading::Finding finding;
    finding.rule = rule;
    finding.citation = row.citation;
    finding.eoscar_code = row.eoscar;
    finding.transunion_code = row.transunion;
    if (fact.size() > fact_length_max) fact.resize(fact_length_max);
    finding.fact = std::move(fact);
    finding.as_of = as_of_;
    return finding;
}

void Collector::about(
    std::string_view rule,
    std::size_t line,
    std::string fact,
    std::initializer_list<std::string_view> fields
) {
    if (found_.size() >= findings_max) return;
    auto finding = start(rule, std::move(fact));
    finding.tradelines.push_back(line);
    for (const auto field : fields) {
        finding.evidence_keys.push_back(to_string(reading::FactPlace{
            "tradelines", line, std::string(field)}));
    }
    found_.push_back(std::move(finding));
}

void Collector::about_several(
    std::string_view rule, std::vector<std::size_t> lines, std::string fact, std::string_view field
) {
    if (found_.size() >= findings_max) return;
    auto finding = start(rule, std::move(fact));
    for (const auto line : lines) {
        finding.evidence_keys.push_back(to_string(reading::FactPlace{
            "tradelines", line, std::string(field)}));
    }
    finding.tradelines = std::move(lines);
    found_.push_back(std::move(finding));
}

void Collector::about_record(std::string_view rule, std::size_t record, std::string fact) {
    if (found_.size() >= findings_max) return;
    auto finding = start(rule, std::move(fact));
    finding.public_records.push_back(record);
    finding.evidence_keys.push_back(to_string(reading::FactPlace{"public_records", record, "filed"})
    );
    found_.push_back(std::move(finding));
}

std::string dollars(Money money) {
    const auto whole = std::to_string(std::abs(money.cents) / 100);
    std::string grouped;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) grouped += ',';
        grouped += whole[i];
    }
    const auto cents = std::abs(money.cents) % 100;
    return std::string(money.cents < 0 ? "-$" : "$") + grouped + (cents < 10 ? ".0" : ".") +
           std::to_string(cents);
}

std::string bureau_name(const reading::Tradeline& line) {
    return line.bureau ? std::string(to_string(*line.bureau)) : std::string("The report");
}

}  // namespace fairfile::findings
