// TransUnion's creditBureau documents: the report ("TUNA") and the results of an investigation.
#include "base/text.hpp"
#include "features/reading/answers/results.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/structured.hpp"
#include "features/reading/machine/xml.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

/// "1" is current here and 30 days late in Metro 2.
constexpr MarkOfLetter pattern_alphabet[] = {
    {'1', HistoryMark::ok},
    {'2', HistoryMark::late_30},
    {'3', HistoryMark::late_60},
    {'4', HistoryMark::late_90},
    {'5', HistoryMark::late_120},
    {'X', HistoryMark::no_data},
};

pugi::xml_node subject_record(const pugi::xml_node& root) {
    if (const auto direct = child(root, "subjectRecord")) return direct;
    return at(root, {"product", "subject", "subjectRecord"});
}

struct Rating {
    std::string_view code;
    PaymentStatus status;
};

constexpr auto ratings = std::to_array<Rating>({
    {"01", PaymentStatus::current},
    {"02", PaymentStatus::late_30},
    {"03", PaymentStatus::late_60},
    {"04", PaymentStatus::late_90},
    {"05", PaymentStatus::late_120},
    {"07", PaymentStatus::bankruptcy},
    {"08", PaymentStatus::repossession},
    {"8A", PaymentStatus::voluntary_surrender},
    {"09", PaymentStatus::charge_off},
    {"9B", PaymentStatus::collection},
    {"9P", PaymentStatus::charge_off},
});

/// A date whose day or month is only estimated is not known to that precision.
std::string date_text(const pugi::xml_node& node) {
    std::string text = node.text().get();
    const bool day = attribute(node, "estimatedDay") == "true";
    const bool month = attribute(node, "estimatedMonth") == "true";
    if (text.size() == 10 && text[4] == '-' && (day || month)) text.resize(month ? 4 : 7);
    return text;
}

void add_status(EntryBuilder& entry, const pugi::xml_node& trade) {
    auto& line = entry.line;
    const std::string_view code = text_at(trade, {"accountRating"});
    entry.code("transunion.rating", code);
    entry.text(
        line.payment_status_text, "payment_status", text_at(trade, {"accountRatingDescription"})
    );
    if (line.payment_status_text) {
        line.payment_status = payment_status_of(*line.payment_status_text).now;
    }
    for (const auto& rating : ratings) {
        if (line.payment_status || rating.code != code) continue;
        line.payment_status = rating.status;
        entry.note("payment_status", code);
    }
    if (line.date_closed) {
        line.account_status = AccountStatus::closed;
        entry.note("account_status", "dateClosed");
    }
}

void add_kind(EntryBuilder& entry, const pugi::xml_node& trade) {
    auto& line = entry.line;
    const std::string_view portfolio = text_at(trade, {"portfolioType"});
    entry.text(line.account_type_text, "account_type", portfolio);
    line.account_type = account_type_of(portfolio);
    if (normalised(portfolio) == "lineofcredit") line.account_type = AccountType::line_of_credit;
    if (text_at(trade, {"isCollection"}) == "true") line.account_type = AccountType::collection;
    const std::string_view owner = text_at(trade, {"ECOADesignator"});
    const auto phrase = normalised(owner);
    line.responsibility = responsibility_of(owner);
    if (phrase.starts_with("joint")) line.responsibility = Responsibility::joint;
    if (phrase.starts_with("authorizeduser")) line.responsibility = Responsibility::authorized_user;
    if (line.responsibility) entry.note("responsibility", owner);
    entry.code("transunion.account_type", text_at(trade, {"account", "type"}));
}

Tradeline trade_of(const pugi::xml_node& trade, std::vector<std::string>& warnings) {
    EntryBuilder entry(warnings);
    auto& line = entry.line;
    line.bureau = Bureau::transunion;
    entry.text(line.creditor, "creditor", text_at(trade, {"subscriber", "name", "unparsed"}));
    entry.text(line.account_number, "account_number", text_at(trade, {"accountNumber"}));
    const auto original = at(trade, {"additionalTradeAccount", "original"});
    entry.text(
        line.original_creditor,
        "original_creditor",
        text_at(original, {"creditGrantor", "person", "unparsed"})
    );
    entry.money(line.charge_off, "charge_off_cents", text_at(original, {"chargeOff"}));
    entry.date(line.date_opened, "date_opened", date_text(child(trade, "dateOpened")));
    entry.date(line.date_reported, "date_reported", date_text(child(trade, "dateEffective")));
    entry.date(line.date_closed, "date_closed", date_text(child(trade, "dateClosed")));
    entry.date(
        line.date_last_payment,
        "date_last_payment",
        date_text(at(trade, {"mostRecentPayment", "date"}))
    );
    entry.date(line.date_removal, "date_removal", text_at(trade, {"estimatedDeletionDate"}));
    entry.money(line.balance, "balance_cents", text_at(trade, {"currentBalance"}));
    entry.money(line.high_credit, "high_credit_cents", text_at(trade, {"highCredit"}));
    entry.money(line.credit_limit, "credit_limit_cents", text_at(trade, {"creditLimit"}));
    entry.money(line.past_due, "past_due_cents", text_at(trade, {"pastDue"}));
    const auto terms = child(trade, "terms");
    entry.money(
        line.monthly_payment, "monthly_payment_cents", text_at(terms, {"scheduledMonthlyPayment"})
    );
    entry.text(line.terms, "terms", text_at(terms, {"description"}));
    if (!line.terms) entry.text(line.terms, "terms", text_at(terms, {"paymentScheduleMonthCount"}));
    add_kind(entry, trade);
    add_status(entry, trade);
    for (const auto& remark : children(trade, "remark")) {
        entry.remark(text_at(remark, {"description"}));
        entry.code("transunion.remark", text_at(remark, {"code"}));
    }
    const auto pattern = at(trade, {"paymentHistory", "paymentPattern"});
    const auto start = parse_any_date(date_text(child(pattern, "startDate")));
    const std::string_view letters = text_at(pattern, {"text"});
    if (start && start->has_month() && !letters.empty()) {
        add_history(line, letters, *start, pattern_alphabet);
        entry.note("payment_history", letters);
    }
    return std::move(line);
}

void add_trades(
    const pugi::xml_node& record, CreditReport& report, std::vector<std::vector<Tradeline>>& groups
) {
    for (const auto& trade : children(at(record, {"custom", "credit"}), "trade")) {
        groups.push_back({trade_of(trade, report.warnings)});
    }
    for (const auto& trade : children(at(record, {"custom", "credit"}), "collection")) {
        auto line = trade_of(trade, report.warnings);
        line.account_type = AccountType::collection;
        groups.push_back({std::move(line)});
    }
    for (const auto& one : children(at(record, {"custom", "credit"}), "inquiry")) {
        Inquiry inquiry;
        inquiry.bureau = Bureau::transunion;
        inquiry.creditor = plain_text(text_at(one, {"subscriber", "name", "unparsed"}));
        inquiry.date = parse_any_date(date_text(child(one, "date")));
        if (inquiry.date && !inquiry.creditor->empty()) report.inquiries.push_back(inquiry);
    }
}

BureauAnswer answer_of(const pugi::xml_node& item, const CreditReport& report) {
    BureauAnswer answer;
    const auto credit = child(item, "credit");
    answer.bureau = Bureau::transunion;
    answer.item_key = std::string(text_at(item, {"itemKey"}));
    answer.furnisher = plain_text(text_at(credit, {"item", "subscriber", "name", "unparsed"}));
    auto number = plain_text(text_at(credit, {"description", "descriptionText"}));
    if (number.starts_with('#')) number = std::string(trim(std::string_view(number).substr(1)));
    if (!number.empty()) answer.account_number = number;
    const std::string_view printed = text_at(credit, {"result"});
    answer.result_text = std::string(trim(printed));
    for (const auto reason : split(text_at(credit, {"reason"}), ';')) {
        if (!trim(reason).empty()) answer.reasons.emplace_back(trim(reason));
    }
    if (const auto result = result_of(printed)) {
        answer.outcome = result->outcome;
        answer.favourable = result->favourable;
        answer.other_information_changed = result->other_changed;
    }
    if (const auto why = contradiction_of(answer)) {
        answer.favourable = std::nullopt;
        answer.contradiction = std::string(*why);
    }
    const bool still_there =
        std::any_of(report.tradelines.begin(), report.tradelines.end(), [&](const Tradeline& line) {
            return line.codes.count("transunion.item_key") > 0 &&
                   line.codes.at("transunion.item_key") == answer.item_key;
        });
    if (answer.outcome == Outcome::deleted && still_there) {
        answer.contradiction = "The result says deleted, but the item is still in the file.";
    }
    Evidence evidence;
    evidence.text = std::string(printed);
    evidence.method = ReadingMethod::structured;
    answer.evidence = evidence;
    return answer;
}

CreditReport new_report(DocumentKind kind, std::string_view format) {
    CreditReport report;
    report.kind = kind;
    report.format = format;
    return report;
}

void add_consumer(const pugi::xml_node& record, CreditReport& report) {
    const auto indicative = child(record, "indicative");
    const auto person = at(indicative, {"name", "person"});
    ConsumerBlock block;
    block.bureau = Bureau::transunion;
    std::string name;
    for (const auto* part : {"first", "middle", "last"}) {
        const std::string_view word = text_at(person, {part});
        if (word.empty()) continue;
        if (!name.empty()) name += ' ';
        name += word;
    }
    if (name.empty()) return;
    block.name = name;
    block.birth = parse_any_date(text_at(indicative, {"dateOfBirth"}));
    report.consumers.push_back(std::move(block));
}

void add_scores(const pugi::xml_node& root, CreditReport& report) {
    const auto record = subject_record(root);
    for (const auto& add_on : children(record, "addOnProduct")) {
        std::string digits(text_at(add_on, {"scoreModel", "score", "results"}));
        std::erase(digits, '+');
        const auto value = parse_money(digits);
        if (!value || value->cents <= 0 || value->cents > 99'900) continue;
        report.scores.push_back(
            {Bureau::transunion,
             std::nullopt,
             static_cast<int>(value->cents / 100),
             report.report_date}
        );
    }
}

}  // namespace

CreditReport read_transunion(const pugi::xml_node& root) {
    auto report = new_report(DocumentKind::credit_report, "transunion_tuna");
    const auto record = subject_record(root);
    if (!record) return refused(Refusal::malformed);
    report.report_date =
        parse_any_date(text_at(root, {"transactionControl", "tracking", "transactionTimeStamp"}));
    add_consumer(record, report);
    add_scores(root, report);
    std::vector<std::vector<Tradeline>> groups;
    add_trades(record, report, groups);
    return finished(std::move(report), std::move(groups));
}

CreditReport read_transunion_investigation(const pugi::xml_node& root) {
    auto report = new_report(DocumentKind::bureau_answer, "transunion_investigation");
    const auto record = subject_record(root);
    const auto summary = at(record, {"fileSummary", "disclosureCoverInfo", "summarySection"});
    if (!record || !summary) return refused(Refusal::malformed);
    std::vector<std::vector<Tradeline>> groups;
    add_trades(record, report, groups);
    std::size_t index = 0;
    for (const auto& trade : children(at(record, {"custom", "credit"}), "trade")) {
        if (index >= groups.size()) break;
        groups[index++].front().codes["transunion.item_key"] = text_at(trade, {"itemKey"});
    }
    report = finished(std::move(report), std::move(groups));
    for (const auto& item : children(summary, "lineItem")) {
        report.answers.push_back(answer_of(item, report));
    }
    if (report.answers.empty()) return refused(Refusal::malformed);
    for (const auto& answer : report.answers) {
        if (answer.outcome != Outcome::unknown && !answer.contradiction) continue;
        report.verdict = Verdict::needs_review;
    }
    return report;
}

}  // namespace fairfile::reading
