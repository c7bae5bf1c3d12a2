// The report as one HTML file; its drawings are SVG without scripts.
#include "base/text.hpp"
#include "features/synthetic/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr double width = 640;
constexpr double height = 140;
constexpr std::string_view style = R"(<style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .6rem;text-align:right}
th:first-child,td:first-child{text-align:left}tr{border-bottom:1px solid #d8dee4}
.missed{color:#b3261e;font-weight:600}svg{width:100%;height:auto}
.p50{stroke:#4c8dd6}.p99{stroke:#8a3ffc}.limit{stroke:#b3261e;stroke-dasharray:5 4}
polyline,line{fill:none;stroke-width:1.5}text{font-size:11px;fill:#57606a}
</style>
)";

std::string line_of(const std::vector<double>& values, double top, std::string_view kind) {
    std::string points;
    const double step = width / std::max<double>(static_cast<double>(values.size()) - 1, 1);
    for (std::size_t at = 0; at < values.size(); ++at) {
        const double y = height - std::min(values[at] / top, 1.0) * height;
        points += fmt::format("{:.1f},{:.1f} ", static_cast<double>(at) * step, y);
    }
    return fmt::format("<polyline class=\"{}\" points=\"{}\"/>", kind, points);
}

std::string drawing(const RehearsalRow& row, int seconds) {
    double top = row.limit.value_or(0) * 1.2;
    for (const double value : row.p99_by_second) top = std::max(top, value);
    top = std::max(top, 1e-3);
    auto svg = fmt::format(
        "<h3>{}</h3><svg viewBox=\"-45 -10 {} {}\" role=\"img\" aria-label=\"latency of {}\">"
        "<line x1=\"0\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#d8dee4\"/>"
        "<text x=\"-42\" y=\"6\">{:.5g} ms</text><text x=\"-42\" y=\"{}\">0</text>"
        "<text x=\"{}\" y=\"{}\">{} s</text>",
        html_escaped(row.operation),
        width + 55,
        height + 30,
        html_escaped(row.operation),
        height,
        width,
        height,
        top,
        height,
        width - 25,
        height + 15,
        seconds
    );
    if (row.limit) {
        const double y = height - *row.limit / top * height;
        svg += fmt::format(
            "<line class=\"limit\" x1=\"0\" y1=\"{0:.1f}\" x2=\"{1}\" y2=\"{0:.1f}\"/>", y, width
        );
    }
    svg += line_of(row.p50_by_second, top, "p50") + line_of(row.p99_by_second, top, "p99");
    return svg + "</svg>\n";
}

std::string table_row(const RehearsalRow& row) {
    return fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{:.2f}</td><td>{:.2f}</td><td>{:.2f}</td>"
        "<td>{:.2f}</td><td>{}</td><td>{}</td></tr>\n",
        html_escaped(row.operation),
        row.asked,
        row.errors,
        row.latency.p50,
        row.latency.p95,
        row.latency.p99,
        row.latency.max,
        row.limit ? fmt::format("{:g}", *row.limit) : "-",
        row.missed ? "<span class=\"missed\">missed</span>" : "kept"
    );
}

std::string processes_of(const RehearsalReport& report) {
    if (report.processes.empty()) return {};
    std::string text = "<h2>Processes</h2><table><tr><th>process<th>cores<th>memory MB</tr>\n";
    for (const auto& use : report.processes) {
        text += fmt::format(
            "<tr><td>{}</td><td>{:.2f}</td><td>{:.0f}</td></tr>\n",
            html_escaped(use.name),
            use.cpu_seconds / std::max(report.seconds, 1e-3),
            use.memory_mb
        );
    }
    return text + "</table>\n";
}

}  // namespace

std::string to_html(const RehearsalReport& report) {
    const auto title = fmt::format("{} x {:g}", report.order.phase.name, report.order.times);
    auto page = fmt::format(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Rehearsal: {0}</title>\n"
        "{1}<h1>Rehearsal: {0}</h1><p>{2:.0f} requests a second at the peak, {3} seconds, {4} "
        "connections; {5:.0f} answers a second on average. Before they were sent requests waited "
        "{6:.2f} ms at p99 for a connection or for this program, which counts as latency.</p>\n",
        html_escaped(title),
        style,
        report.order.phase.peak_a_second * report.order.times,
        report.order.seconds,
        report.connections,
        report.answered_a_second,
        report.lateness.p99
    );
    page +=
        "<table><tr><th>operation<th>asked<th>errors<th>p50 ms<th>p95 ms<th>p99 ms<th>max ms"
        "<th>limit of p99<th></tr>\n";
    for (const auto& row : report.rows) page += table_row(row);
    page += "</table>\n";
    if (!report.error_kinds.empty()) page += "<h2>Errors</h2><ul>\n";
    for (const auto& [kind, count] : report.error_kinds) {
        page += fmt::format("<li>{}: {}</li>\n", html_escaped(kind), count);
    }
    if (!report.error_kinds.empty()) page += "</ul>\n";
    page += processes_of(report);
    page +=
        "<h2>Latency over time</h2><p>By the second that requests were due: p50 blue, p99 "
        "violet, the limit red.</p>\n";
    for (const auto& row : report.rows) page += drawing(row, report.order.seconds);
    return page + "</html>\n";
}

}  // namespace fairfile::synthetic
