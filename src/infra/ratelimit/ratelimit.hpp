// Abuse limits in the memory of one process: how many requests a key (a person, an address) makes a
// minute, by the generic cell rate algorithm (one time stamp a key, bursts up to the limit). A key
// that keeps going over its limit is blocked for a growing while. A limit of 0 counts and never
// refuses. Safe from any thread; a check takes well under a microsecond. Time is an argument.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace fairfile::ratelimit {

using Time = std::chrono::steady_clock::time_point;

/// 64 bits of a key's text, seeded per process so that nobody can aim at another's slot.
std::uint64_t key_of(std::string_view kind, std::string_view text);

/// An address as limits see it: IPv6 counts by its /64, since one person has all of that.
std::string_view address_key(std::string_view address, std::array<char, 64>& buffer);

struct Verdict {
    bool allowed = true;
    std::uint64_t limit = 0;
    std::uint64_t remaining = 0;
    std::chrono::seconds reset{0};  // until everything is free again, or the block ends
};

class MemoryLimiter {
  public:
    /// At most `keys_max` keys are kept; the idle ones go first.
    explicit MemoryLimiter(std::size_t keys_max = 200'000);

    Verdict check(std::uint64_t key, std::uint64_t per_minute, Time now);

    std::uint64_t checks() const { return checks_.load(std::memory_order_relaxed); }
    std::uint64_t refusals() const { return refusals_.load(std::memory_order_relaxed); }

  private:
    struct Cell {
        Time arrival{};  // theoretical arrival time of the next request that is within the limit
        Time blocked_until{};
        std::uint32_t refusals = 0;  // in a row; each one past the first lengthens the block
    };
    struct alignas(64) Shard {
        std::mutex mutex;
        std::unordered_map<std::uint64_t, Cell> cells;
    };

    void make_room(Shard& shard, Time now) const;

    static constexpr std::size_t shard_count = 32;
    std::array<Shard, shard_count> shards_;
    const std::size_t keys_max_;
    std::atomic<std::uint64_t> checks_{0};
    std::atomic<std::uint64_t> refusals_{0};
};

}  // namespace fairfile::ratelimit
