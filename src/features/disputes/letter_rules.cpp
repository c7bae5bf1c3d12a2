#include "features/disputes/letter_rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace fairfile::disputes {

namespace {

struct TimeRow {
    std::string_view type;
    std::array<std::string_view, 5> statuses;
    std::string_view otherwise;
};

constexpr auto times = std::to_array<TimeRow>({
    {"method_of_verification",
     {"verified", "updated", "escalated"},
     "The method of verification can be asked for after the bureau has verified the item"
     " (15 USC 1681i(a)(7))."},
    {"statement_100",
     {"verified", "updated", "escalated", "expired"},
     "A statement is for a dispute that the bureau's answer has not resolved (15 USC 1681i(b))."},
    {"escalation",
     {"verified", "updated", "expired", "escalated", "deleted"},
     "Complain after the bureau has answered or its time has ended."},
});

constexpr std::string_view not_reinserted =
    "An objection is for an item that came back after its deletion: record the reinsertion first.";
constexpr std::string_view positive =
    "Nothing negative is reported here and nothing wrong was found. Accounts in good standing help"
    " you; a dispute may cost you their history.";
constexpr std::string_view mortgage =
    "While an account is marked as disputed, many mortgage lenders stop an application. Ask your"
    " lender first.";
constexpr auto courtesies = std::to_array<std::string_view>(
    {"goodwill", "pay_for_delete", "request_609", "validation", "billing_error", "escalation"}
);

bool is_one_of(std::string_view word, const auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Error refusal(std::string_view why) {
    return {Failure::conflict, "disputes.letter_not_yet", std::string(why)};
}

}  // namespace

std::optional<Error> not_yet(const LetterCase& item) {
    if (item.type == "reinsertion_objection" && !item.is_reinserted) return refusal(not_reinserted);
    for (const auto& row : times) {
        if (row.type != item.type) continue;
        if (!is_one_of(item.status, row.statuses)) return refusal(row.otherwise);
    }
    return std::nullopt;
}

std::optional<std::string_view> advice_against(const LetterCase& item) {
    if (is_one_of(item.type, courtesies)) return std::nullopt;
    if (item.mortgage_application) return mortgage;
    if (!item.is_open_to_dispute) return positive;
    return std::nullopt;
}

std::string_view usual_correction(std::string_view type, std::string_view reason_code) {
    const bool is_old = type == "obsolete_605" ||
                        reason_code.find("obsolete") != std::string::npos ||
                        reason_code == "past_printed_removal_date";
    if (is_old) return "Remove this item from my file.";
    if (type == "reinsertion_objection") return "Delete this item again.";
    if (reason_code == "duplicate_account") return "Delete the entry that is there twice.";
    return "Correct this information, or delete it if it cannot be verified.";
}

}  // namespace fairfile::disputes
