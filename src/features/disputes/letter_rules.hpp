// When a kind of letter may be written, and what the person is advised before. Pure rows, each with
// its reason.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::disputes {

/// One item that a letter would be about.
struct LetterCase {
    std::string_view type;
    std::string_view status;
    bool is_reinserted = false;
    bool is_open_to_dispute = true;  // negative, or a finding names it
    bool mortgage_application = false;
};

/// "disputes.letter_not_yet": the kind of letter does not fit the status.
std::optional<Error> not_yet(const LetterCase& item);

/// Why the person should think again; nothing when there is no reason to.
std::optional<std::string_view> advice_against(const LetterCase& item);

/// What a letter asks for when the person has not said it otherwise.
std::string_view usual_correction(std::string_view type, std::string_view reason_code);

}  // namespace fairfile::disputes
