#include "features/disputes/next_step.hpp"

#include <array>

namespace fairfile::disputes {

namespace {

enum class When { always, unmailed, reinserted, running };

/// The first row that fits counts. `$B` is the bureau, `$D` the day the clock ends.
struct Row {
    std::string_view status;
    When when;
    std::string_view text;
    std::string_view law;
    std::string_view letter;
};

constexpr auto rows = std::to_array<Row>({
    {"pending",
     When::unmailed,
     "Write a letter to $B, approve it and mail it.",
     "15 USC 1681i(a)",
     "dispute_611"},
    {"pending",
     When::always,
     "Record the day on which the letter reached $B: no clock runs before.",
     "15 USC 1681i(a)(1)(A)",
     ""},
    {"investigating",
     When::running,
     "Wait for $B: it must have finished by $D.",
     "15 USC 1681i(a)(1)",
     ""},
    {"investigating",
     When::always,
     "Record the day on which your letter reached $B, so that its time can be counted.",
     "15 USC 1681i(a)(1)(A)",
     ""},
    {"verified",
     When::reinserted,
     "Object: $B put back what it had deleted and must have told you within five business days.",
     "15 USC 1681i(a)(5)(B)",
     "reinsertion_objection"},
    {"verified",
     When::always,
     "Ask $B how it verified the item: it has 15 days to tell you.",
     "15 USC 1681i(a)(6), (7)",
     "method_of_verification"},
    {"updated",
     When::always,
     "Compare the change with your next report; dispute again only with something new.",
     "15 USC 1681i(a)(3)",
     ""},
    {"deleted",
     When::always,
     "Nothing to do: your next report will show whether $B keeps the item out.",
     "15 USC 1681i(a)(5)",
     ""},
    {"escalated",
     When::running,
     "Wait for the answer of $B: it has until $D.",
     "15 USC 1681i(a)",
     ""},
    {"escalated",
     When::always,
     "Record the answer to your complaint, or the day on which your letter reached $B.",
     "15 USC 1681i(a)",
     ""},
    {"expired",
     When::always,
     "$B has not answered in time: complain to the CFPB with the papers of this case.",
     "15 USC 1681i(a)(1), (5)",
     "escalation"},
    {"blank", When::always, "$B was not asked.", "", ""},
});

bool fits(const Row& row, const StepFacts& facts) {
    if (row.status != facts.status) return false;
    switch (row.when) {
        case When::always:
            return true;
        case When::unmailed:
            return !facts.is_mailed && !facts.is_delivered;
        case When::reinserted:
            return facts.is_reinserted;
        case When::running:
            return !facts.due.empty();
    }
    return false;
}

std::string filled(std::string_view words, const StepFacts& facts) {
    std::string text;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] != '$') {
            text += words[at];
            continue;
        }
        text += words[++at] == 'B' ? facts.bureau : facts.due;
    }
    return text;
}

}  // namespace

NextStep next_step(const StepFacts& facts) {
    for (const auto& row : rows) {
        if (fits(row, facts)) return {filled(row.text, facts), row.law, row.letter};
    }
    return {};
}

}  // namespace fairfile::disputes
