// When what is asked: pure, by the seed.
#pragma once

#include "features/synthetic/rehearsal.hpp"

#include <chrono>

namespace fairfile::synthetic {

struct Arrival {
    std::chrono::microseconds due{0};  // after the start
    Operation operation = Operation::dashboard;
};

/// Share of the peak rate at `at` of the way through the run, 0 to 1: a day's hours from a fifth of
/// the peak up to it and down again.
double diurnal(double at);

/// In order of time. The gaps are those of people who know nothing of each other (Poisson).
std::vector<Arrival> schedule(const RehearsalOrder& order);

}  // namespace fairfile::synthetic
