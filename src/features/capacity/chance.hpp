// Numbers by chance that repeat for the same seed on every machine: xoshiro256** (Blackman and
// Vigna, 2018) seeded by SplitMix64.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace fairfile::capacity {

class Chance {
  public:
    explicit Chance(std::uint64_t seed) {
        for (auto& word : state_) {
            seed += 0x9E3779B97F4A7C15ULL;
            std::uint64_t mixed = seed;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
            word = mixed ^ (mixed >> 31);
        }
    }

    /// In [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double exponential(double mean) { return -mean * std::log1p(-uniform()); }
    /// Between the ends, likeliest at the middle figure.
    double triangular(double low, double likely, double high) {
        const double at = uniform();
        const double width = high - low;
        if (width <= 0) return likely;
        const double split = (likely - low) / width;
        if (at < split) return low + std::sqrt(at * width * (likely - low));
        return high - std::sqrt((1 - at) * width * (high - likely));
    }

  private:
    static std::uint64_t rotated(std::uint64_t word, int by) {
        return (word << by) | (word >> (64 - by));
    }
    std::uint64_t next() {
        const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = rotated(state_[3], 45);
        return result;
    }

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace fairfile::capacity
