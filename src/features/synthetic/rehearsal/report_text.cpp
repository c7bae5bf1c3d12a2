// The report as a table for people and as JSON for machines.
#include "base/json_writer.hpp"
#include "features/synthetic/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

void write_percentiles(JsonWriter& json, const Percentiles& found) {
    json.field("p50_ms", found.p50).field("p95_ms", found.p95);
    json.field("p99_ms", found.p99).field("max_ms", found.max);
}

void write_row(JsonWriter& json, const RehearsalRow& row) {
    json.begin_object().field("operation", std::string_view(row.operation));
    json.field("asked", row.asked).field("errors", row.errors);
    write_percentiles(json, row.latency);
    json.field("limit_p99_ms", row.limit).field("missed", row.missed).end_object();
}

}  // namespace

std::string to_table(const RehearsalReport& report) {
    auto text = fmt::format(
        "{} x {:g}: {:.0f} requests a second at the peak, {} s, {} connections\n\n",
        report.order.phase.name,
        report.order.times,
        report.order.phase.peak_a_second * report.order.times,
        report.order.seconds,
        report.connections
    );
    constexpr const char* line = "{:<18} {:>9} {:>7} {:>9} {:>9} {:>9} {:>10} {:>9}  {}\n";
    text += fmt::format(
        line, "operation", "asked", "errors", "p50 ms", "p95 ms", "p99 ms", "max ms", "limit", ""
    );
    const auto number = [](double value) { return fmt::format("{:.2f}", value); };
    for (const auto& row : report.rows) {
        text += fmt::format(
            line,
            row.operation,
            row.asked,
            row.errors,
            number(row.latency.p50),
            number(row.latency.p95),
            number(row.latency.p99),
            number(row.latency.max),
            row.limit ? fmt::format("{:g}", *row.limit) : "-",
            row.missed ? "MISSED" : "kept"
        );
    }
    text += fmt::format(
        "\n{:.0f} answers a second on average; before they were sent requests waited {:.2f} ms at "
        "p99 for a connection or for this program; {} connections opened again\n",
        report.answered_a_second,
        report.lateness.p99,
        report.reconnects
    );
    for (const auto& [kind, count] : report.error_kinds) {
        text += fmt::format("! {}: {}\n", kind, count);
    }
    for (const auto& use : report.processes) {
        text += fmt::format(
            "{:<18} {:>6.2f} cores {:>8.0f} MB\n",
            use.name,
            use.cpu_seconds / std::max(report.seconds, 1e-3),
            use.memory_mb
        );
    }
    return text;
}

std::string to_json(const RehearsalReport& report) {
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("phase", std::string_view(report.order.phase.name));
    json.field("times", report.order.times).field("seconds", report.order.seconds);
    json.field("peak_a_second", report.order.phase.peak_a_second * report.order.times);
    json.field("connections", report.connections).field("reconnects", report.reconnects);
    json.field("answered_a_second", report.answered_a_second).field("passed", report.passed);
    json.key("rows").begin_array();
    for (const auto& row : report.rows) write_row(json, row);
    json.end_array().key("lateness").begin_object();
    write_percentiles(json, report.lateness);
    json.end_object().key("errors").begin_object();
    for (const auto& [kind, count] : report.error_kinds) json.field(kind, count);
    json.end_object().key("processes").begin_array();
    for (const auto& use : report.processes) {
        json.begin_object().field("name", std::string_view(use.name));
        json.field("cpu_seconds", use.cpu_seconds).field("memory_mb", use.memory_mb).end_object();
    }
    json.end_array().end_object();
    return text + "\n";
}

}  // namespace fairfile::synthetic
