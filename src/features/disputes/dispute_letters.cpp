// From disputes to a letter: what the record knows, what the person gave, and no third thing.
#include "base/dates.hpp"
#include "base/text.hpp"
#include "features/disputes/dispute_store.hpp"
#include "features/disputes/disputes.hpp"
#include "features/disputes/letter_rules.hpp"
#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>

namespace fairfile::disputes {

namespace {

namespace json = boost::json;

// What a furnisher sees of an item survives only about this long.
constexpr std::size_t fact_bytes_max = 150;
constexpr std::size_t address_line_max = 45;

enum Column : std::size_t {
    dispute_id,
    bureau,
    furnisher,
    account_last4,
    account_hash,
    reason,
    reason_code,
    fact,
    status,
    reinserted,
    account_number_sealed,
    is_open_to_dispute,
    report_date,
    reference_sealed,
    identity_sealed,
    evidence_page,
};

std::string array_of(DisputeId id, const std::vector<std::string>& others) {
    std::string array = "{" + to_string(id);
    for (const auto& other : others) array += "," + other;
    return array + "}";
}

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

/// The rows of a letter's items, opened with the person's key.
class Record {
  public:
    Record(const postgres::Rows& rows, UserId user, const crypto::Key& key)
        : rows_(rows), user_(user), key_(key) {}

    std::string text(std::size_t row, Column column) const {
        return rows_.maybe_text(row, column).value_or("");
    }
    std::string opened(std::size_t row, Column column, crypto::Place place) const {
        if (rows_.is_null(row, column)) return {};
        place.user = user_;
        auto plain = crypto::open_value(key_, place, rows_.bytes(row, column));
        return plain ? std::move(*plain) : std::string();
    }
    std::string account_number(std::size_t row) const {
        auto number =
            opened(row, account_number_sealed, {.table = "tradelines", .column = "account_number"});
        if (!number.empty() || rows_.is_null(row, account_last4)) return number;
        return "ending in " + text(row, account_last4);
    }
    json::object identity() const {
        const auto sealed =
            opened(0, identity_sealed, {.table = "report_consumers", .column = "identity"});
        boost::system::error_code failed;
        auto parsed = json::parse(sealed, failed);
        return !failed && parsed.is_object() ? parsed.as_object() : json::object();
    }
    std::string report_number() const {
        return opened(0, reference_sealed, {.table = "credit_reports", .column = "reference"});
    }

    std::size_t size() const { return rows_.size(); }
    bool truth(std::size_t row, Column column) const { return rows_.truth(row, column); }

  private:
    const postgres::Rows& rows_;
    UserId user_;
    const crypto::Key& key_;
};

std::string cut(std::string text) {
    if (text.size() <= fact_bytes_max) return text;
    auto end = fact_bytes_max;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    const auto word = text.rfind(' ', end);
    return text.substr(0, word == std::string::npos || word == 0 ? end : word);
}

std::string member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string address_in(const json::object& identity, std::size_t number) {
    const auto* list = identity.if_contains("addresses");
    if (!list || !list->is_array() || list->get_array().size() <= number) return {};
    const auto& address = list->get_array()[number];
    return address.is_string() ? std::string(address.get_string()) : std::string();
}

/// An address printed in one line, cut at its first comma when it is long.
std::vector<std::string> address_lines(const std::string& address) {
    if (address.empty()) return {};
    const auto comma = address.find(',');
    if (address.size() <= address_line_max || comma == std::string::npos) return {address};
    return {address.substr(0, comma), std::string(trim(address.substr(comma + 1)))};
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : ", ") + line;
    return text;
}

/// What the person gave stays; the rest comes from the report.
void add_record(letters::NewLetter& letter, const Record& record) {
    const auto identity = record.identity();
    auto& sender = letter.sender;
    if (sender.name.empty()) sender.name = member(identity, "name");
    if (sender.lines.empty()) sender.lines = address_lines(address_in(identity, 0));
    letter.facts["name"] = sender.name;
    letter.facts["address_line"] = joined(sender.lines);
    letter.facts.emplace("birth", member(identity, "birth"));
    letter.facts.emplace("previous_address", address_in(identity, 1));
    letter.facts.emplace("report_number", record.report_number());
    letter.facts.emplace("report_date", record.text(0, report_date));
}

std::vector<std::string> usual_enclosures(const letters::NewLetter& letter, const Record& record) {
    if (!letter.bureau) return {};
    std::vector<std::string> list{
        "Copy of a government-issued identification",
        "Proof of my address: a utility bill or bank statement"};
    for (std::size_t row = 0; row < record.size(); ++row) {
        const auto page = record.text(row, evidence_page);
        if (page.empty()) continue;
        const auto creditor = record.text(row, furnisher);
        list.push_back(
            "Copy of page " + page + " of the credit report" +
            (creditor.empty() ? "" : " (" + creditor + ")")
        );
    }
    return list;
}

letters::LetterItem item_of(const Record& record, std::size_t row, const LetterRequest& request) {
    auto said = record.text(row, fact);
    if (said.empty()) said = cut(record.text(row, reason));
    const auto given = request.facts.find("correction");
    const auto code = record.text(row, reason_code);
    auto same = record.text(row, account_hash);
    if (same.empty()) same = record.text(row, furnisher) + record.text(row, account_last4);
    if (same.empty()) same = record.text(row, dispute_id);
    letters::LetterItem item{
        *DisputeId::parse(record.text(row, dispute_id)), record.text(row, bureau), same, code, {}};
    item.facts = {
        {"creditor", record.text(row, furnisher)},
        {"account_number", record.account_number(row)},
        {"fact", said},
        {"correction",
         given == request.facts.end() ? std::string(usual_correction(request.type, code))
                                      : given->second}};
    return item;
}

std::optional<Error> refused(const Record& record, const LetterRequest& request) {
    for (std::size_t row = 0; row < record.size(); ++row) {
        const auto is = record.text(row, status);
        const LetterCase item{
            request.type,
            is,
            record.truth(row, reinserted),
            record.truth(row, is_open_to_dispute),
            request.mortgage_application};
        if (auto early = not_yet(item)) return early;
        const auto advice = advice_against(item);
        if (!advice || request.despite_advice) continue;
        return Error{Failure::conflict, "disputes.advised_against", std::string(*advice)};
    }
    return std::nullopt;
}

/// The statement of dispute that the person made by hand is their own word.
letters::Confirmations confirmed_by(const Record& record, letters::Confirmations confirmed) {
    for (std::size_t row = 0; row < record.size(); ++row) {
        if (record.text(row, reason_code) == "not_mine") confirmed.not_mine = true;
    }
    return confirmed;
}

letters::NewLetter letter_from(const Record& record, LetterRequest request) {
    const auto* type = letters::find_letter_type(request.type);
    letters::NewLetter letter;
    letter.type = request.type;
    if (type && type->recipient == letters::Recipient::bureau) {
        letter.bureau = record.text(0, bureau);
    }
    for (std::size_t row = 0; row < record.size(); ++row) {
        letter.items.push_back(item_of(record, row, request));
    }
    letter.sender = std::move(request.sender);
    letter.addressee = std::move(request.recipient);
    letter.facts = std::move(request.facts);
    add_record(letter, record);
    letter.enclosures =
        request.enclosures ? std::move(*request.enclosures) : usual_enclosures(letter, record);
    letter.confirmed = confirmed_by(record, request.confirmed);
    return letter;
}

}  // namespace

awaitable<Result<letters::Letters::Drafted>> Disputes::write_letter(
    UserId user, DisputeId id, LetterRequest request, std::optional<Uuid> repeat
) {
    postgres::Parameters parameters;
    parameters.add(user).add(std::string_view(array_of(id, request.with))).add(request.bureau);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_letter_facts, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    if (rows->size() != request.with.size() + 1) {
        co_return Error{
            Failure::invalid,
            "disputes.bureau_needed",
            "A letter goes to one bureau: name one at which every one of these disputes is open."};
    }
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    const Record record(*rows, user, *key);
    if (auto no = refused(record, request)) co_return std::move(*no);
    auto letter = letter_from(record, std::move(request));
    co_return co_await parts_.letters.draft(user, std::move(letter), repeat);
}

}  // namespace fairfile::disputes
