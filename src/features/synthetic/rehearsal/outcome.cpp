#include "features/synthetic/rehearsal/outcome.hpp"

#include <algorithm>
#include <cmath>

namespace fairfile::synthetic {

namespace {

constexpr double milliseconds_a_second = 1000;

std::vector<float> latencies(const Tally& tally) {
    std::vector<float> values;
    values.reserve(tally.answered.size());
    for (const auto& one : tally.answered) values.push_back(one.latency_ms);
    return values;
}

void add_seconds(const Tally& tally, int seconds, RehearsalRow& row) {
    std::vector<std::vector<float>> by_second(static_cast<std::size_t>(std::max(seconds, 1)));
    for (const auto& one : tally.answered) {
        const auto second = static_cast<std::size_t>(std::max(one.due_seconds, 0.0F));
        by_second[std::min(second, by_second.size() - 1)].push_back(one.latency_ms);
    }
    for (auto& values : by_second) {
        const auto found = percentiles_of(std::move(values));
        row.p50_by_second.push_back(found.p50);
        row.p99_by_second.push_back(found.p99);
    }
}

RehearsalRow row_of(
    std::string_view name, const Tally& tally, std::optional<double> limit, int seconds
) {
    RehearsalRow row{
        .operation = std::string(name),
        .asked = tally.asked,
        .errors = tally.errors,
        .latency = percentiles_of(latencies(tally)),
        .limit = limit,
        .missed = false,
        .p50_by_second = {},
        .p99_by_second = {}};
    row.missed = row.errors > 0 || (limit && row.latency.p99 > *limit);
    add_seconds(tally, seconds, row);
    return row;
}

}  // namespace

Percentiles percentiles_of(std::vector<float> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const auto at = [&values](double share) {
        const auto rank = std::ceil(share * static_cast<double>(values.size()));
        return static_cast<double>(values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1]);
    };
    return {at(0.50), at(0.95), at(0.99), static_cast<double>(values.back())};
}

void add_rows(const Outcome& outcome, RehearsalReport& report) {
    const auto& order = report.order;
    for (std::size_t one = 0; one < operations_count; ++one) {
        const auto& tally = outcome.operations[one];
        if (tally.asked == 0) continue;
        const auto name = name_of(static_cast<Operation>(one));
        report.rows.push_back(row_of(name, tally, order.limits[one], order.seconds));
    }
    if (outcome.queue.asked > 0) {
        const double limit = order.phase.queue_seconds_max * milliseconds_a_second;
        report.rows.push_back(row_of("upload-until-read", outcome.queue, limit, order.seconds));
    }
    report.lateness = percentiles_of(latencies(outcome.lateness));
    report.error_kinds.assign(outcome.error_kinds.begin(), outcome.error_kinds.end());
    report.passed =
        std::ranges::none_of(report.rows, [](const RehearsalRow& row) { return row.missed; });
}

}  // namespace fairfile::synthetic
