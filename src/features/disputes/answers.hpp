// What a bureau's answer means for a dispute. Pure. Answers that are no result (identity not
// verified, frivolous, already in progress, received, third party suspected) move nothing and stop
// no clock: 15 USC 1681i(a)(1) runs on.
#pragma once

#include "base/dates.hpp"
#include "features/disputes/dispute_status.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::disputes {

inline constexpr std::array<std::string_view, 10> outcomes{
    "deleted",
    "updated",
    "verified",
    "reinserted",
    "identity_not_verified",
    "frivolous",
    "already_in_progress",
    "received",
    "third_party_suspected",
    "unknown",
};

/// A bureau's answer as the person typed it.
struct TypedAnswer {
    std::string bureau;
    std::string outcome;
    std::chrono::sys_days received;
    std::optional<std::string> result_text;
    std::vector<std::string> reasons;
};

struct AnswerMeaning {
    std::optional<std::string_view> status;  // nothing when it is no result
    Reinserted reinserted = Reinserted::no;
    std::optional<bool> favourable;
    std::string_view advice;  // one sentence when it is no result
};
AnswerMeaning meaning_of(std::string_view outcome);

/// "Updated" beside "no update necessary": what the two say cannot both be.
std::optional<std::string_view> contradiction_in(const TypedAnswer& answer);

/// Why the answer cannot be of that day; `mailed` is when the last letter went, if it did.
std::optional<std::string_view> impossible_day(
    std::chrono::sys_days received,
    std::chrono::sys_days today,
    std::optional<std::chrono::sys_days> mailed
);

}  // namespace fairfile::disputes
