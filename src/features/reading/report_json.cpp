#include "features/reading/reading.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::reading {
namespace {

/// Three decimals are finer than any reader; longer tails would only be noise in the output.
double rounded(double number) {
    return std::isfinite(number) ? std::round(number * 1000) / 1000 : 0;
}

template <class Enum>
void name_field(JsonWriter& json, std::string_view key, const std::optional<Enum>& value) {
    json.key(key);
    if (value) {
        json.value(to_string(*value));
    } else {
        json.null();
    }
}

void date_field(JsonWriter& json, std::string_view key, const std::optional<PartialDate>& date) {
    json.key(key);
    if (date) {
        json.value(std::string_view(fairfile::to_string(*date)));
    } else {
        json.null();
    }
}

void text_field(JsonWriter& json, std::string_view key, const std::optional<std::string>& text) {
    json.key(key);
    if (text) {
        json.value(std::string_view(*text));
    } else {
        json.null();
    }
}

void money_field(JsonWriter& json, std::string_view key, const std::optional<Money>& money) {
    json.key(key);
    if (money) {
        json.value(money->cents);
    } else {
        json.null();
    }
}

void bool_field(JsonWriter& json, std::string_view key, const std::optional<bool>& truth) {
    json.key(key);
    if (truth) {
        json.value(*truth);
    } else {
        json.null();
    }
}

void texts_field(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const auto& text : texts) json.value(std::string_view(text));
    json.end_array();
}

void indices_field(
    JsonWriter& json, std::string_view key, const std::vector<std::size_t>& indices
) {
    json.key(key).begin_array();
    for (const auto index : indices) json.value(static_cast<std::int64_t>(index));
    json.end_array();
}

void write_box(JsonWriter& json, const Box& box) {
    json.begin_array();
    for (const double edge : {box.left, box.top, box.right, box.bottom}) json.value(rounded(edge));
    json.end_array();
}

void write_evidence_map(JsonWriter& json, const EvidenceByField& evidence) {
    json.begin_object();
    for (const auto& [field, one] : evidence) {
        json.key(field);
        write_evidence(json, one);
    }
    json.end_object();
}

void write_consumer(JsonWriter& json, const ConsumerBlock& consumer) {
    json.begin_object();
    name_field(json, "bureau", consumer.bureau);
    text_field(json, "name", consumer.name);
    date_field(json, "birth", consumer.birth);
    texts_field(json, "addresses", consumer.addresses);
    texts_field(json, "employers", consumer.employers);
    json.end_object();
}

void write_score(JsonWriter& json, const Score& score) {
    json.begin_object();
    name_field(json, "bureau", score.bureau);
    text_field(json, "model", score.model);
    json.field("value", score.value);
    date_field(json, "date", score.date);
    json.end_object();
}

void write_public_record(JsonWriter& json, const PublicRecord& record) {
    json.begin_object();
    name_field(json, "bureau", record.bureau);
    json.key("type").value(to_string(record.type));
    json.key("chapter");
    if (record.chapter) {
        json.value(*record.chapter);
    } else {
        json.null();
    }
    date_field(json, "filed", record.filed);
    text_field(json, "status", record.status);
    text_field(json, "reference", record.reference);
    money_field(json, "amount_cents", record.amount);
    json.end_object();
}

void write_inquiry(JsonWriter& json, const Inquiry& inquiry) {
    json.begin_object();
    name_field(json, "bureau", inquiry.bureau);
    text_field(json, "creditor", inquiry.creditor);
    date_field(json, "date", inquiry.date);
    name_field(json, "kind", inquiry.kind);
    json.end_object();
}

void write_question(JsonWriter& json, const Question& question) {
    json.begin_object();
    json.key("about").value(std::string_view(question.about));
    json.key("ask").value(std::string_view(question.ask));
    if (question.page > 0) {
        json.field("page", question.page);
        json.key("box");
        write_box(json, question.box);
    }
    texts_field(json, "readings", question.readings);
    json.end_object();
}

void write_answer(JsonWriter& json, const BureauAnswer& answer) {
    json.begin_object();
    text_field(json, "item_key", answer.item_key);
    name_field(json, "bureau", answer.bureau);
    text_field(json, "furnisher", answer.furnisher);
    text_field(json, "account_number", answer.account_number);
    text_field(json, "result_text", answer.result_text);
    texts_field(json, "reasons", answer.reasons);
    json.key("outcome").value(to_string(answer.outcome));
    bool_field(json, "favourable", answer.favourable);
    bool_field(json, "other_information_changed", answer.other_information_changed);
    text_field(json, "contradiction", answer.contradiction);
    json.key("evidence");
    if (answer.evidence) {
        write_evidence(json, *answer.evidence);
    } else {
        json.begin_object().end_object();
    }
    json.end_object();
}

void write_amounts_and_dates(JsonWriter& json, const Tradeline& line) {
    date_field(json, "date_opened", line.date_opened);
    date_field(json, "date_closed", line.date_closed);
    date_field(json, "date_reported", line.date_reported);
    date_field(json, "date_last_payment", line.date_last_payment);
    date_field(json, "date_last_active", line.date_last_active);
    date_field(json, "date_first_delinquency", line.date_first_delinquency);
    date_field(json, "date_removal", line.date_removal);
    money_field(json, "balance_cents", line.balance);
    money_field(json, "credit_limit_cents", line.credit_limit);
    money_field(json, "high_credit_cents", line.high_credit);
    money_field(json, "past_due_cents", line.past_due);
    money_field(json, "monthly_payment_cents", line.monthly_payment);
    money_field(json, "charge_off_cents", line.charge_off);
}

void write_head(JsonWriter& json, const CreditReport& report) {
    json.key("kind").value(to_string(report.kind));
    json.key("format");
    if (report.format.empty()) {
        json.null();
    } else {
        json.value(std::string_view(report.format));
    }
    json.key("verdict").value(to_string(report.verdict));
    name_field(json, "reason", report.reason);
    date_field(json, "report_date", report.report_date);
    text_field(json, "reference", report.reference);
    json.field("pages", report.pages).field("pages_ocr", report.pages_ocr);
}

template <class Item, class Write>
void list_field(
    JsonWriter& json, std::string_view key, const std::vector<Item>& items, Write write
) {
    json.key(key).begin_array();
    for (const auto& item : items) write(json, item);
    json.end_array();
}

}  // namespace

void write_evidence(JsonWriter& json, const Evidence& evidence) {
    json.begin_object();
    if (evidence.page > 0) {
        json.field("page", evidence.page);
        json.key("box");
        write_box(json, evidence.box);
    }
    json.key("text").value(std::string_view(evidence.text));
    json.key("method").value(to_string(evidence.method));
    json.key("confidence").value(rounded(std::clamp(evidence.confidence, 0.0, 1.0)));
    json.end_object();
}

void write_payment_history(JsonWriter& json, const std::vector<MonthMark>& history) {
    json.begin_array();
    for (const auto& entry : history) {
        json.begin_object();
        date_field(json, "month", entry.month);
        json.key("mark").value(to_string(entry.mark));
        json.end_object();
    }
    json.end_array();
}

void write_json(JsonWriter& json, const Tradeline& line) {
    json.begin_object();
    json.field("account", line.account);
    name_field(json, "bureau", line.bureau);
    text_field(json, "creditor", line.creditor);
    text_field(json, "original_creditor", line.original_creditor);
    text_field(json, "account_number", line.account_number);
    name_field(json, "account_type", line.account_type);
    text_field(json, "account_type_text", line.account_type_text);
    name_field(json, "responsibility", line.responsibility);
    name_field(json, "account_status", line.account_status);
    text_field(json, "account_status_text", line.account_status_text);
    name_field(json, "payment_status", line.payment_status);
    text_field(json, "payment_status_text", line.payment_status_text);
    write_amounts_and_dates(json, line);
    text_field(json, "terms", line.terms);
    json.key("payment_history");
    write_payment_history(json, line.payment_history);
    texts_field(json, "remarks", line.remarks);
    json.field("negative", line.negative);
    json.key("negative_reasons").begin_array();
    for (const auto reason : line.negative_reasons) json.value(to_string(reason));
    json.end_array();
    json.field("disputable", line.disputable);
    json.field("confidence", rounded(std::clamp(line.confidence, 0.0, 1.0)));
    json.key("evidence");
    write_evidence_map(json, line.evidence);
    json.end_object();
}

void write_json(JsonWriter& json, const Finding& finding) {
    json.begin_object();
    json.key("rule").value(std::string_view(finding.rule));
    indices_field(json, "tradelines", finding.tradelines);
    indices_field(json, "public_records", finding.public_records);
    json.key("fact").value(std::string_view(finding.fact));
    json.key("citation").value(std::string_view(finding.citation));
    date_field(json, "as_of", finding.as_of);
    json.key("eoscar_code").value(std::string_view(finding.eoscar_code));
    json.key("transunion_code").value(std::string_view(finding.transunion_code));
    texts_field(json, "evidence", finding.evidence_keys);
    json.end_object();
}

void write_json(JsonWriter& json, const CreditReport& report) {
    json.begin_object();
    write_head(json, report);
    list_field(json, "consumer", report.consumers, write_consumer);
    list_field(json, "scores", report.scores, write_score);
    list_field(json, "tradelines", report.tradelines, [](JsonWriter& out, const Tradeline& line) {
        write_json(out, line);
    });
    list_field(json, "public_records", report.public_records, write_public_record);
    list_field(json, "inquiries", report.inquiries, write_inquiry);
    list_field(json, "findings", report.findings, [](JsonWriter& out, const Finding& finding) {
        write_json(out, finding);
    });
    if (report.kind == DocumentKind::bureau_answer) {
        list_field(json, "answers", report.answers, write_answer);
    }
    list_field(json, "questions", report.questions, write_question);
    texts_field(json, "warnings", report.warnings);
    json.end_object();
}

std::string to_json(const CreditReport& report) {
    std::string out;
    JsonWriter json(out);
    write_json(json, report);
    return out;
}

std::string to_json(const std::vector<CreditReport>& reports) {
    if (reports.size() == 1) return to_json(reports.front());
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("kind").value("bundle").key("reports").begin_array();
    for (const auto& report : reports) write_json(json, report);
    json.end_array().end_object();
    return out;
}

}  // namespace fairfile::reading
