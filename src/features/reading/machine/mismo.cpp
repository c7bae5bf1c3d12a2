// MISMO 2.3.1 credit response: liabilities merged over repositories, attributes all the way.
#include "base/text.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/structured.hpp"
#include "features/reading/machine/xml.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <cstdlib>

namespace fairfile::reading {
namespace {

constexpr MarkOfLetter pattern_alphabet[] = {
    {'C', HistoryMark::ok},
    {'1', HistoryMark::late_30},
    {'2', HistoryMark::late_60},
    {'3', HistoryMark::late_90},
    {'4', HistoryMark::late_120},
    {'5', HistoryMark::late_150},
    {'8', HistoryMark::repossession, true},
    {'9', HistoryMark::charge_off, true},
    {'X', HistoryMark::no_data},
    {'N', HistoryMark::no_data},
};

std::optional<PaymentStatus> status_of(std::string_view rating) {
    const auto phrase = normalised(rating);
    if (phrase == "asagreed") return PaymentStatus::current;
    if (phrase == "chargeoff") return PaymentStatus::charge_off;
    if (phrase == "collectionorchargeoff") return std::nullopt;
    if (phrase == "late30days") return PaymentStatus::late_30;
    if (phrase == "late60days") return PaymentStatus::late_60;
    if (phrase == "late90days") return PaymentStatus::late_90;
    if (phrase == "lateover120days") return PaymentStatus::late_120;
    if (phrase == "bankruptcyorwageearnerplan") return PaymentStatus::bankruptcy;
    if (phrase == "foreclosure") return PaymentStatus::foreclosure;
    if (phrase == "repossession") return PaymentStatus::repossession;
    return payment_status_of(rating).now;
}

std::optional<AccountStatus> state_of(std::string_view type) {
    const auto phrase = normalised(type);
    if (phrase == "open") return AccountStatus::open;
    if (phrase == "closed") return AccountStatus::closed;
    if (phrase == "paid") return AccountStatus::paid;
    if (phrase == "refinanced") return AccountStatus::refinanced;
    if (phrase == "transferred") return AccountStatus::transferred;
    return std::nullopt;
}

std::optional<AccountType> kind_of(std::string_view type, std::string_view loan) {
    const auto phrase = normalised(type);
    if (normalised(loan).find("collection") != std::string::npos) return AccountType::collection;
    if (phrase == "creditline") return AccountType::line_of_credit;
    return account_type_of(type);
}

std::optional<Responsibility> owner_of(std::string_view type) {
    const auto phrase = normalised(type);
    if (phrase == "individual") return Responsibility::individual;
    if (phrase.starts_with("joint")) return Responsibility::joint;
    if (phrase == "authorizeduser") return Responsibility::authorized_user;
    if (phrase == "comaker") return Responsibility::co_signer;
    if (phrase == "maker") return Responsibility::maker;
    if (phrase == "terminate" || phrase == "terminated") return Responsibility::terminated;
    if (phrase == "deceased") return Responsibility::deceased;
    return std::nullopt;
}

std::vector<std::optional<Bureau>> repositories(const pugi::xml_node& node) {
    std::vector<std::optional<Bureau>> bureaus;
    for (const auto& one : children(node, "CREDIT_REPOSITORY")) {
        const auto bureau = bureau_of(attribute(one, "_SourceType"));
        const bool known = std::find(bureaus.begin(), bureaus.end(), bureau) != bureaus.end();
        if (bureau && !known) bureaus.push_back(bureau);
    }
    if (bureaus.empty()) bureaus.push_back(std::nullopt);
    return bureaus;
}

void add_dates(EntryBuilder& entry, const pugi::xml_node& node) {
    auto& line = entry.line;
    entry.date(line.date_opened, "date_opened", attribute(node, "_AccountOpenedDate"));
    entry.date(line.date_closed, "date_closed", attribute(node, "_AccountClosedDate"));
    entry.date(line.date_reported, "date_reported", attribute(node, "_AccountReportedDate"));
    entry.date(line.date_last_active, "date_last_active", attribute(node, "_LastActivityDate"));
}

void add_amounts(EntryBuilder& entry, const pugi::xml_node& node) {
    auto& line = entry.line;
    entry.money(line.balance, "balance_cents", attribute(node, "_UnpaidBalanceAmount"));
    entry.money(line.credit_limit, "credit_limit_cents", attribute(node, "_CreditLimitAmount"));
    entry.money(line.high_credit, "high_credit_cents", attribute(node, "_HighCreditAmount"));
    if (!line.high_credit) {
        entry.money(line.high_credit, "high_credit_cents", attribute(node, "_HighBalanceAmount"));
    }
    entry.money(line.past_due, "past_due_cents", attribute(node, "_PastDueAmount"));
    entry.money(
        line.monthly_payment, "monthly_payment_cents", attribute(node, "_MonthlyPaymentAmount")
    );
    entry.money(line.charge_off, "charge_off_cents", attribute(node, "_ChargeOffAmount"));
}

Tradeline liability(const pugi::xml_node& node, std::vector<std::string>& warnings) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    entry.text(line.creditor, "creditor", attribute(child(node, "_CREDITOR"), "_Name"));
    entry.text(
        line.original_creditor, "original_creditor", attribute(node, "_OriginalCreditorName")
    );
    entry.text(line.account_number, "account_number", attribute(node, "_AccountIdentifier"));
    entry.text(line.account_type_text, "account_type", attribute(node, "_AccountType"));
    line.account_type = kind_of(attribute(node, "_AccountType"), attribute(node, "CreditLoanType"));
    line.responsibility = owner_of(attribute(node, "_AccountOwnershipType"));
    entry.text(line.account_status_text, "account_status", attribute(node, "_AccountStatusType"));
    line.account_status = state_of(attribute(node, "_AccountStatusType"));
    add_dates(entry, node);
    add_amounts(entry, node);
    entry.text(line.terms, "terms", attribute(node, "_TermsDescription"));
    const auto rating = child(node, "_CURRENT_RATING");
    entry.text(line.payment_status_text, "payment_status", attribute(rating, "_Type"));
    line.payment_status = status_of(attribute(rating, "_Type"));
    if (normalised(attribute(rating, "_Type")) == "collectionorchargeoff") {
        const bool collects = line.account_type == AccountType::collection;
        if (collects) line.payment_status = PaymentStatus::collection;
        if (!collects && line.charge_off) line.payment_status = PaymentStatus::charge_off;
    }
    entry.code("mismo.current_rating", attribute(rating, "_Code"));
    for (const auto& comment : children(node, "CREDIT_COMMENT")) {
        for (const auto& text : children(comment, "_Text")) entry.remark(text.text().get());
    }
    const auto pattern = child(node, "_PAYMENT_PATTERN");
    const auto start = parse_any_date(attribute(pattern, "_StartDate"));
    const auto letters = attribute(pattern, "_Data");
    if (start && start->has_month() && !letters.empty()) {
        add_history(line, letters, *start, pattern_alphabet);
        entry.note("payment_history", letters);
    }
    return std::move(line);
}

void add_record(const pugi::xml_node& node, CreditReport& report) {
    PublicRecord record;
    const auto type = attribute(node, "_Type");
    const auto phrase = normalised(type);
    record.type = public_record_type_of(type).value_or(PublicRecordType::other);
    if (phrase.starts_with("bankruptcy")) record.type = PublicRecordType::bankruptcy;
    if (phrase.find("judgment") != std::string::npos) record.type = PublicRecordType::judgment;
    if (phrase.find("taxlien") != std::string::npos) record.type = PublicRecordType::tax_lien;
    for (const int chapter : {13, 12, 11, 7}) {
        const bool named = phrase.find("chapter" + std::to_string(chapter)) != std::string::npos;
        if (named && !record.chapter) record.chapter = chapter;
    }
    record.filed = parse_any_date(attribute(node, "_FiledDate"));
    const auto status = attribute(node, "_DispositionType");
    if (!is_nothing(status)) record.status = std::string(status);
    const auto docket = attribute(node, "_DocketIdentifier");
    if (!is_nothing(docket)) record.reference = std::string(docket);
    for (const auto& bureau : repositories(node)) {
        record.bureau = bureau;
        report.public_records.push_back(record);
    }
}

void add_inquiry(const pugi::xml_node& node, CreditReport& report) {
    for (const auto& bureau : repositories(node)) {
        Inquiry inquiry;
        inquiry.bureau = bureau;
        inquiry.creditor = plain_text(attribute(node, "_Name"));
        inquiry.date = parse_any_date(attribute(node, "_Date"));
        if (inquiry.date && !inquiry.creditor->empty()) report.inquiries.push_back(inquiry);
    }
}

void add_score(const pugi::xml_node& node, CreditReport& report) {
    std::string digits(attribute(node, "_Value"));
    std::erase(digits, '+');
    const int value = std::atoi(digits.c_str());
    if (value < 250 || value > 999) return;
    Score score;
    score.bureau = bureau_of(attribute(node, "CreditRepositorySourceType"));
    score.value = value;
    const auto model = attribute(node, "_ModelNameType");
    if (!is_nothing(model)) score.model = std::string(model);
    score.date = parse_any_date(attribute(node, "_Date"));
    report.scores.push_back(std::move(score));
}

std::string joined_attributes(
    const pugi::xml_node& node, std::initializer_list<const char*> names
) {
    std::string text;
    for (const auto* name : names) {
        const auto part = trim(attribute(node, name));
        if (part.empty()) continue;
        if (!text.empty()) text += ' ';
        text += part;
    }
    return text;
}

void add_file(const pugi::xml_node& node, CreditReport& report) {
    ConsumerBlock block;
    block.bureau = bureau_of(attribute(node, "CreditRepositorySourceType"));
    const auto person = child(node, "_BORROWER");
    const auto name = joined_attributes(person, {"_FirstName", "_MiddleName", "_LastName"});
    if (name.empty()) return;
    block.name = name;
    block.birth = parse_any_date(attribute(person, "_BirthDate"));
    for (const auto& residence : children(person, "_RESIDENCE")) {
        auto address =
            joined_attributes(residence, {"_StreetAddress", "_City", "_State", "_PostalCode"});
        if (!address.empty()) block.addresses.push_back(std::move(address));
    }
    for (const auto& employer : children(person, "EMPLOYER")) {
        const auto text = trim(attribute(employer, "_Name"));
        if (!text.empty()) block.employers.emplace_back(text);
    }
    report.consumers.push_back(std::move(block));
}

pugi::xml_node response_in(const pugi::xml_node& root) {
    if (local_name(root) == "CREDIT_RESPONSE") return root;
    return at(root, {"RESPONSE", "RESPONSE_DATA", "CREDIT_RESPONSE"});
}

}  // namespace

CreditReport read_mismo(const pugi::xml_node& root) {
    const auto response = response_in(root);
    if (!response) return refused(Refusal::malformed);
    CreditReport report;
    report.kind = DocumentKind::credit_report;
    report.format = "mismo_2.3.1";
    report.report_date = parse_any_date(attribute(response, "CreditReportFirstIssuedDate"));
    const auto reference = attribute(response, "CreditReportIdentifier");
    if (!is_nothing(reference)) report.reference = std::string(reference);
    std::vector<std::vector<Tradeline>> groups;
    for (const auto& node : children(response, "CREDIT_LIABILITY")) {
        const auto line = liability(node, report.warnings);
        std::vector<Tradeline> group;
        for (const auto& bureau : repositories(node)) {
            group.push_back(line);
            group.back().bureau = bureau;
        }
        groups.push_back(std::move(group));
    }
    for (const auto& node : children(response, "CREDIT_PUBLIC_RECORD")) add_record(node, report);
    for (const auto& node : children(response, "CREDIT_INQUIRY")) add_inquiry(node, report);
    for (const auto& node : children(response, "CREDIT_SCORE")) add_score(node, report);
    for (const auto& node : children(response, "CREDIT_FILE")) add_file(node, report);
    return finished(std::move(report), std::move(groups));
}

}  // namespace fairfile::reading
