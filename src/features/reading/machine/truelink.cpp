// TrueLink, the XML of TransUnion Interactive: one partition an account, one trade line a bureau.
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

constexpr std::size_t months_max = 120;

std::optional<HistoryMark> mark_of(std::string_view status) {
    if (status == "C" || status == "0") return HistoryMark::ok;
    if (status == "1") return HistoryMark::late_30;
    if (status == "2") return HistoryMark::late_60;
    if (status == "3") return HistoryMark::late_90;
    if (status == "4") return HistoryMark::late_120;
    if (status == "5") return HistoryMark::late_150;
    if (status == "6") return HistoryMark::late_180;
    if (status == "U" || status.empty()) return HistoryMark::no_data;
    return std::nullopt;
}

std::string_view described(const pugi::xml_node& node) {
    const auto description = attribute(node, "description");
    return description.empty() ? attribute(node, "abbreviation") : description;
}

void add_history(EntryBuilder& entry, const pugi::xml_node& granted) {
    auto& line = entry.line;
    const auto history = child(granted, "PayStatusHistory");
    for (const auto& month : children(history, "MonthlyPayStatus")) {
        const auto date = parse_any_date(attribute(month, "date"));
        if (!date || !date->has_month() || line.payment_history.size() >= months_max) continue;
        const auto status = attribute(month, "status");
        auto mark = mark_of(status).value_or(HistoryMark::unknown);
        if (status == "9") mark = settled_mark(line, HistoryMark::charge_off);
        if (status == "8") mark = settled_mark(line, HistoryMark::repossession);
        line.payment_history.push_back({month_only(*date), mark});
    }
    std::stable_sort(
        line.payment_history.begin(),
        line.payment_history.end(),
        [](const MonthMark& a, const MonthMark& b) { return a.month > b.month; }
    );
    if (!line.payment_history.empty()) entry.note("payment_history", attribute(history, "status"));
}

void add_states(EntryBuilder& entry, const pugi::xml_node& node) {
    auto& line = entry.line;
    const auto open_closed = described(child(node, "OpenClosed"));
    const auto condition = described(child(node, "AccountCondition"));
    const auto state = is_nothing(condition) ? open_closed : condition;
    entry.text(line.account_status_text, "account_status", state);
    line.account_status = account_status_of(state);
    if (!line.account_status) line.account_status = account_status_of(open_closed);
    const auto pay = described(child(node, "PayStatus"));
    entry.text(line.payment_status_text, "payment_status", pay);
    const auto reading = payment_status_of(pay);
    line.payment_status = reading.now;
    const bool collects = line.account_type == AccountType::collection;
    const bool either = has_phrase(normalised(pay), "collection chargeoff") ||
                        has_phrase(normalised(pay), "collection charge off");
    if (collects && either) line.payment_status = PaymentStatus::collection;
    line.responsibility = responsibility_of(described(child(node, "AccountDesignator")));
}

void add_granted(EntryBuilder& entry, const pugi::xml_node& granted) {
    auto& line = entry.line;
    entry.money(
        line.monthly_payment, "monthly_payment_cents", attribute(granted, "monthlyPayment")
    );
    entry.money(line.past_due, "past_due_cents", attribute(granted, "amountPastDue"));
    entry.money(line.credit_limit, "credit_limit_cents", text_at(granted, {"CreditLimit"}));
    entry.date(line.date_last_payment, "date_last_payment", attribute(granted, "dateLastPayment"));
    entry.text(line.terms, "terms", attribute(granted, "termMonths"));
}

Tradeline tradeline(
    const pugi::xml_node& node, std::string_view partition_type, std::vector<std::string>& warnings
) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    line.bureau = bureau_of(attribute(node, "bureau"));
    if (!line.bureau) line.bureau = bureau_of(described(at(node, {"Source", "Bureau"})));
    entry.text(line.creditor, "creditor", attribute(node, "creditorName"));
    entry.text(line.account_number, "account_number", attribute(node, "accountNumber"));
    entry.date(line.date_opened, "date_opened", attribute(node, "dateOpened"));
    entry.date(line.date_closed, "date_closed", attribute(node, "dateClosed"));
    entry.date(line.date_reported, "date_reported", attribute(node, "dateReported"));
    entry.money(line.balance, "balance_cents", attribute(node, "currentBalance"));
    entry.money(line.high_credit, "high_credit_cents", attribute(node, "highBalance"));
    const auto granted = child(node, "GrantedTrade");
    const auto collection = child(node, "CollectionTrade");
    entry.text(line.account_type_text, "account_type", partition_type);
    line.account_type = account_type_of(partition_type);
    if (!line.account_type)
        line.account_type = account_type_of(described(child(granted, "CreditType")));
    if (collection) line.account_type = AccountType::collection;
    entry.text(
        line.original_creditor, "original_creditor", attribute(collection, "originalCreditor")
    );
    add_states(entry, node);
    add_granted(entry, granted);
    for (const auto& remark : children(node, "Remark")) {
        entry.remark(described(child(remark, "RemarkCode")));
        entry.remark(attribute(remark, "customRemark"));
    }
    add_history(entry, granted);
    return std::move(line);
}

void add_consumer(const pugi::xml_node& borrower, CreditReport& report) {
    for (const auto& name_node : children(borrower, "BorrowerName")) {
        const auto name = child(name_node, "Name");
        ConsumerBlock block;
        block.bureau = bureau_of(described(at(name_node, {"Source", "Bureau"})));
        std::string whole;
        for (const auto* part : {"first", "middle", "last"}) {
            const auto word = trim(attribute(name, part));
            if (word.empty()) continue;
            whole += (whole.empty() ? "" : " ") + std::string(word);
        }
        const bool known = std::any_of(
            report.consumers.begin(),
            report.consumers.end(),
            [&](const ConsumerBlock& one) { return one.bureau == block.bureau; }
        );
        if (whole.empty() || known) continue;
        block.name = whole;
        for (const auto& birth : children(borrower, "Birth")) {
            const auto bureau = bureau_of(described(at(birth, {"Source", "Bureau"})));
            if (bureau == block.bureau) block.birth = parse_any_date(attribute(birth, "date"));
        }
        report.consumers.push_back(std::move(block));
    }
    for (const auto& score : children(borrower, "CreditScore")) {
        const int value = std::atoi(std::string(attribute(score, "riskScore")).c_str());
        if (value < 250 || value > 999) continue;
        Score entry;
        entry.bureau = bureau_of(described(at(score, {"Source", "Bureau"})));
        entry.value = value;
        const auto model = attribute(score, "scoreName");
        if (!is_nothing(model)) entry.model = std::string(model);
        entry.date = parse_any_date(text_at(score, {"Source", "InquiryDate"}));
        report.scores.push_back(std::move(entry));
    }
}

void add_records(const pugi::xml_node& root, CreditReport& report) {
    // The schema's own spelling, and the right one.
    for (const auto* name : {"PulblicRecordPartition", "PublicRecordPartition"}) {
        for (const auto& partition : children(root, name)) {
            for (const auto& node : children(partition, "PublicRecord")) {
                PublicRecord record;
                const auto type = described(child(node, "Type"));
                record.bureau = bureau_of(attribute(node, "bureau"));
                record.type = public_record_type_of(type).value_or(PublicRecordType::other);
                record.chapter = chapter_of(type);
                record.filed = parse_any_date(attribute(node, "dateFiled"));
                const auto status = described(child(node, "Status"));
                if (!is_nothing(status)) record.status = std::string(status);
                const auto number = attribute(node, "referenceNumber");
                if (!is_nothing(number)) record.reference = std::string(number);
                report.public_records.push_back(std::move(record));
            }
        }
    }
}

}  // namespace

CreditReport read_truelink(const pugi::xml_node& outer) {
    const auto root = local_name(outer) == "TrueLinkCreditReportType"
                          ? outer
                          : child(outer, "TrueLinkCreditReportType");
    if (!root) return refused(Refusal::malformed);
    CreditReport report;
    report.kind = DocumentKind::credit_report;
    report.format = "transunion_truelink";
    const auto source = at(root, {"Sources", "Source"});
    report.report_date = parse_any_date(text_at(source, {"InquiryDate"}));
    add_consumer(child(root, "Borrower"), report);
    std::vector<std::vector<Tradeline>> groups;
    for (const auto& partition : children(root, "TradeLinePartition")) {
        std::vector<Tradeline> group;
        const auto type = attribute(partition, "accountTypeDescription");
        for (const auto& node : children(partition, "Tradeline")) {
            group.push_back(tradeline(node, type, report.warnings));
        }
        if (!group.empty()) groups.push_back(std::move(group));
    }
    for (const auto& partition : children(root, "InquiryPartition")) {
        for (const auto& node : children(partition, "Inquiry")) {
            Inquiry inquiry;
            inquiry.bureau = bureau_of(attribute(node, "bureau"));
            inquiry.creditor = plain_text(attribute(node, "subscriberName"));
            inquiry.date = parse_any_date(attribute(node, "inquiryDate"));
            inquiry.kind = inquiry_kind_of(attribute(node, "inquiryType"));
            if (inquiry.date && !inquiry.creditor->empty()) report.inquiries.push_back(inquiry);
        }
    }
    add_records(root, report);
    return finished(std::move(report), std::move(groups));
}

}  // namespace fairfile::reading
