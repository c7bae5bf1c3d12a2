#include "features/disputes/letter_input.hpp"

#include "base/text.hpp"

#include <array>

namespace fairfile::disputes {

namespace {

constexpr std::array<std::string_view, 3> bureaus{"Experian", "Equifax", "TransUnion"};
constexpr std::size_t line_max = 200;
constexpr std::size_t text_max = 10'000;
constexpr std::size_t lines_max = 5;
constexpr std::size_t enclosures_max = 20;
constexpr std::size_t others_max = letters::items_per_letter - 1;

struct FactRow {
    std::string_view name;
    std::size_t length_max;
};

// What the templates may print and only the person knows.
constexpr auto facts = std::to_array<FactRow>({
    {"birth", 30},
    {"ssn_last4", 4},
    {"previous_address", line_max},
    {"report_number", 100},
    {"explanation", text_max},
    {"new_information", 2'000},
    {"correction", 500},
    {"result_date", 40},
    {"deletion_date", 40},
    {"notice_date", 40},
    {"statement_date", 40},
    {"amount", 40},
    {"offer_amount", 40},
    {"offer_until", 40},
    {"theft_report", line_max},
    {"statement", 2'000},
    {"timeline", text_max},
    {"resolution", 2'000},
});

bool is_printable(std::string_view text) {
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        if ((code < 0x20 && character != '\n') || code == 0x7F) return false;
    }
    return true;
}

void read_facts(http::Fields& fields, letters::FactMap& into) {
    for (const auto& row : facts) {
        std::optional<std::string> given;
        fields.optional(row.name, given, {.length_max = row.length_max});
        if (!given) continue;
        if (!is_printable(*given)) fields.refuse(row.name, "must not have control characters");
        into[std::string(row.name)] = std::string(trim(*given));
    }
    const auto digits = into.find("ssn_last4");
    if (digits == into.end()) return;
    for (const char digit : digits->second) {
        if (!is_digit(digit)) fields.refuse("ssn_last4", "must be four digits");
    }
    if (digits->second.size() != 4) fields.refuse("ssn_last4", "must be four digits");
}

void read_lines(http::Fields& fields, std::string_view name, std::vector<std::string>& into) {
    fields.optional(name, into, lines_max, {.length_min = 1, .length_max = line_max});
    for (const auto& line : into) {
        if (!is_printable(line) || line.find('\n') != std::string::npos) {
            fields.refuse(name, "must be lines without control characters");
        }
    }
}

void read_name(http::Fields& fields, std::string_view name, std::string& into) {
    std::optional<std::string> given;
    fields.optional(name, given, {.length_min = 1, .length_max = line_max});
    if (given && (!is_printable(*given) || given->find('\n') != std::string::npos)) {
        fields.refuse(name, "must be one line without control characters");
    }
    into = given.value_or("");
}

void read_people(http::Fields& fields, LetterRequest& request) {
    read_name(fields, "name", request.sender.name);
    read_lines(fields, "address", request.sender.lines);
    letters::PostalAddress recipient;
    read_name(fields, "recipient_name", recipient.name);
    read_lines(fields, "recipient_address", recipient.lines);
    if (recipient.name.empty() != recipient.lines.empty()) {
        fields.refuse("recipient_address", "recipient_name and recipient_address go together");
    }
    if (!recipient.name.empty()) request.recipient = std::move(recipient);
}

void read_truth(http::Fields& fields, std::string_view name, bool& into) {
    std::optional<bool> given;
    fields.optional(name, given);
    into = given.value_or(false);
}

void read_truths(http::Fields& fields, LetterRequest& request) {
    auto& confirmed = request.confirmed;
    read_truth(fields, "not_mine", confirmed.not_mine);
    read_truth(fields, "identity_proof", confirmed.identity_proof);
    read_truth(fields, "identity_theft_report", confirmed.identity_theft_report);
    read_truth(fields, "items_identified", confirmed.items_identified);
    read_truth(fields, "not_my_transactions", confirmed.not_my_transactions);
    read_truth(fields, "mortgage_application", request.mortgage_application);
    read_truth(fields, "despite_advice", request.despite_advice);
}

}  // namespace

void LetterInput::describe(http::Fields& fields) {
    static const auto types = letters::letter_type_ids();
    std::optional<std::string> type;
    fields.optional("type", type, {.one_of = types});
    if (type) request.type = *type;
    fields.optional("bureau", request.bureau, {.one_of = bureaus});
    fields.optional("with", request.with, others_max, {.length_min = 36, .length_max = 36});
    for (const auto& id : request.with) {
        if (!parse_uuid(id)) fields.refuse("with", "must be ids of disputes");
    }
    read_people(fields, request);
    read_facts(fields, request.facts);
    std::vector<std::string> enclosures;
    fields.optional(
        "enclosures", enclosures, enclosures_max, {.length_min = 1, .length_max = line_max}
    );
    if (!enclosures.empty()) request.enclosures = std::move(enclosures);
    read_truths(fields, request);
}

}  // namespace fairfile::disputes
