#include "features/disputes/dispute_status.hpp"

#include <algorithm>

namespace fairfile::disputes {

std::vector<std::string_view> may_come_from(std::string_view next, Reinserted reinserted) {
    if (reinserted == Reinserted::yes) {
        if (next == "verified") return {"deleted"};
        return {};
    }
    if (next == "pending") return {"blank"};
    if (next == "blank") return {"pending"};
    if (next == "investigating") return {"pending", "escalated", "expired"};
    if (next == "verified") return {"pending", "investigating", "escalated", "expired"};
    if (next == "deleted" || next == "updated") {
        return {"pending", "investigating", "verified", "escalated", "expired"};
    }
    if (next == "escalated") return {"investigating", "verified", "deleted", "updated", "expired"};
    if (next == "expired") return {"pending", "investigating"};
    return {};
}

namespace {

bool is_result(std::string_view status) {
    return status == "verified" || status == "deleted" || status == "updated";
}

std::optional<std::string_view> refusal_of_program(const Move& move) {
    const auto& evidence = move.evidence;
    if (move.to == "expired" || is_result(move.to)) return std::nullopt;
    if (move.to == "investigating" && evidence.letter_was_delivered) return std::nullopt;
    if (move.to == "escalated" && evidence.letter_was_mailed) return std::nullopt;
    return "The program moves a dispute only along with the mail and the clock.";
}

}  // namespace

std::optional<std::string_view> refusal_of(const Move& move) {
    const auto earlier = may_come_from(move.to, move.reinserted);
    if (std::find(earlier.begin(), earlier.end(), move.from) == earlier.end()) {
        return "This status cannot follow the present one at this bureau.";
    }
    if (move.to == "expired" && !move.evidence.clock_has_run_out) {
        return "No clock has run out here: the bureau's time counts from the day of delivery.";
    }
    if (move.mover == Mover::person) return std::nullopt;
    if (is_result(move.to) && !move.evidence.has_answer) {
        return "A result needs the bureau's answer.";
    }
    if (move.mover == Mover::bureau) {
        if (is_result(move.to)) return std::nullopt;
        return "A bureau's answer gives a result and nothing else.";
    }
    return refusal_of_program(move);
}

}  // namespace fairfile::disputes
