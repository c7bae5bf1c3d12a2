// Equifax US consumer credit report as JSON: pairs of code and description, dates as MMDDYYYY.
#include "base/text.hpp"
#include "features/reading/machine/json_members.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/structured.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <array>

namespace fairfile::reading {
namespace {

/// "1" is current here; the codes of one line each stand for one month, newest first.
constexpr MarkOfLetter history_alphabet[] = {
    {'1', HistoryMark::ok},
    {'E', HistoryMark::ok},
    {'2', HistoryMark::late_30},
    {'3', HistoryMark::late_60},
    {'4', HistoryMark::late_90},
    {'5', HistoryMark::late_120},
    {'8', HistoryMark::repossession, true},
    {'9', HistoryMark::charge_off, true},
    {'*', HistoryMark::no_data},
    {' ', HistoryMark::no_data},
};

std::string code_in(const json::object& parent, std::string_view name) {
    return text_in(object_in(parent, name), "code");
}

std::string description_in(const json::object& parent, std::string_view name) {
    return text_in(object_in(parent, name), "description");
}

std::optional<PaymentStatus> status_of(std::string_view rate, std::string_view description) {
    if (rate == "1") return PaymentStatus::current;
    if (rate == "2") return PaymentStatus::late_30;
    if (rate == "3") return PaymentStatus::late_60;
    if (rate == "4") return PaymentStatus::late_90;
    if (rate == "5") return PaymentStatus::late_120;
    return payment_status_of(description).now;
}

std::optional<Responsibility> owner_of(std::string_view code, std::string_view description) {
    if (const auto owner = responsibility_of(description)) return owner;
    if (code == "I") return Responsibility::individual;
    if (code == "J") return Responsibility::joint;
    if (code == "A") return Responsibility::authorized_user;
    return std::nullopt;
}

void add_history(EntryBuilder& entry, const json::object& trade) {
    auto& line = entry.line;
    if (!line.date_reported || !line.date_reported->has_month()) return;
    std::string letters;
    for (const auto& one : array_in(trade, "paymentHistory1to24")) {
        if (!one.is_object()) continue;
        const auto code = text_in(one.get_object(), "code");
        if (code == "/") continue;  // stands between two years
        letters += code.size() == 1 ? code[0] : (code.empty() ? ' ' : '?');
    }
    if (letters.empty()) return;
    fairfile::reading::add_history(
        line, letters, month_before(*line.date_reported), history_alphabet
    );
    entry.note("payment_history", letters);
}

void add_status(EntryBuilder& entry, const json::object& trade) {
    auto& line = entry.line;
    const auto rate = code_in(trade, "rate");
    const auto description = description_in(trade, "rate");
    entry.text(line.payment_status_text, "payment_status", description);
    entry.code("equifax.rate", rate);
    line.payment_status = status_of(rate, description);
    if (rate == "9" && line.account_type == AccountType::collection) {
        line.payment_status = PaymentStatus::collection;
    }
    const auto activity = description_in(trade, "activityDesignatorCode");
    entry.text(line.account_status_text, "account_status", activity);
    line.account_status = account_status_of(activity);
    if (!line.account_status && line.date_closed) line.account_status = AccountStatus::closed;
}

Tradeline trade_of(const json::object& trade, std::vector<std::string>& warnings) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    line.bureau = Bureau::equifax;
    entry.text(line.creditor, "creditor", text_in(trade, "customerName"));
    entry.text(line.account_number, "account_number", text_in(trade, "accountNumber"));
    const auto portfolio = description_in(trade, "portfolioTypeCode");
    const auto type = description_in(trade, "accountTypeCode");
    entry.text(line.account_type_text, "account_type", type.empty() ? portfolio : type);
    line.account_type = account_type_of(type);
    if (line.account_type != AccountType::collection) {
        const auto by_portfolio = account_type_of(portfolio);
        if (by_portfolio) line.account_type = by_portfolio;
    }
    line.responsibility =
        owner_of(code_in(trade, "accountDesignator"), description_in(trade, "accountDesignator"));
    entry.date(line.date_opened, "date_opened", text_in(trade, "dateOpened"));
    entry.date(line.date_reported, "date_reported", text_in(trade, "dateReported"));
    entry.date(line.date_closed, "date_closed", text_in(trade, "closedDate"));
    entry.date(line.date_last_payment, "date_last_payment", text_in(trade, "lastPaymentDate"));
    entry.date(line.date_last_active, "date_last_active", text_in(trade, "lastActivityDate"));
    entry.money(line.balance, "balance_cents", text_in(trade, "balance"));
    entry.money(line.credit_limit, "credit_limit_cents", text_in(trade, "creditLimit"));
    entry.money(line.high_credit, "high_credit_cents", text_in(trade, "highCredit"));
    entry.money(line.past_due, "past_due_cents", text_in(trade, "pastDueAmount"));
    entry.money(
        line.monthly_payment, "monthly_payment_cents", text_in(trade, "scheduledPaymentAmount")
    );
    entry.money(line.charge_off, "charge_off_cents", text_in(trade, "originalChargeOffAmount"));
    entry.text(line.terms, "terms", description_in(trade, "termsDurationCode"));
    add_status(entry, trade);
    for (const auto& narrative : array_in(trade, "narrativeCodes")) {
        if (!narrative.is_object()) continue;
        entry.remark(text_in(narrative.get_object(), "description"));
    }
    add_history(entry, trade);
    return std::move(line);
}

void add_consumer(const json::object& source, CreditReport& report) {
    ConsumerBlock block;
    block.bureau = Bureau::equifax;
    const auto name =
        joined_members(object_in(source, "subjectName"), {"firstName", "middleName", "lastName"});
    if (name.empty()) return;
    block.name = name;
    block.birth = parse_any_date(text_in(source, "birthDate"));
    for (const auto& one : array_in(source, "addresses")) {
        if (!one.is_object()) continue;
        const auto& address = one.get_object();
        auto text = text_in(address, "addressLine1");
        if (text.empty()) {
            text = joined_members(address, {"houseNumber", "streetName", "streetType"});
        }
        const auto town = joined_members(address, {"cityName", "stateAbbreviation", "zipCode"});
        if (!town.empty()) text += (text.empty() ? "" : " ") + town;
        if (!text.empty()) block.addresses.push_back(std::move(text));
    }
    report.consumers.push_back(std::move(block));
}

CreditReport report_of(const json::object& source) {
    CreditReport report;
    report.kind = DocumentKind::credit_report;
    report.format = "equifax_json";
    report.report_date = parse_any_date(text_in(source, "reportDate"));
    const auto reference = text_in(source, "customerReferenceNumber");
    if (!is_nothing(reference)) report.reference = reference;
    add_consumer(source, report);
    std::vector<std::vector<Tradeline>> groups;
    for (const auto& trade : array_in(source, "trades")) {
        if (trade.is_object()) groups.push_back({trade_of(trade.get_object(), report.warnings)});
    }
    for (const auto& one : array_in(source, "inquiries")) {
        if (!one.is_object()) continue;
        Inquiry inquiry;
        inquiry.bureau = Bureau::equifax;
        inquiry.creditor = plain_text(text_in(one.get_object(), "customerName"));
        inquiry.date = parse_any_date(text_in(one.get_object(), "inquiryDate"));
        if (inquiry.date && !inquiry.creditor->empty()) report.inquiries.push_back(inquiry);
    }
    return finished(std::move(report), std::move(groups));
}

}  // namespace

CreditReport read_equifax_json(std::string_view bytes) {
    boost::system::error_code error;
    const auto value = json::parse(json::string_view(bytes.data(), bytes.size()), error);
    if (error || !value.is_object()) return refused(Refusal::malformed);
    const auto& consumers = object_in(value.get_object(), "consumers");
    const auto& reports = array_in(consumers, "equifaxUSConsumerCreditReport");
    if (reports.empty() || !reports.front().is_object()) return refused(Refusal::malformed);
    return report_of(reports.front().get_object());
}

}  // namespace fairfile::reading
