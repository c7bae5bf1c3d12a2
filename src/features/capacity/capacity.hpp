// The capacity planner: a plan's tables computed again and its errors found, a forecast of 36
// months for two stacks, waiting times, uncertainty, and scenarios beside each other. Pure but for
// capacity_api: a plan in, a report out. `fairfile plan` prints it.
#pragma once

#include "features/capacity/capacity_api.hpp"
#include "features/capacity/forecast.hpp"
#include "features/capacity/plan_checks.hpp"
#include "features/capacity/plan_tables.hpp"
#include "features/capacity/queues.hpp"
#include "features/capacity/uncertainty.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::capacity {

struct PlanOrder {
    std::string inputs = "{}";  // JSON, over the built-in plan
    std::string phase = {};     // keep to this one; empty: all
    GrowthSettings growth = {};
    RunOrder runs = {};
};

struct PhaseQueue {
    std::string phase;
    Waiting planned;        // uploads with the plan's workers, 45 s each
    double target = 0;      // seconds
    DayResult planned_day;  // the same day simulated, with the plan's autoscaler
    Waiting measured;       // with two workers of this program
    Waiting api;            // requests at the peak on one two-core machine, measured
};

struct Scenario {
    std::string name;
    Forecast forecast;
};

struct PlanReport {
    PlanInputs plan;
    std::vector<PlanTable> tables;
    std::vector<PlanError> errors;
    std::vector<PhaseQueue> queues;
    std::vector<Scenario> scenarios;       // the first two: the plan's stack, Fairfile as measured
    std::vector<Uncertainty> uncertainty;  // of the first two scenarios
};

/// Errors name the place in the inputs.
Result<PlanReport> make_plan(const PlanOrder& order);

std::string to_text(const PlanReport& report);
std::string to_json(const PlanReport& report);
/// The tables, then the months of every scenario, as RFC 4180.
std::string to_csv(const PlanReport& report);

/// The scenarios of the inputs' own list, or the usual ones.
Result<std::vector<std::pair<std::string, Assumptions>>> read_scenarios(
    const PlanInputs& plan, std::string_view inputs
);

}  // namespace fairfile::capacity
