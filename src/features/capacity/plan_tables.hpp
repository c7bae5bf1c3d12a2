// The plan's tables computed again from its own drivers (users, prices, sizes a piece), each figure
// beside the one that the plan states.
#pragma once

#include "features/capacity/inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::capacity {

struct PlanCell {
    std::optional<Span> stated{};      // as the plan prints it
    Span computed{};                   // exact
    std::optional<Span> reproduced{};  // with the plan's own rounding, where that differs

    Span best() const { return reproduced.value_or(computed); }

    /// Money in whole dollars, half up; shares in whole hundredths; sizes and pieces as they are.
    bool agrees(Unit unit) const;
};

struct PlanRow {
    std::string name;
    Unit unit = Unit::pieces;
    std::vector<PlanCell> cells;  // one a phase, in order
};

struct PlanTable {
    std::string name;
    std::vector<PlanRow> rows;
};

/// growth, traffic, rows, database size, connections, workers, object storage, cost, revenue.
std::vector<PlanTable> plan_tables(const PlanInputs& plan);

/// Exact cost of a phase's line: what its price and its number make, else what is stated.
Span exact_cost(const PlanInputs& plan, const Phase& phase, std::string_view line);
Span exact_total(const PlanInputs& plan, const Phase& phase);
std::int64_t exact_revenue(const PlanInputs& plan, const Phase& phase);

/// Rows of a phase times the planned bytes a row.
std::int64_t data_bytes(const PlanInputs& plan, const Phase& phase);

}  // namespace fairfile::capacity
