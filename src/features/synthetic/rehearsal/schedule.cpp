#include "features/synthetic/rehearsal/schedule.hpp"

#include "features/synthetic/dice.hpp"

#include <cmath>
#include <numbers>

namespace fairfile::synthetic {

namespace {

constexpr double quiet_share = 0.2;
constexpr std::array<std::string_view, operations_count> names{
    "dashboard",
    "tradelines",
    "multi-bureau-view",
    "timeline",
    "status-update",
    "search",
    "monthly-scores",
    "upload"};
// The plan says how many requests are dashboards and uploads; the rest is divided by us.
constexpr std::array<double, operations_count> share_of_rest{0, 28, 20, 16, 14, 12, 10, 0};
constexpr double rest_parts = 100;

double uniform(Dice& dice) {
    return static_cast<double>(dice.next() >> 11) * 0x1.0p-53;
}

Operation draw_operation(const PhaseLoad& phase, double at) {
    double from = at - phase.dashboard_share;
    if (from < 0) return Operation::dashboard;
    from -= phase.upload_share;
    if (from < 0) return Operation::upload;
    const double rest = 1 - phase.dashboard_share - phase.upload_share;
    for (std::size_t one = 0; one < operations_count; ++one) {
        from -= rest * share_of_rest[one] / rest_parts;
        if (from < 0) return static_cast<Operation>(one);
    }
    return Operation::dashboard;
}

}  // namespace

std::string_view name_of(Operation operation) {
    return names[static_cast<std::size_t>(operation)];
}

std::optional<Operation> operation_named(std::string_view name) {
    for (std::size_t one = 0; one < operations_count; ++one) {
        if (names[one] == name) return static_cast<Operation>(one);
    }
    return std::nullopt;
}

double diurnal(double at) {
    const double wave = std::sin(std::numbers::pi * at);
    return quiet_share + (1 - quiet_share) * wave * wave;
}

std::vector<Arrival> schedule(const RehearsalOrder& order) {
    Dice dice(order.seed);
    const double peak = order.phase.peak_a_second * order.times;
    const double end = order.seconds;
    std::vector<Arrival> all;
    // Drawn at the peak's rate throughout, then thinned to the hour's.
    for (double at = 0; peak > 0;) {
        at -= std::log1p(-uniform(dice)) / peak;
        if (at >= end) break;
        if (uniform(dice) >= diurnal(at / end)) continue;
        const auto due = std::chrono::microseconds(static_cast<std::int64_t>(at * 1e6));
        all.push_back({due, draw_operation(order.phase, uniform(dice))});
    }
    return all;
}

}  // namespace fairfile::synthetic
