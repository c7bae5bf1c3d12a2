// The state machine of a dispute at one bureau. Pure. A reinsertion is `verified` with a flag, from
// `deleted`; nothing else leads out of `deleted` but an escalation.
//
//   blank -> pending -> investigating -> verified | deleted | updated
//              |              |              |
//              '-> expired <--'   escalated <'   (escalated and expired are answered late, too)
//
// Who may move what: a person records what the mail and the bureau did; the bureau's answer, read
// from a file, moves to results; the program moves along with the mail and the clock. `expired`
// needs a clock that has run out, whoever asks: never a date counted from printing.
#pragma once

#include <array>
#include <optional>
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

enum class Mover { person, bureau, program };

/// What a move stands on.
struct Evidence {
    bool clock_has_run_out = false;  // clocks::last_day_to_wait is past
    bool letter_was_mailed = false;
    bool letter_was_delivered = false;
    bool has_answer = false;  // the bureau's, read or typed in
};

struct Move {
    std::string_view from;
    std::string_view to;
    Reinserted reinserted = Reinserted::no;
    Mover mover = Mover::person;
    Evidence evidence = {};
};

/// Nothing when the move is allowed, else why it is not.
std::optional<std::string_view> refusal_of(const Move& move);

}  // namespace fairfile::disputes
