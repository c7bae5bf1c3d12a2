// What came of the asking, made into rows: pure.
#pragma once

#include "features/synthetic/rehearsal.hpp"

#include <map>

namespace fairfile::synthetic {

/// One request, or one upload's time in the queue.
struct Observation {
    float due_seconds = 0;
    float latency_ms = 0;
};

struct Tally {
    std::int64_t asked = 0;
    std::int64_t errors = 0;
    std::vector<Observation> answered;
};

struct Outcome {
    std::array<Tally, operations_count> operations;
    Tally queue;
    Tally lateness;
    std::map<std::string, std::int64_t> error_kinds;
};

/// Nearest rank; all zero when there is nothing.
Percentiles percentiles_of(std::vector<float> values);

/// A row misses its limit when its p99 is over it, and when a request failed: an error is no
/// answer in time. Operations that nobody asked for are left out.
void add_rows(const Outcome& outcome, RehearsalReport& report);

}  // namespace fairfile::synthetic
