// Ranges instead of numbers: many runs of the whole forecast with a fixed seed, and which range
// matters most.
#pragma once

#include "features/capacity/forecast.hpp"

#include <functional>
#include <string>
#include <vector>

namespace fairfile::capacity {

struct Range {
    std::string name;
    double low = 0;
    double likely = 0;
    double high = 0;
    double Assumptions::*member = nullptr;
};

/// The ranges of a business whose figures are guesses: users, conversion, pages, prices.
std::vector<Range> usual_ranges(const Assumptions& likely);

struct Spread {
    double p10 = 0;
    double p50 = 0;
    double p90 = 0;
};

struct Swing {
    std::string name;
    double at_low = 0;  // profit of the last month with this input alone at its low end
    double at_high = 0;
};

struct Uncertainty {
    int runs = 0;
    std::vector<Spread> profit;  // one a month
    Spread profit_of_all_months;
    double chance_of_loss = 0;   // that all months together lose money
    std::vector<Swing> tornado;  // the widest first
};

struct RunOrder {
    int runs = 10'000;
    std::uint64_t seed = 1;
};
Uncertainty uncertainty(
    const MoneyModel& model,
    const Assumptions& likely,
    const std::vector<Range>& ranges,
    const RunOrder& order
);

}  // namespace fairfile::capacity
