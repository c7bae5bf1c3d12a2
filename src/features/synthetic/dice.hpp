// Chance that repeats itself: the same seed gives the same throws on every machine and compiler,
// which the distributions of the standard library do not promise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace fairfile::synthetic {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    /// SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }

    /// Both ends included.
    int between(int low, int high) {
        const auto width = static_cast<std::uint64_t>(high - low) + 1;
        return low + static_cast<int>(next() % width);
    }

    bool chance(int percent) { return between(1, 100) <= percent; }

    std::string_view pick(std::span<const std::string_view> choices) {
        return choices[static_cast<std::size_t>(next() % choices.size())];
    }

  private:
    std::uint64_t state_;
};

}  // namespace fairfile::synthetic
