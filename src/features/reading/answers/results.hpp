// What the bureaus print as the result of an investigation (FCRA 611(a)(6)), and what they write
// when there is none. TransUnion's eight texts are read as wholes: "VERIFIED AND UPDATED" is
// neither of its halves. Experian's and Equifax's are words and sentences.
#pragma once

#include "features/reading/reading.hpp"

#include <optional>
#include <string_view>

namespace fairfile::reading {

struct ResultReading {
    Outcome outcome = Outcome::unknown;
    bool favourable = false;
    bool other_changed = false;
};

/// A cell or a line that is a result and nothing else.
std::optional<ResultReading> result_of(std::string_view text);

/// A sentence that tells a result: "We verified that this item belongs to you."
std::optional<ResultReading> result_in_sentence(std::string_view text);

/// A letter that answers without a result, by its sentences; none of these ends the clock.
std::optional<Outcome> non_result_in(std::string_view text);

/// "Updated", while the reason says that nothing was done: a contradiction, in words.
std::optional<std::string_view> contradiction_of(const BureauAnswer& answer);

}  // namespace fairfile::reading
