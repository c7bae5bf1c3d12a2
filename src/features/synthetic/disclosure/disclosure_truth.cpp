#include "base/json_writer.hpp"
#include "features/synthetic/disclosure/publisher.hpp"

#include <array>

namespace fairfile::synthetic {

namespace {

constexpr std::array<std::string_view, 25> keys{
    "creditor",
    "original_creditor",
    "account_number",
    "account_type",
    "account_type_text",
    "responsibility",
    "account_status",
    "account_status_text",
    "payment_status",
    "payment_status_text",
    "date_opened",
    "date_closed",
    "date_reported",
    "date_last_payment",
    "date_last_active",
    "date_first_delinquency",
    "date_removal",
    "balance_cents",
    "credit_limit_cents",
    "high_credit_cents",
    "past_due_cents",
    "monthly_payment_cents",
    "charge_off_cents",
    "terms",
    "remarks"};

void write_consumer(JsonWriter& json, const ConsumerFile& file, const DisclosureTruth& shown) {
    json.key("consumer").begin_array().begin_object();
    json.field("bureau", shown.bureau).field("name", std::string_view(file.name));
    json.key("birth");
    if (shown.birth.empty()) {
        json.null();
    } else {
        json.value(std::string_view(shown.birth));
    }
    json.key("addresses").begin_array();
    for (const auto& address : file.addresses) {
        json.value(std::string_view(address[0] + ", " + address[1]));
    }
    json.end_array();
    json.key("employers").begin_array();
    if (shown.employer) json.value(std::string_view(file.employer));
    json.end_array().end_object().end_array();
}

void write_account(JsonWriter& json, const PrintedAccount& account, std::string_view bureau) {
    for (const auto key : keys) {
        const auto found = account.values.find(key);
        const auto nothing = key == "remarks" ? "[]" : "null";
        json.key(key).raw(
            found == account.values.end() ? nothing : std::string_view(found->second)
        );
    }
    json.field("bureau", bureau);
    json.key("payment_history").begin_array();
    for (const auto& [month, mark] : account.months) {
        json.begin_object();
        json.field("month", std::string_view(month)).field("mark", std::string_view(mark));
        json.end_object();
    }
    json.end_array();
    json.field("negative", !account.reasons.empty());
    json.key("negative_reasons").begin_array();
    for (const auto& reason : account.reasons) json.value(std::string_view(reason));
    json.end_array();
}

void write_inquiries(JsonWriter& json, const ConsumerFile& file, std::string_view bureau) {
    json.key("inquiries").begin_array();
    for (const auto& inquiry : file.inquiries) {
        json.begin_object();
        json.field("bureau", bureau).field("creditor", std::string_view(inquiry.company));
        json.field("date", std::string_view(to_string(inquiry.date)));
        json.field("kind", inquiry.hard ? "hard" : "soft");
        json.end_object();
    }
    json.end_array();
}

void write_records(JsonWriter& json, const ConsumerFile& file, std::string_view bureau) {
    json.key("public_records").begin_array();
    for (const auto& record : file.records) {
        json.begin_object();
        json.field("bureau", bureau).field("type", "bankruptcy").field("chapter", record.chapter);
        json.field("filed", std::string_view(to_string(record.filed)));
        json.field("status", record.discharged ? "Discharged" : "Dismissed");
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string disclosure_truth(const DisclosureWriter& writer, const DisclosureTruth& shown) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("kind", "credit_report");
    json.field("report_date", std::string_view(to_string(writer.file.date)));
    json.field("reference", std::string_view(writer.file.number));
    write_consumer(json, writer.file, shown);
    json.key("scores").begin_array().end_array();
    json.key("tradelines").begin_array();
    int number = 0;
    for (const auto& account : writer.printed) {
        json.begin_object().field("account", ++number);
        write_account(json, account, shown.bureau);
        json.end_object();
    }
    json.end_array();
    write_records(json, writer.file, shown.bureau);
    write_inquiries(json, writer.file, shown.bureau);
    json.end_object();
    return out + "\n";
}

}  // namespace fairfile::synthetic
