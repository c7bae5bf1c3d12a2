#include "features/capacity/capacity.hpp"

#include <algorithm>

namespace fairfile::capacity {

namespace {

constexpr double planned_variation = 0.04;  // 30 to 60 s, spread evenly about the middle
constexpr double measured_variation = 1;
constexpr double dollars_or_share = 1.0 / static_cast<double>(micros);
constexpr double busiest_hour = 3;  // of uploads against the mean of the day
constexpr double seconds_a_day = 86'400;

double seconds(std::int64_t microseconds) {
    return static_cast<double>(microseconds) / static_cast<double>(micros);
}

double measured_service(const PlanInputs& plan) {
    const auto& measured = plan.measured;
    const double scanned = static_cast<double>(measured.share_scanned) * dollars_or_share;
    const double page = (1 - scanned) * seconds(measured.cpu_a_page_text) +
                        scanned * seconds(measured.cpu_a_page_scan);
    return page * static_cast<double>(plan.habits.pages_of_real_report);
}

PhaseQueue queue_of(const PlanInputs& plan, const Phase& phase, std::uint64_t seed) {
    PhaseQueue queue;
    queue.phase = phase.name;
    queue.target = seconds(phase.queue_time);
    const double peak = static_cast<double>(phase.uploads_a_day) / seconds_a_day * busiest_hour;
    queue.planned = mgc_waiting(
        {peak,
         planned_service,
         planned_variation,
         static_cast<int>(std::max<std::int64_t>(phase.workers, 1))}
    );
    DayPlan day;
    day.jobs = static_cast<double>(phase.uploads_a_day);
    day.service = planned_service;
    day.peak = busiest_hour;
    day.scaler.most = static_cast<int>(std::max<std::int64_t>(phase.workers, 1));
    day.scaler.least = std::min(2, day.scaler.most);
    day.seed = seed;
    queue.planned_day = simulate_day(day);
    queue.measured = mgc_waiting({peak, measured_service(plan), measured_variation, 2});
    const double request = seconds(plan.measured.cpu_a_request);
    const auto cores = static_cast<int>(plan.measured.cores_a_machine);
    queue.api = mgc_waiting(
        {static_cast<double>(phase.requests_a_second), request, measured_variation, cores}
    );
    return queue;
}

/// Only the asked phase stays in the tables; growth and forecast keep all of them.
void keep_phase(PlanReport& report, const std::string& name) {
    std::size_t at = 0;
    while (report.plan.phases[at].name != name) ++at;
    for (auto& table : report.tables) {
        for (auto& row : table.rows) {
            auto cell = row.cells[at];
            row.cells = {std::move(cell)};
        }
    }
    std::erase_if(report.errors, [&name](const PlanError& error) {
        return !error.phase.empty() && error.phase != name;
    });
    std::erase_if(report.queues, [&name](const PhaseQueue& queue) { return queue.phase != name; });
    std::erase_if(report.plan.phases, [&name](const Phase& phase) { return phase.name != name; });
}

Error no_phase(const PlanInputs& plan, const std::string& name) {
    std::string names;
    for (const auto& phase : plan.phases) names += " " + phase.name;
    return {
        .kind = Failure::invalid,
        .code = "capacity.no_phase",
        .message = "there is no phase '" + name + "'; there are:" + names,
    };
}

}  // namespace

Result<PlanReport> make_plan(const PlanOrder& order) {
    auto plan = read_plan(order.inputs);
    if (!plan) return plan.error();
    if (!order.phase.empty() && plan->phase(order.phase) == nullptr) {
        return no_phase(*plan, order.phase);
    }
    const auto scenarios = read_scenarios(*plan, order.inputs);
    if (!scenarios) return scenarios.error();
    PlanReport report;
    report.plan = std::move(*plan);
    report.tables = plan_tables(report.plan);
    report.errors = plan_errors(report.plan);
    for (const auto& phase : report.plan.phases) {
        report.queues.push_back(queue_of(report.plan, phase, order.runs.seed));
    }
    const GrowthCurve curve(report.plan, order.growth);
    const MoneyModel model(report.plan, curve);
    for (const auto& [name, assumptions] : *scenarios) {
        report.scenarios.push_back({name, forecast(report.plan, curve, assumptions)});
    }
    for (const auto stack : {Stack::planned, Stack::measured}) {
        const auto likely = assumptions_of(report.plan, stack);
        const auto ranges = usual_ranges(likely);
        report.uncertainty.push_back(uncertainty(model, likely, ranges, order.runs));
    }
    if (!order.phase.empty()) keep_phase(report, order.phase);
    return report;
}

}  // namespace fairfile::capacity
