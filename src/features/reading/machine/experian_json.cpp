// Experian credit profile as JSON (API credit-profile, version 2): one profile with lists of trade
// lines, inquiries, public records and scores. Amounts are padded with zeros, dates are MMDDYYYY or
// MMDDYY, account status and ECOA are the codes of Metro 2.
#include "base/text.hpp"
#include "features/reading/machine/json_members.hpp"
#include "features/reading/machine/metro2_codes.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/structured.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

/// Experian's own: "C" is current, "1" is 30 days late; newest first. "B" says only that the
/// account's condition changed, "7" a plan of chapter 13: neither tells how it was paid.
constexpr MarkOfLetter history_alphabet[] = {
    {'C', HistoryMark::ok},
    {'N', HistoryMark::ok},
    {'0', HistoryMark::ok},
    {'1', HistoryMark::late_30},
    {'2', HistoryMark::late_60},
    {'3', HistoryMark::late_90},
    {'4', HistoryMark::late_120},
    {'5', HistoryMark::late_150},
    {'6', HistoryMark::late_180},
    {'8', HistoryMark::repossession, true},
    {'9', HistoryMark::charge_off, true},
    {'G', HistoryMark::collection},
    {'H', HistoryMark::foreclosure},
    {'J', HistoryMark::repossession},
    {'K', HistoryMark::repossession},
    {'L', HistoryMark::charge_off},
    {'-', HistoryMark::no_data},
    {' ', HistoryMark::no_data},
};

/// MMDDYYYY, or MMDDYY: six digits are never month and year.
std::optional<PartialDate> experian_date(std::string_view text) {
    const bool digits = std::all_of(text.begin(), text.end(), is_digit);
    if (text.size() != 6 || !digits) return parse_any_date(text);
    const std::string day(text);
    return parse_date(day.substr(0, 2) + "/" + day.substr(2, 2) + "/" + day.substr(4));
}

/// Two amounts whose meaning the qualifier beside each tells: L limit, O original, H highest.
void give_amounts(EntryBuilder& entry, const json::object& trade) {
    auto& line = entry.line;
    for (const auto* number : {"1", "2"}) {
        const std::string name = std::string("amount") + number;
        const auto kind = text_in(trade, name + "Qualifier");
        const auto raw = text_in(trade, name);
        if (kind == "L") entry.money(line.credit_limit, "credit_limit_cents", raw);
        if (kind == "C") entry.money(line.charge_off, "charge_off_cents", raw);
        const bool high = kind == "H" || kind == "O";
        if (high && !line.high_credit) entry.money(line.high_credit, "high_credit_cents", raw);
    }
    const auto& more = object_in(trade, "enhancedPaymentData");
    const auto otherwise = [&](std::optional<Money>& field, std::string_view name, const char* of) {
        if (!field) entry.money(field, name, text_in(more, of));
    };
    otherwise(line.credit_limit, "credit_limit_cents", "creditLimitAmount");
    otherwise(line.high_credit, "high_credit_cents", "highBalanceAmount");
    otherwise(line.high_credit, "high_credit_cents", "originalLoanAmount");
    otherwise(line.charge_off, "charge_off_cents", "chargeoffAmount");
    entry.money(line.balance, "balance_cents", text_in(trade, "balanceAmount"));
    entry.money(line.past_due, "past_due_cents", text_in(trade, "amountPastDue"));
    entry.money(
        line.monthly_payment, "monthly_payment_cents", text_in(trade, "monthlyPaymentAmount")
    );
}

void give_kind(EntryBuilder& entry, const json::object& trade) {
    auto& line = entry.line;
    const auto code = text_in(trade, "accountType");
    const auto kind = text_in(trade, "revolvingOrInstallment");
    entry.code("experian.account_type", code);
    entry.note("account_type", code + " " + kind);
    line.account_type = type_of_codes(kind, code);
}

void give_status(EntryBuilder& entry, const json::object& trade) {
    auto& line = entry.line;
    const auto& more = object_in(trade, "enhancedPaymentData");
    auto code = text_in(more, "paymentStatus");
    if (code.empty()) code = text_in(trade, "status");
    entry.code("experian.status", code);
    give_status_of_code(entry, code);
    if (line.account_status) {
        entry.note("account_status", code);
        return;
    }
    const auto open = text_in(trade, "openOrClosed");
    if (open == "O") line.account_status = AccountStatus::open;
    if (open == "C") line.account_status = AccountStatus::closed;
    if (line.account_status) entry.note("account_status", open);
}

Tradeline trade_of(const json::object& trade, std::vector<std::string>& warnings) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    line.bureau = Bureau::experian;
    entry.text(line.creditor, "creditor", text_in(trade, "subscriberName"));
    entry.text(line.account_number, "account_number", text_in(trade, "accountNumber"));
    entry.text(line.original_creditor, "original_creditor", text_in(trade, "originalCreditorName"));
    give_kind(entry, trade);
    line.responsibility = owner_of_ecoa(text_in(trade, "ecoa"));
    if (line.responsibility) entry.note("responsibility", text_in(trade, "ecoa"));
    const auto give_date =
        [&](std::optional<PartialDate>& field, std::string_view name, const std::string& raw) {
            entry.date(field, name, raw, experian_date);
        };
    give_date(line.date_opened, "date_opened", text_in(trade, "openDate"));
    give_date(line.date_reported, "date_reported", text_in(trade, "balanceDate"));
    give_date(line.date_last_payment, "date_last_payment", text_in(trade, "lastPaymentDate"));
    const auto& more = object_in(trade, "enhancedPaymentData");
    give_date(
        line.date_first_delinquency, "date_first_delinquency", text_in(more, "firstDelinquencyDate")
    );
    give_amounts(entry, trade);
    entry.text(line.terms, "terms", text_in(trade, "terms"));
    give_status(entry, trade);
    entry.remark(text_in(trade, "specialComment"));
    entry.remark(text_in(trade, "consumerComment"));
    const auto letters = text_in(trade, "paymentHistory");
    if (!letters.empty() && line.date_reported && line.date_reported->has_month()) {
        add_history(line, letters, *line.date_reported, history_alphabet);
        entry.note("payment_history", letters);
    }
    return std::move(line);
}

std::string street_of(const json::object& address) {
    auto text = joined_members(
        address, {"streetPrefix", "streetName", "streetSuffix", "unitType", "unitId"}
    );
    const auto town = joined_members(address, {"city", "state", "zipCode"});
    if (!town.empty()) text += (text.empty() ? "" : " ") + town;
    return text;
}

void add_consumer(const json::object& profile, CreditReport& report) {
    ConsumerBlock block;
    block.bureau = Bureau::experian;
    const auto& identity = object_in(profile, "consumerIdentity");
    for (const auto& name : array_in(identity, "name")) {
        if (!name.is_object() || block.name) continue;
        const auto text = joined_members(
            name.get_object(), {"firstName", "middleName", "surname", "generationCode"}
        );
        if (!text.empty()) block.name = text;
    }
    const auto& birth = object_in(identity, "dob");
    const auto day = joined_members(birth, {"month", "day", "year"});
    if (!day.empty()) {
        block.birth = parse_any_date(
            text_in(birth, "month") + "/" + text_in(birth, "day") + "/" + text_in(birth, "year")
        );
    }
    for (const auto& one : array_in(profile, "addressInformation")) {
        if (!one.is_object()) continue;
        auto text = street_of(one.get_object());
        if (!text.empty()) block.addresses.push_back(std::move(text));
    }
    for (const auto& one : array_in(profile, "employmentInformation")) {
        if (!one.is_object()) continue;
        auto text = text_in(one.get_object(), "name");
        if (!text.empty()) block.employers.push_back(std::move(text));
    }
    if (block.name) report.consumers.push_back(std::move(block));
}

void add_scores(const json::object& profile, CreditReport& report) {
    for (const auto& one : array_in(profile, "riskModel")) {
        if (!one.is_object()) continue;
        const auto& model = one.get_object();
        const auto value = parse_money(text_in(model, "score"));
        // Above 900 stand codes that say why there is no score.
        if (!value || value->cents < 25'000 || value->cents > 90'000) continue;
        const auto name = text_in(model, "modelIndicator");
        report.scores.push_back(
            {Bureau::experian,
             name.empty() ? std::nullopt : std::optional(name),
             static_cast<int>(value->cents / 100),
             report.report_date}
        );
    }
}

void add_inquiries(const json::object& profile, CreditReport& report) {
    for (const auto& one : array_in(profile, "inquiry")) {
        if (!one.is_object()) continue;
        Inquiry inquiry;
        inquiry.bureau = Bureau::experian;
        inquiry.creditor = plain_text(text_in(one.get_object(), "subscriberName"));
        inquiry.date = experian_date(text_in(one.get_object(), "date"));
        if (inquiry.date && !inquiry.creditor->empty()) report.inquiries.push_back(inquiry);
    }
}

void add_records(const json::object& profile, CreditReport& report) {
    for (const auto& one : array_in(profile, "publicRecord")) {
        if (!one.is_object()) continue;
        const auto& row = one.get_object();
        PublicRecord record;
        record.bureau = Bureau::experian;
        const auto chapter = text_in(row, "bankruptcyChapterCode");
        const bool bankruptcy = !chapter.empty() || !object_in(row, "bankruptcy").empty();
        record.type = bankruptcy ? PublicRecordType::bankruptcy : PublicRecordType::other;
        record.filed = experian_date(text_in(row, "filingDate"));
        const auto status = text_in(row, "status");
        if (!status.empty()) record.status = status;
        const auto reference = text_in(row, "referenceNumber");
        if (!reference.empty()) record.reference = reference;
        record.amount = parse_money(text_in(row, "amount"));
        if (record.filed || record.reference) report.public_records.push_back(std::move(record));
    }
}

CreditReport report_of(const json::object& profile) {
    CreditReport report;
    report.kind = DocumentKind::credit_report;
    report.format = "experian_json";
    const auto& heads = array_in(profile, "headerRecord");
    if (!heads.empty() && heads.front().is_object()) {
        report.report_date = experian_date(text_in(heads.front().get_object(), "reportDate"));
    }
    add_consumer(profile, report);
    add_scores(profile, report);
    add_inquiries(profile, report);
    add_records(profile, report);
    std::vector<std::vector<Tradeline>> groups;
    for (const auto& trade : array_in(profile, "tradeline")) {
        if (trade.is_object()) groups.push_back({trade_of(trade.get_object(), report.warnings)});
    }
    return finished(std::move(report), std::move(groups));
}

}  // namespace

CreditReport read_experian_json(std::string_view bytes) {
    boost::system::error_code error;
    const auto value = json::parse(json::string_view(bytes.data(), bytes.size()), error);
    if (error || !value.is_object()) return refused(Refusal::malformed);
    const auto& profiles = array_in(value.get_object(), "creditProfile");
    if (profiles.empty() || !profiles.front().is_object()) return refused(Refusal::malformed);
    return report_of(profiles.front().get_object());
}

}  // namespace fairfile::reading
