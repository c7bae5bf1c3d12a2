#include "features/synthetic/truth.hpp"

#include "base/json_writer.hpp"

#include <algorithm>
#include <map>

namespace fairfile::synthetic {

namespace {

/// Every field of a tradeline in the contract that may be null.
constexpr std::array<std::string_view, 25> tradeline_keys{
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

void bureau_field(JsonWriter& json, std::size_t bureau) {
    json.key("bureau");
    if (bureau == no_bureau) {
        json.null();
    } else {
        json.value(bureau_names[bureau]);
    }
}

void write_consumers(JsonWriter& json, const Report& report) {
    json.key("consumer").begin_array();
    for (const auto& identity : report.identities) {
        if (!report.identities_shown) break;
        json.begin_object();
        bureau_field(json, identity.bureau);
        json.field("name", std::string_view(identity.name));
        json.field("birth", std::string_view(to_string(identity.birth)));
        json.key("addresses").begin_array();
        for (const auto& address : identity.addresses) {
            json.value(std::string_view(address[0] + ", " + address[1]));
        }
        json.end_array();
        json.key("employers").begin_array().value(std::string_view(identity.employer)).end_array();
        json.end_object();
    }
    json.end_array();
}

void write_scores(JsonWriter& json, const Report& report) {
    json.key("scores").begin_array();
    for (const auto& score : report.scores) {
        if (!report.heading_shown) break;
        json.begin_object();
        bureau_field(json, score.bureau);
        json.key("model");
        if (report.score_model_shown) {
            json.value("VantageScore 3.0");
        } else {
            json.null();
        }
        json.field("value", score.value);
        json.end_object();
    }
    json.end_array();
}

void write_history(JsonWriter& json, const Entry& entry) {
    json.key("payment_history").begin_array();
    for (const auto& month : entry.history) {
        if (!entry.history_shown) break;
        json.begin_object();
        json.field("month", std::string_view(to_string(month.month)));
        json.field("mark", std::string_view(month.truth));
        json.end_object();
    }
    json.end_array();
}

std::vector<std::string> reasons_of(const Entry& entry) {
    std::vector<std::string> reasons;
    const auto add = [&reasons](const std::string& reason) {
        if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
            reasons.push_back(reason);
        }
    };
    for (const auto& fact : entry.facts) {
        if (fact.shown) std::for_each(fact.reasons.begin(), fact.reasons.end(), add);
    }
    for (const auto& month : entry.history) {
        if (entry.history_shown && month.truth != "ok") add("late_payment");
    }
    return reasons;
}

void write_negative(JsonWriter& json, const Entry& entry) {
    const auto reasons = reasons_of(entry);
    json.field("negative", !reasons.empty());
    json.key("negative_reasons").begin_array();
    for (const auto& reason : reasons) json.value(std::string_view(reason));
    json.end_array();
}

void write_entry(JsonWriter& json, const Entry& entry, int account) {
    std::map<std::string, std::string, std::less<>> printed;
    for (const auto& fact : entry.facts) {
        if (fact.shown) printed.insert(fact.truth.begin(), fact.truth.end());
    }
    json.begin_object();
    json.field("account", account);
    bureau_field(json, entry.bureau);
    for (const auto key : tradeline_keys) {
        const auto found = printed.find(key);
        const auto nothing = key == "remarks" ? "[]" : "null";
        json.key(key).raw(found == printed.end() ? nothing : std::string_view(found->second));
    }
    write_history(json, entry);
    write_negative(json, entry);
    json.end_object();
}

void write_tradelines(JsonWriter& json, const Report& report) {
    json.key("tradelines").begin_array();
    int account = 0;
    for (const auto& each : report.accounts) {
        ++account;
        for (const auto& entry : each.entries) write_entry(json, entry, account);
    }
    json.end_array();
}

void write_record(JsonWriter& json, const RecordFact& record, std::size_t bureau) {
    json.begin_object();
    bureau_field(json, bureau);
    json.field("type", "bankruptcy");
    json.field("chapter", record.chapter);
    json.field("filed", std::string_view(to_string(record.filed)));
    json.field("status", std::string_view(record.status));
    json.field("reference", std::string_view(record.reference));
    json.key("amount_cents").null();
    json.end_object();
}

void write_records(JsonWriter& json, const Report& report) {
    json.key("public_records").begin_array();
    for (const auto& record : report.records) {
        if (!report.records_shown) break;
        for (const auto bureau : record.bureaus) write_record(json, record, bureau);
    }
    json.end_array();
}

void write_inquiries(JsonWriter& json, const Report& report) {
    json.key("inquiries").begin_array();
    for (const auto& inquiry : report.inquiries) {
        if (!report.inquiries_shown) break;
        json.begin_object();
        bureau_field(json, inquiry.bureau);
        json.field("creditor", std::string_view(inquiry.creditor));
        json.field("date", std::string_view(to_string(inquiry.date)));
        json.key("kind");
        if (report.inquiry_kinds_shown) {
            json.value("hard");
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array();
}

void heading_field(JsonWriter& json, const Report& report, const char* key, std::string_view text) {
    json.key(key);
    if (report.heading_shown) {
        json.value(text);
    } else {
        json.null();
    }
}

}  // namespace

std::string truth_of(const Report& report) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.field("kind", "credit_report");
    heading_field(json, report, "report_date", to_string(report.date));
    heading_field(json, report, "reference", report.reference);
    write_consumers(json, report);
    write_scores(json, report);
    write_tradelines(json, report);
    write_records(json, report);
    write_inquiries(json, report);
    json.end_object();
    return out + "\n";
}

}  // namespace fairfile::synthetic
