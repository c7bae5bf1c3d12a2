#include "features/reading/answers/results.hpp"

#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/term.hpp"

#include <algorithm>
#include <array>

namespace fairfile::reading {
namespace {

constexpr ResultReading deleted{Outcome::deleted, true, false};
constexpr ResultReading updated{Outcome::updated, true, false};
constexpr ResultReading updated_and_more{Outcome::updated, true, true};
constexpr ResultReading verified{Outcome::verified, false, false};
constexpr ResultReading verified_and_more{Outcome::verified, false, true};
constexpr ResultReading reinserted{Outcome::reinserted, false, false};

constexpr auto whole_results = std::to_array<Term<ResultReading>>({
    {"deleted", deleted},
    {"disputed information updated", updated},
    {"disputed information updated and other information updated", updated_and_more},
    {"information updated", updated},
    {"verified as accurate", verified},
    {"verified as accurate and updated", verified_and_more},
    {"verified and updated", verified_and_more},
    {"reinserted", reinserted},
    {"updated", updated},
    {"verified", verified},
    {"verified no change", verified},
    {"no change", verified},
    {"remains", verified},
    {"remained", verified},
    {"removed", deleted},
    {"corrected", updated},
    {"item deleted", deleted},
    {"item updated", updated},
    {"item verified", verified},
    {"account deleted", deleted},
    {"account updated", updated},
    {"account verified", verified},
});

/// From telling to vague: what is deleted may also be said to have been verified as inaccurate.
constexpr auto sentences = std::to_array<Term<ResultReading>>({
    {"has been reinserted", reinserted},
    {"was reinserted", reinserted},
    {"has been added back", reinserted},
    {"has been deleted", deleted},
    {"was deleted", deleted},
    {"have been deleted", deleted},
    {"has been removed from", deleted},
    {"was removed from your", deleted},
    {"we deleted", deleted},
    {"no longer appears", deleted},
    {"disputed information updated and other", updated_and_more},
    {"verified as accurate and updated", verified_and_more},
    {"verified and updated", verified_and_more},
    {"additional information has been provided from the original source", verified_and_more},
    {"was updated from our processing of your dispute", updated},
    {"has been updated", updated},
    {"was updated", updated},
    {"have updated", updated},
    {"has been corrected", updated},
    {"has been modified", updated},
    {"information you disputed has been verified", verified},
    {"verified that this item belongs to you", verified},
    {"verified as reported", verified},
    {"verified as accurate", verified},
    {"has been verified", verified},
    {"was verified", verified},
    {"is currently reporting", verified},
    {"is reporting accurately", verified},
    {"remains unchanged", verified},
    {"will remain on your", verified},
});

constexpr auto non_results = std::to_array<Term<Outcome>>({
    {"verify your identity", Outcome::identity_not_verified},
    {"confirm your identity", Outcome::identity_not_verified},
    {"verification of your identity", Outcome::identity_not_verified},
    {"proof of your identity", Outcome::identity_not_verified},
    {"proof of identity", Outcome::identity_not_verified},
    {"authenticate your identity", Outcome::identity_not_verified},
    {"sent by a third party", Outcome::third_party_suspected},
    {"by a third party", Outcome::third_party_suspected},
    {"not sent by you", Outcome::third_party_suspected},
    {"sent directly by you", Outcome::third_party_suspected},
    {"sent without your", Outcome::third_party_suspected},
    {"suspicious request", Outcome::third_party_suspected},
    {"credit repair", Outcome::third_party_suspected},
    {"frivolous", Outcome::frivolous},
    {"irrelevant", Outcome::frivolous},
    {"already in progress", Outcome::already_in_progress},
    {"already being investigated", Outcome::already_in_progress},
    {"already under investigation", Outcome::already_in_progress},
    {"currently under investigation", Outcome::already_in_progress},
    {"being investigated at this time", Outcome::already_in_progress},
    {"received your request", Outcome::received},
    {"received your dispute", Outcome::received},
    {"receipt of your dispute", Outcome::received},
    {"received your letter", Outcome::received},
    {"currently processing", Outcome::received},
    {"begun our investigation", Outcome::received},
    {"started our investigation", Outcome::received},
    {"initiated an investigation", Outcome::received},
});

}  // namespace

std::optional<ResultReading> result_of(std::string_view text) {
    const auto phrase = normalised(text);
    for (const auto& term : whole_results) {
        if (phrase == term.phrase) return term.value;
    }
    return std::nullopt;
}

std::optional<ResultReading> result_in_sentence(std::string_view text) {
    const auto phrase = normalised(text);
    const auto first = first_match(sentences, phrase);
    if (!first || first->outcome != Outcome::updated) return first;
    // "We verified that this item belongs to you. This account has been updated."
    const bool confirmed = std::any_of(sentences.begin(), sentences.end(), [&](const auto& term) {
        return term.value.outcome == Outcome::verified && has_phrase(phrase, term.phrase);
    });
    return confirmed ? verified_and_more : *first;
}

std::optional<Outcome> non_result_in(std::string_view text) {
    return first_match(non_results, normalised(text));
}

std::optional<std::string_view> contradiction_of(const BureauAnswer& answer) {
    const bool nothing_done =
        std::any_of(answer.reasons.begin(), answer.reasons.end(), [](const std::string& reason) {
            return has_phrase(normalised(reason), "no update necessary");
        });
    if (answer.outcome != Outcome::updated || !nothing_done) return std::nullopt;
    return "The result says updated, the reason says that no update was made.";
}

}  // namespace fairfile::reading
