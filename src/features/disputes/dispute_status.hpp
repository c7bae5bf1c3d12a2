// The state machine of a dispute at one bureau. Pure. A reinsertion is `verified` with a flag, from
// `deleted`; nothing else leads out of `deleted` but an escalation.
//
//   blank -> pending -> investigating -> verified | deleted | updated
//              |              |              |
//              '-> expired <--'   escalated <'   (escalated and expired are answered late, too)
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::disputes {

inline constexpr std::array<std::string_view, 8> statuses{
    "pending",
    "investigating",
    "verified",
    "deleted",
    "updated",
    "escalated",
    "expired",
    "blank",
};

enum class Reinserted : bool { no, yes };

/// The statuses from which `next` may follow.
std::vector<std::string_view> may_come_from(std::string_view next, Reinserted reinserted);

}  // namespace fairfile::disputes
