#include "features/tradelines/fact_rows.hpp"

#include "base/json_writer.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"
#include "infra/runtime/runtime.hpp"

namespace fairfile::tradelines {

namespace {

/// Ids that ascend in reading order: one fresh UUIDv7, then its last bytes count.
class AscendingIds {
  public:
    explicit AscendingIds(const Clock& clock) : next_(runtime::new_uuid(clock)) {
        next_.bytes[12] = 0;
        next_.bytes[13] = 0;
        next_.bytes[14] = 0;
        next_.bytes[15] = 0;
    }

    std::string next() {
        auto text = to_string(next_);
        for (std::size_t index = 15; index >= 12 && ++next_.bytes[index] == 0; --index) continue;
        return text;
    }

  private:
    Uuid next_;
};

/// Seals for one person; the sealed bytes travel as hex inside the JSON.
class Sealer {
  public:
    Sealer(UserId user, const crypto::Key& key) : user_(user), key_(key) {}

    std::string seal(std::string_view table, std::string_view column, std::string_view plain)
        const {
        const crypto::Place place{.table = table, .column = column, .user = user_};
        return crypto::to_hex(crypto::seal_value(key_, place, plain));
    }

  private:
    UserId user_;
    const crypto::Key& key_;
};

template <class Enum>
void enum_field(JsonWriter& json, std::string_view name, const std::optional<Enum>& value) {
    json.key(name);
    if (value) {
        json.value(reading::to_string(*value));
    } else {
        json.null();
    }
}

void date_field(JsonWriter& json, std::string_view name, const std::optional<PartialDate>& date) {
    json.key(name);
    if (date) {
        json.value(std::string_view(to_string(*date)));
    } else {
        json.null();
    }
}

void money_field(JsonWriter& json, std::string_view name, const std::optional<Money>& money) {
    json.key(name);
    if (money) {
        json.value(money->cents);
    } else {
        json.null();
    }
}

void texts_field(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name).begin_array();
    for (const auto& text : texts) json.value(std::string_view(text));
    json.end_array();
}

void write_account_number(
    JsonWriter& json, const std::string& number, const Sealer& sealer, const crypto::Key& matching
) {
    const auto hash = crypto::keyed_hash(matching, normal_form(number));
    json.field("account_last4", last_four(number));
    json.field("account_hash", std::string_view(crypto::to_hex(crypto::view(hash))));
    const auto sealed = sealer.seal("tradelines", "account_number", number);
    json.field("account_number_sealed", std::string_view(sealed));
}

void write_amounts(JsonWriter& json, const reading::Tradeline& tradeline) {
    money_field(json, "balance_cents", tradeline.balance);
    money_field(json, "credit_limit_cents", tradeline.credit_limit);
    money_field(json, "high_credit_cents", tradeline.high_credit);
    money_field(json, "past_due_cents", tradeline.past_due);
    money_field(json, "monthly_payment_cents", tradeline.monthly_payment);
    money_field(json, "charge_off_cents", tradeline.charge_off);
}

void write_dates(JsonWriter& json, const reading::Tradeline& tradeline) {
    date_field(json, "date_opened", tradeline.date_opened);
    date_field(json, "date_closed", tradeline.date_closed);
    date_field(json, "date_reported", tradeline.date_reported);
    date_field(json, "date_last_payment", tradeline.date_last_payment);
    date_field(json, "date_last_active", tradeline.date_last_active);
    date_field(json, "date_first_delinquency", tradeline.date_first_delinquency);
    date_field(json, "date_removal", tradeline.date_removal);
}

void write_words(JsonWriter& json, const reading::Tradeline& tradeline) {
    json.field("creditor", tradeline.creditor);
    json.field("original_creditor", tradeline.original_creditor);
    enum_field(json, "account_type", tradeline.account_type);
    json.field("account_type_text", tradeline.account_type_text);
    enum_field(json, "responsibility", tradeline.responsibility);
    enum_field(json, "account_status", tradeline.account_status);
    json.field("account_status_text", tradeline.account_status_text);
    enum_field(json, "payment_status", tradeline.payment_status);
    json.field("payment_status_text", tradeline.payment_status_text);
    json.field("terms", tradeline.terms);
    texts_field(json, "remarks", tradeline.remarks);
}

void write_judgement(JsonWriter& json, const reading::Tradeline& tradeline) {
    json.field("is_negative", tradeline.negative);
    json.key("negative_reasons").begin_array();
    for (const auto reason : tradeline.negative_reasons) json.value(reading::to_string(reason));
    json.end_array();
    json.field("is_disputable", tradeline.disputable);
    json.field("confidence", tradeline.confidence);
    json.key("tradeline_details").begin_object();
    for (const auto& [name, code] : tradeline.codes) json.field(name, std::string_view(code));
    json.end_object();
}

void write_tradeline(
    JsonWriter& json,
    const reading::Tradeline& tradeline,
    const Sealer& sealer,
    const FactKeys& keys
) {
    json.field("account_group", tradeline.account);
    enum_field(json, "bureau", tradeline.bureau);
    write_words(json, tradeline);
    if (tradeline.account_number) {
        write_account_number(json, *tradeline.account_number, sealer, keys.matching_key);
    }
    write_dates(json, tradeline);
    write_amounts(json, tradeline);
    json.key("payment_history");
    reading::write_payment_history(json, tradeline.payment_history);
    write_judgement(json, tradeline);
}

void write_place(JsonWriter& json, const reading::Evidence& evidence, const ReportFacts& facts) {
    json.begin_object();
    const auto page = static_cast<std::size_t>(evidence.page);
    if (evidence.page > 0) {
        json.field("page", evidence.page).key("box").begin_array();
        json.value(evidence.box.left).value(evidence.box.top);
        json.value(evidence.box.right).value(evidence.box.bottom).end_array();
        if (page <= facts.pages.size()) {
            json.field("page_width", facts.pages[page - 1].width);
            json.field("page_height", facts.pages[page - 1].height);
        }
    }
    json.field("method", reading::to_string(evidence.method));
    json.field("confidence", evidence.confidence).end_object();
}

std::string places_of(const reading::EvidenceByField& evidence, const ReportFacts& facts) {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    for (const auto& [field, place] : evidence) {
        json.key(field);
        write_place(json, place, facts);
    }
    json.end_object();
    return text;
}

std::string texts_of(const reading::EvidenceByField& evidence) {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    for (const auto& [field, place] : evidence) json.field(field, std::string_view(place.text));
    json.end_object();
    return text;
}

std::string consumer_json(const reading::ConsumerBlock& consumer) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("name", consumer.name);
    date_field(json, "birth", consumer.birth);
    texts_field(json, "addresses", consumer.addresses);
    texts_field(json, "employers", consumer.employers);
    json.end_object();
    return text;
}

void write_public_record(
    JsonWriter& json,
    const reading::PublicRecord& record,
    const ReportFacts& facts,
    const Sealer& sealer
) {
    enum_field(json, "bureau", record.bureau);
    json.field("type", reading::to_string(record.type)).field("chapter", record.chapter);
    date_field(json, "filed", record.filed);
    json.field("status", record.status);
    money_field(json, "amount_cents", record.amount);
    json.key("places").raw(places_of(record.evidence, facts));
    const auto texts = sealer.seal("public_records", "texts", texts_of(record.evidence));
    json.field("texts_sealed", std::string_view(texts));
    if (!record.reference) return;
    const auto reference = sealer.seal("public_records", "reference", *record.reference);
    json.field("reference_sealed", std::string_view(reference));
}

void write_finding(JsonWriter& json, const reading::Finding& finding) {
    json.field("rule", std::string_view(finding.rule))
        .field("fact", std::string_view(finding.fact));
    json.field("citation", std::string_view(finding.citation));
    date_field(json, "as_of", finding.as_of);
    json.field("eoscar_code", std::string_view(finding.eoscar_code));
    json.field("transunion_code", std::string_view(finding.transunion_code));
    texts_field(json, "places", finding.evidence_keys);
}

/// Builds all arrays of one report, with the ids by which they refer to each other.
class RowMaker {
  public:
    RowMaker(const ReportFacts& facts, const FactKeys& keys, const Clock& clock)
        : facts_(facts), keys_(keys), sealer_(facts.user, keys.user_key), ids_(clock) {}

    FactRows make_findings(RowIds ids) {
        tradeline_ids_ = std::move(ids.tradelines);
        record_ids_ = std::move(ids.public_records);
        FactRows rows;
        add_findings(rows);
        return rows;
    }

    FactRows make() {
        FactRows rows;
        rows.tradelines = tradelines();
        rows.evidence = evidence();
        rows.consumers = consumers();
        rows.public_records = public_records();
        rows.inquiries = inquiries();
        add_findings(rows);
        return rows;
    }

  private:
    void add_findings(FactRows& rows) {
        rows.findings = findings();
        rows.finding_tradelines = links("tradeline_id", tradeline_ids_, [](const auto& finding) {
            return finding.tradelines;
        });
        rows.finding_public_records =
            links("public_record_id", record_ids_, [](const auto& finding) {
                return finding.public_records;
            });
    }

    template <class Items, class Write>
    std::string array(const Items& items, std::vector<std::string>& ids, Write write) {
        std::string text;
        JsonWriter json(text);
        json.begin_array();
        for (const auto& item : items) {
            ids.push_back(ids_.next());
            json.begin_object().field("id", std::string_view(ids.back()));
            write(json, item);
            json.end_object();
        }
        json.end_array();
        return text;
    }

    std::string tradelines() {
        auto write = [this](JsonWriter& json, const auto& item) {
            write_tradeline(json, item, sealer_, keys_);
        };
        return array(facts_.content->tradelines, tradeline_ids_, write);
    }

    std::string evidence() const {
        std::string text;
        JsonWriter json(text);
        json.begin_array();
        for (std::size_t index = 0; index < tradeline_ids_.size(); ++index) {
            const auto& places = facts_.content->tradelines[index].evidence;
            const auto sealed = sealer_.seal("tradeline_evidence", "texts", texts_of(places));
            json.begin_object().field("tradeline_id", std::string_view(tradeline_ids_[index]));
            json.key("places").raw(places_of(places, facts_));
            json.field("texts_sealed", std::string_view(sealed)).end_object();
        }
        json.end_array();
        return text;
    }

    std::string consumers() {
        std::vector<std::string> ids;
        auto write = [this](JsonWriter& json, const auto& item) {
            enum_field(json, "bureau", item.bureau);
            const auto sealed = sealer_.seal("report_consumers", "identity", consumer_json(item));
            json.field("identity_sealed", std::string_view(sealed));
        };
        return array(facts_.content->consumers, ids, write);
    }

    std::string public_records() {
        auto write = [this](JsonWriter& json, const auto& item) {
            write_public_record(json, item, facts_, sealer_);
        };
        return array(facts_.content->public_records, record_ids_, write);
    }

    std::string inquiries() {
        std::vector<std::string> ids;
        auto write = [](JsonWriter& json, const auto& item) {
            enum_field(json, "bureau", item.bureau);
            json.field("creditor", item.creditor);
            date_field(json, "inquired_on", item.date);
            enum_field(json, "kind", item.kind);
        };
        return array(facts_.content->inquiries, ids, write);
    }

    std::string findings() {
        auto write = [](JsonWriter& json, const auto& item) { write_finding(json, item); };
        return array(facts_.content->findings, finding_ids_, write);
    }

    template <class Indices>
    std::string links(
        std::string_view column, const std::vector<std::string>& targets, Indices indices_of
    ) const {
        std::string text;
        JsonWriter json(text);
        json.begin_array();
        for (std::size_t index = 0; index < finding_ids_.size(); ++index) {
            for (const auto target : indices_of(facts_.content->findings[index])) {
                if (target >= targets.size()) continue;
                json.begin_object().field("finding_id", std::string_view(finding_ids_[index]));
                json.field(column, std::string_view(targets[target])).end_object();
            }
        }
        json.end_array();
        return text;
    }

    const ReportFacts& facts_;
    const FactKeys& keys_;
    Sealer sealer_;
    AscendingIds ids_;
    std::vector<std::string> tradeline_ids_;
    std::vector<std::string> record_ids_;
    std::vector<std::string> finding_ids_;
};

}  // namespace

FactRows make_rows(const ReportFacts& facts, const FactKeys& keys, const Clock& clock) {
    return RowMaker(facts, keys, clock).make();
}

FactRows make_finding_rows(
    const ReportFacts& facts, const FactKeys& keys, const Clock& clock, RowIds ids
) {
    return RowMaker(facts, keys, clock).make_findings(std::move(ids));
}

std::string tradeline_row(
    const ReportFacts& facts, const FactKeys& keys, const reading::Tradeline& tradeline
) {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_tradeline(json, tradeline, Sealer(facts.user, keys.user_key), keys);
    json.end_object();
    return text;
}

std::string sealed_texts(
    const ReportFacts& facts, const FactKeys& keys, const reading::Tradeline& tradeline
) {
    const crypto::Place place{.table = "tradeline_evidence", .column = "texts", .user = facts.user};
    return crypto::seal_value(keys.user_key, place, texts_of(tradeline.evidence));
}

}  // namespace fairfile::tradelines
