#include "features/reading/meaning/vocabulary.hpp"

#include "base/text.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/term.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace fairfile::reading {
namespace {

using enum AccountType;
constexpr auto account_types = std::to_array<Term<AccountType>>({
    {"collection", collection},
    {"collections", collection},
    {"collection agency", collection},
    {"debt buyer", collection},
    {"debt purchaser", collection},
    {"factoring company", collection},
    {"returned check", collection},
    {"home equity line of credit", line_of_credit},
    {"home equity line", line_of_credit},
    {"heloc", line_of_credit},
    {"line of credit", line_of_credit},
    {"credit line", line_of_credit},
    {"mortgage", mortgage},
    {"real estate loan", mortgage},
    {"conventional real estate", mortgage},
    {"home equity loan", mortgage},
    {"home loan", mortgage},
    {"real estate", mortgage},
    {"installment", installment},
    {"instalment", installment},
    {"revolving", revolving},
    {"credit card", revolving},
    {"charge account", revolving},
    {"flexible spending credit card", revolving},
    {"store card", revolving},
    {"secured card", revolving},
    {"bank card", revolving},
    {"auto loan", installment},
    {"automobile loan", installment},
    {"auto lease", installment},
    {"automobile", installment},
    {"auto", installment},
    {"lease", installment},
    {"student loan", installment},
    {"education loan", installment},
    {"educational", installment},
    {"education", installment},
    {"personal loan", installment},
    {"unsecured loan", installment},
    {"secured loan", installment},
    {"unsecured", installment},
    {"consumer loan", installment},
    {"note loan", installment},
    {"recreational merchandise", installment},
    {"open account", open},
    {"open", open},
    {"charge card", open},
    {"utility", open},
    {"utilities", open},
    {"telecommunications", open},
    {"cellular", open},
    {"family support", other},
    {"child support", other},
    {"rental agreement", other},
    {"other", other},
});

using enum Responsibility;
constexpr auto responsibilities = std::to_array<Term<Responsibility>>({
    {"authorized user", authorized_user},
    {"authorised user", authorized_user},
    {"authorized", authorized_user},
    {"co signer", co_signer},
    {"cosigner", co_signer},
    {"co maker", co_signer},
    {"comaker", co_signer},
    {"guarantor", co_signer},
    {"joint", joint},
    {"shared", joint},
    {"participant on account", joint},
    {"terminated", terminated},
    {"deceased", deceased},
    {"individual", individual},
    {"maker", maker},
    {"signer", maker},
    {"primary", individual},
});

using Status = AccountStatus;
constexpr auto account_statuses = std::to_array<Term<AccountStatus>>({
    {"transferred", Status::transferred},
    {"transfer", Status::transferred},
    {"sold", Status::transferred},
    {"refinanced", Status::refinanced},
    {"paid", Status::paid},
    {"paid in full", Status::paid},
    {"derogatory", Status::derogatory},
    {"closed", Status::closed},
    {"open", Status::open},
    {"active", Status::open},
});

using Pay = PaymentStatus;
constexpr auto payment_states = std::to_array<Term<PaymentStatus>>({
    {"as agreed", Pay::current},
    {"never late", Pay::current},
    {"never been late", Pay::current},
    {"not late", Pay::current},
    {"in good standing", Pay::current},
    {"good standing", Pay::current},
    {"voluntary surrender", Pay::voluntary_surrender},
    {"voluntarily surrendered", Pay::voluntary_surrender},
    {"repossession", Pay::repossession},
    {"repossessed", Pay::repossession},
    {"repo", Pay::repossession},
    {"foreclosure", Pay::foreclosure},
    {"foreclosed", Pay::foreclosure},
    {"deed in lieu", Pay::foreclosure},
    {"bankruptcy", Pay::bankruptcy},
    {"wage earner plan", Pay::bankruptcy},
    {"chapter 7", Pay::bankruptcy},
    {"chapter 13", Pay::bankruptcy},
    {"settled", Pay::settled},
    {"settlement", Pay::settled},
    {"less than full balance", Pay::settled},
    {"charge off", Pay::charge_off},
    {"charge offs", Pay::charge_off},
    {"charged off", Pay::charge_off},
    {"chargeoff", Pay::charge_off},
    {"chargedoff", Pay::charge_off},
    {"written off", Pay::charge_off},
    {"bad debt", Pay::charge_off},
    {"profit and loss", Pay::charge_off},
    {"collection", Pay::collection},
    {"collections", Pay::collection},
});

constexpr auto good_states = std::to_array<Term<PaymentStatus>>({
    {"current", Pay::current},
    {"ok", Pay::current},
    {"satisfactory", Pay::current},
    {"on time", Pay::current},
    {"paid", Pay::paid},
});

constexpr auto remark_reasons = std::to_array<Term<NegativeReason>>({
    {"charged off", NegativeReason::charge_off},
    {"charge off", NegativeReason::charge_off},
    {"chargeoff", NegativeReason::charge_off},
    {"written off", NegativeReason::charge_off},
    {"profit and loss writeoff", NegativeReason::charge_off},
    {"placed for collection", NegativeReason::collection},
    {"collection account", NegativeReason::collection},
    {"repossession", NegativeReason::repossession},
    {"repossessed", NegativeReason::repossession},
    {"voluntary surrender", NegativeReason::repossession},
    {"foreclosure", NegativeReason::foreclosure},
    {"included in bankruptcy", NegativeReason::bankruptcy},
    {"discharged in bankruptcy", NegativeReason::bankruptcy},
    {"settled for less", NegativeReason::settled},
    {"settled less than full balance", NegativeReason::settled},
    {"less than full balance", NegativeReason::settled},
});

/// A remark with one of these words talks about a dispute or denies the event.
constexpr auto doubtful_words = std::to_array<std::string_view>({
    "inaccurate",
    "error",
    "disputes",
    "dispute",
    "disputed",
    "not",
    "never",
    "no",
    "redeemed",
    "removed",
    "reaffirmed",
    "dismissed",
    "without",
    "forbearance",
    "avoid",
});

bool is_nearby_lateness(std::string_view phrase) {
    return has_phrase(phrase, "late") || has_phrase(phrase, "days") || has_phrase(phrase, "day") ||
           has_phrase(phrase, "past due") || has_phrase(phrase, "delinquent");
}

std::optional<PaymentStatus> lateness_in(std::string_view phrase) {
    static constexpr auto steps = std::to_array<Term<PaymentStatus>>({
        {"180", Pay::late_180},
        {"150", Pay::late_150},
        {"120", Pay::late_120},
        {"90", Pay::late_90},
        {"60", Pay::late_60},
        {"30", Pay::late_30},
    });
    if (!is_nearby_lateness(phrase)) return std::nullopt;
    // "30 59 days" is a range named by its start: the first of the numbers counts.
    for (const auto word : words_of(phrase)) {
        for (const auto& step : steps) {
            if (word == step.phrase) return step.value;
        }
    }
    return std::nullopt;
}

std::optional<PaymentStatus> state_in(std::string_view phrase) {
    if (const auto state = first_match(payment_states, phrase)) return state;
    if (const auto late = lateness_in(phrase)) return late;
    return first_match(good_states, phrase);
}

}  // namespace

std::optional<AccountType> account_type_of(std::string_view text) {
    return first_match(account_types, normalised(text));
}

std::optional<Responsibility> responsibility_of(std::string_view text) {
    return first_match(responsibilities, normalised(text));
}

std::optional<AccountStatus> account_status_of(std::string_view text) {
    auto phrase = normalised(text);
    // "Paid as agreed" is a way of paying, not the state of a paid account.
    for (const std::string_view way : {"paid as agreed", "pays as agreed"}) {
        const auto at = phrase.find(way);
        if (at != std::string::npos) phrase.erase(at, way.size());
    }
    if (has_phrase(phrase, "not open") || has_phrase(phrase, "not closed")) return std::nullopt;
    return first_match(account_statuses, phrase);
}

PaymentReading payment_status_of(std::string_view text) {
    const auto phrase = normalised(text);
    PaymentReading reading;
    std::string_view now = phrase;
    std::string_view before;
    for (const std::string_view hinge : {" was ", " previously ", " formerly "}) {
        const auto at = phrase.find(hinge);
        if (at == std::string::npos || at == 0) continue;
        now = std::string_view(phrase).substr(0, at);
        before = std::string_view(phrase).substr(at + hinge.size());
        break;
    }
    reading.now = state_in(now);
    if (!before.empty()) reading.before = state_in(before);
    const bool denied = has_phrase(phrase, "never") || has_phrase(phrase, "not late") ||
                        has_phrase(phrase, "no late");
    const bool speaks = has_phrase(phrase, "late") || has_phrase(phrase, "delinquent") ||
                        has_phrase(phrase, "past due");
    reading.adverse = speaks && !denied && !reading.now;
    return reading;
}

std::optional<NegativeReason> reason_in_remark(std::string_view text) {
    const auto phrase = normalised(text);
    for (const auto word : doubtful_words) {
        if (has_phrase(phrase, word)) return std::nullopt;
    }
    return first_match(remark_reasons, phrase);
}

bool is_known_word(std::string_view lower_case_word) {
    static const std::unordered_set<std::string_view> words = [] {
        std::unordered_set<std::string_view> all;
        const auto add = [&](const auto& table) {
            for (const auto& term : table) {
                for (const auto word : words_of(term.phrase)) all.insert(word);
            }
        };
        add(account_types);
        add(responsibilities);
        add(account_statuses);
        add(payment_states);
        add(good_states);
        add(remark_reasons);
        for (const std::string_view word :
             {"account",    "accounts",   "late",     "payment",  "days",    "consumer",
              "agency",     "student",    "months",   "reported", "balance", "credit",
              "delinquent", "individual", "disputes", "this",     "bank",    "financial",
              "services",   "recovery",   "capital",  "portfolio"}) {
            all.insert(word);
        }
        return all;
    }();
    return words.count(lower_case_word) > 0;
}

}  // namespace fairfile::reading
