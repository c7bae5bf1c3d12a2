#include "features/disputes/answers.hpp"

#include "base/text.hpp"

namespace fairfile::disputes {

namespace {

struct Row {
    std::string_view outcome;
    std::string_view status;
    std::optional<bool> favourable;
    std::string_view advice;
};

constexpr auto rows = std::to_array<Row>({
    {"deleted", "deleted", true, ""},
    {"updated", "updated", true, ""},
    {"verified", "verified", false, ""},
    {"reinserted", "verified", false, ""},
    {"identity_not_verified",
     "",
     {},
     "The bureau could not tell who you are: send it copies of your identification and proof of"
     " address. Its time runs on."},
    {"frivolous",
     "",
     {},
     "The bureau calls the dispute frivolous: it must say why and what is missing. Write again"
     " with something new."},
    {"already_in_progress",
     "",
     {},
     "The bureau is investigating this already: wait for that result. Its time runs on."},
    {"received", "", {}, "The bureau has your letter. This is no result; its time runs on."},
    {"third_party_suspected",
     "",
     {},
     "The bureau doubts that the letter is yours: write to it yourself, with copies of your"
     " identification. Its time runs on."},
    {"unknown", "", {}, "This is no result; the bureau's time runs on."},
});

bool says_nothing_was_done(std::string_view text) {
    return to_lower(collapse_spaces(text)).find("no update necessary") != std::string::npos;
}

}  // namespace

AnswerMeaning meaning_of(std::string_view outcome) {
    for (const auto& row : rows) {
        if (row.outcome != outcome) continue;
        AnswerMeaning meaning;
        if (!row.status.empty()) meaning.status = row.status;
        if (outcome == "reinserted") meaning.reinserted = Reinserted::yes;
        meaning.favourable = row.favourable;
        meaning.advice = row.advice;
        return meaning;
    }
    return {};
}

std::optional<std::string_view> contradiction_in(const TypedAnswer& answer) {
    if (answer.outcome != "updated") return std::nullopt;
    bool nothing_done = answer.result_text && says_nothing_was_done(*answer.result_text);
    for (const auto& reason : answer.reasons) {
        nothing_done = nothing_done || says_nothing_was_done(reason);
    }
    if (!nothing_done) return std::nullopt;
    return "The result says updated, the reason that no update was necessary.";
}

std::optional<std::string_view> impossible_day(
    std::chrono::sys_days received,
    std::chrono::sys_days today,
    std::optional<std::chrono::sys_days> mailed
) {
    // Somewhere it is tomorrow already.
    if (received > today + std::chrono::days{1}) return "lies in the future";
    if (mailed && received < *mailed) return "is before the letter was mailed";
    return std::nullopt;
}

}  // namespace fairfile::disputes
