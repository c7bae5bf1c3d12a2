// How long to wait before the next attempt: exponential with full jitter, so that many clients of
// a server that comes back do not arrive together. Pure.
#pragma once

#include <algorithm>
#include <chrono>

namespace fairfile::postgres {

struct Backoff {
    std::chrono::milliseconds first;
    std::chrono::milliseconds longest;
};

/// `attempts` failed so far; `chance` is uniform in [0, 1).
inline std::chrono::milliseconds delay_after(Backoff backoff, unsigned attempts, double chance) {
    constexpr unsigned doublings_max = 20;
    const auto grown = backoff.first * (1LL << std::min(attempts, doublings_max));
    const auto ceiling = std::min<std::chrono::milliseconds>(grown, backoff.longest);
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * chance)
    );
}

}  // namespace fairfile::postgres
