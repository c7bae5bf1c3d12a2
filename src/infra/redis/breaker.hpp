// Spares a server that does not answer, and spares the callers the waiting: after some failures in
// a row nobody asks it for a while; then one caller tries, and the outcome decides. Pure.
//
//   closed --failures--> open --pause over--> half open --answer--> closed
//                          ^------------- no answer --------'
#pragma once

#include <chrono>
#include <optional>

namespace fairfile::redis {

class Breaker {
  public:
    using Time = std::chrono::steady_clock::time_point;

    Breaker(unsigned failures_max, std::chrono::milliseconds pause)
        : failures_max_(failures_max), pause_(pause) {}

    /// False while open. The one try of a pause that is over is given away by asking.
    bool allows(Time now) {
        if (!is_open()) return true;
        if (now < *open_until_) return false;
        open_until_ = now + pause_;
        return true;
    }
    /// Both are true when they change whether it is open.
    bool succeeded() {
        failures_ = 0;
        const bool was_open = is_open();
        open_until_.reset();
        return was_open;
    }
    bool failed(Time now) {
        if (is_open() || ++failures_ < failures_max_) return false;
        open_until_ = now + pause_;
        return true;
    }
    bool is_open() const { return open_until_.has_value(); }

  private:
    unsigned failures_max_;
    std::chrono::milliseconds pause_;
    unsigned failures_ = 0;
    std::optional<Time> open_until_ = {};
};

}  // namespace fairfile::redis
