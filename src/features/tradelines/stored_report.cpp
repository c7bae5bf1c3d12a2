#include "features/tradelines/stored_report.hpp"

#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>

namespace fairfile::tradelines {

namespace {

using boost::json::object;
using boost::json::value;

value parsed(std::string_view text) {
    boost::system::error_code error;
    auto whole = boost::json::parse(text, error);
    return error ? value() : whole;
}

const object& members(const value& one) {
    static const object none;
    return one.is_object() ? one.get_object() : none;
}

std::optional<std::string> text_of(const object& row, std::string_view name) {
    const auto* member = row.if_contains(name);
    if (member == nullptr || !member->is_string()) return std::nullopt;
    return std::string(member->get_string());
}

std::optional<Money> money_of(const object& row, std::string_view name) {
    const auto* member = row.if_contains(name);
    if (member == nullptr || !member->is_int64()) return std::nullopt;
    return Money{member->get_int64()};
}

std::optional<PartialDate> date_of(const object& row, std::string_view name) {
    const auto text = text_of(row, name);
    return text ? parse_iso_date(*text) : std::nullopt;
}

template <class Enum>
std::optional<Enum> enum_named(const std::optional<std::string>& text, Enum last) {
    for (int number = 0; text && number <= static_cast<int>(last); ++number) {
        const auto one = static_cast<Enum>(number);
        if (reading::to_string(one) == *text) return one;
    }
    return std::nullopt;
}

std::vector<std::string> texts_of(const object& row, std::string_view name) {
    std::vector<std::string> texts;
    const auto* member = row.if_contains(name);
    if (member == nullptr || !member->is_array()) return texts;
    for (const auto& one : member->get_array()) {
        if (one.is_string()) texts.emplace_back(one.get_string());
    }
    return texts;
}

void read_history(reading::Tradeline& line, const object& row) {
    const auto* history = row.if_contains("payment_history");
    if (history == nullptr || !history->is_array()) return;
    for (const auto& one : history->get_array()) {
        const auto month = date_of(members(one), "month");
        const auto mark = enum_named(text_of(members(one), "mark"), reading::HistoryMark::unknown);
        if (month && mark) line.payment_history.push_back({*month, *mark});
    }
}

void read_words(reading::Tradeline& line, const object& row) {
    line.bureau = enum_named(text_of(row, "bureau"), reading::Bureau::equifax);
    line.creditor = text_of(row, "creditor");
    line.original_creditor = text_of(row, "original_creditor");
    line.account_type = enum_named(text_of(row, "account_type"), reading::AccountType::other);
    line.account_type_text = text_of(row, "account_type_text");
    line.responsibility =
        enum_named(text_of(row, "responsibility"), reading::Responsibility::deceased);
    line.account_status =
        enum_named(text_of(row, "account_status"), reading::AccountStatus::derogatory);
    line.account_status_text = text_of(row, "account_status_text");
    line.payment_status = enum_named(text_of(row, "payment_status"), reading::PaymentStatus::paid);
    line.payment_status_text = text_of(row, "payment_status_text");
    line.terms = text_of(row, "terms");
    line.remarks = texts_of(row, "remarks");
}

void read_values(reading::Tradeline& line, const object& row) {
    line.date_opened = date_of(row, "date_opened");
    line.date_closed = date_of(row, "date_closed");
    line.date_reported = date_of(row, "date_reported");
    line.date_last_payment = date_of(row, "date_last_payment");
    line.date_last_active = date_of(row, "date_last_active");
    line.date_first_delinquency = date_of(row, "date_first_delinquency");
    line.date_removal = date_of(row, "date_removal");
    line.balance = money_of(row, "balance_cents");
    line.credit_limit = money_of(row, "credit_limit_cents");
    line.high_credit = money_of(row, "high_credit_cents");
    line.past_due = money_of(row, "past_due_cents");
    line.monthly_payment = money_of(row, "monthly_payment_cents");
    line.charge_off = money_of(row, "charge_off_cents");
}

void read_judgement(reading::Tradeline& line, const object& row) {
    for (const auto& name : texts_of(row, "negative_reasons")) {
        const auto reason = enum_named(std::optional(name), reading::NegativeReason::public_record);
        if (reason) line.negative_reasons.push_back(*reason);
    }
    line.negative = !line.negative_reasons.empty();
    const auto* details = row.if_contains("tradeline_details");
    if (details != nullptr) {
        for (const auto& [name, code] : members(*details)) {
            if (code.is_string()) line.codes.emplace(name, code.get_string());
        }
    }
    const auto* places = row.if_contains("places");
    if (places == nullptr) return;
    for (const auto& [field, place] : members(*places)) {
        const auto* confidence = members(place).if_contains("confidence");
        auto& evidence = line.evidence[std::string(field)];
        if (confidence != nullptr && confidence->is_number()) {
            evidence.confidence = confidence->to_number<double>();
        }
    }
}

reading::Tradeline tradeline_of(const object& row) {
    reading::Tradeline line;
    const auto* account = row.if_contains("account_group");
    if (account != nullptr && account->is_int64()) {
        line.account = static_cast<int>(account->get_int64());
    }
    read_words(line, row);
    read_values(line, row);
    read_history(line, row);
    read_judgement(line, row);
    return line;
}

reading::PublicRecord record_of(const object& row) {
    reading::PublicRecord record;
    record.bureau = enum_named(text_of(row, "bureau"), reading::Bureau::equifax);
    record.type = enum_named(text_of(row, "type"), reading::PublicRecordType::other)
                      .value_or(reading::PublicRecordType::other);
    const auto* chapter = row.if_contains("chapter");
    if (chapter != nullptr && chapter->is_int64()) {
        record.chapter = static_cast<int>(chapter->get_int64());
    }
    record.filed = date_of(row, "filed");
    record.status = text_of(row, "status");
    record.amount = money_of(row, "amount_cents");
    return record;
}

std::string opened(
    const crypto::Place& place,
    const crypto::Key& key,
    const postgres::Rows& rows,
    std::pair<std::size_t, std::size_t> cell
) {
    if (rows.is_null(cell.first, cell.second)) return {};
    auto plain = crypto::open_value(key, place, rows.bytes(cell.first, cell.second));
    return plain ? *plain : std::string();
}

}  // namespace

StoredReport stored_report(
    const std::vector<postgres::Rows>& rows, UserId user, const crypto::Key& key
) {
    StoredReport report;
    const auto& head = rows[0];
    report.version = head.integer(0, 0);
    report.content.kind = reading::DocumentKind::credit_report;
    report.content.format = head.maybe_text(0, 1).value_or("");
    if (const auto date = head.maybe_text(0, 2)) report.content.report_date = parse_iso_date(*date);

    const crypto::Place number{.table = "tradelines", .column = "account_number", .user = user};
    const crypto::Place texts{.table = "tradeline_evidence", .column = "texts", .user = user};
    const auto& lines = rows[1];
    for (std::size_t row = 0; row < lines.size(); ++row) {
        report.tradeline_ids.emplace_back(lines.text(row, 0));
        auto line = tradeline_of(members(parsed(lines.text(row, 1))));
        if (!lines.is_null(row, 2)) line.account_number = opened(number, key, lines, {row, 2});
        const auto words = parsed(opened(texts, key, lines, {row, 3}));
        for (const auto& [field, word] : members(words)) {
            if (word.is_string()) line.evidence[std::string(field)].text = word.get_string();
        }
        report.content.tradelines.push_back(std::move(line));
    }
    const auto& records = rows[2];
    for (std::size_t row = 0; row < records.size(); ++row) {
        report.public_record_ids.emplace_back(records.text(row, 0));
        report.content.public_records.push_back(record_of(members(parsed(records.text(row, 1)))));
    }
    return report;
}

}  // namespace fairfile::tradelines
