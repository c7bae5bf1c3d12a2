#!/usr/bin/python3
"""Writes the Grafana dashboards beside it, from the plots described here.

    deploy/grafana/generate.py            # writes dashboards/*.json
    deploy/grafana/generate.py --check    # fails when a file differs from what would be written
    deploy/grafana/generate.py --rules    # prints every expression as a rule, for promtool
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "dashboards"
WIDTH = 12  # of Grafana's 24 columns
HEIGHT = 8
PROBES = 'route!~"/livez|/readyz|/metrics|static"'


@dataclass(frozen=True)
class Query:
    expression: str
    legend: str


@dataclass(frozen=True)
class Plot:
    title: str
    queries: tuple[Query, ...]
    unit: str = "short"
    mark: float | None = None  # a line that should not be crossed


@dataclass(frozen=True)
class Dashboard:
    name: str
    title: str
    plots: tuple[Plot, ...] = field(default_factory=tuple)


def query(expression: str, legend: str) -> Query:
    return Query(" ".join(expression.split()), legend)


def quantiles(metric: str, by: str = "", where: str = "") -> tuple[Query, ...]:
    """p50, p95 and p99 of a histogram, for each value of the label `by`."""
    labels = f"le, {by}" if by else "le"
    legend = f" {{{{{by}}}}}" if by else ""
    return tuple(
        query(
            f"histogram_quantile({share}, "
            f"sum by ({labels}) (rate({metric}_bucket{{{where}}}[5m])))",
            f"p{round(share * 100)}{legend}",
        )
        for share in (0.5, 0.95, 0.99)
    )


SERVICE = Dashboard(
    "service",
    "Fairfile: service",
    (
        Plot(
            "Requests by route",
            (query(f"sum by (route) (rate(http_requests_total{{{PROBES}}}[5m]))", "{{route}}"),),
            "reqps",
        ),
        Plot(
            "Requests by status",
            (query("sum by (status) (rate(http_requests_total[5m]))", "{{status}}"),),
            "reqps",
        ),
        Plot("Latency", quantiles("http_request_duration_seconds", "", PROBES), "s", 0.5),
        Plot(
            "Slowest routes (p95)",
            (
                query(
                    "topk(10, histogram_quantile(0.95, sum by (le, route) "
                    f"(rate(http_request_duration_seconds_bucket{{{PROBES}}}[5m]))))",
                    "{{route}}",
                ),
            ),
            "s",
        ),
        Plot(
            "Share of errors",
            (query("fairfile:http_errors:ratio5m", "5xx"),),
            "percentunit",
            0.05,
        ),
        Plot(
            "Sign-ins by outcome",
            (query("sum by (outcome) (rate(sign_ins_total[5m]))", "{{outcome}}"),),
            "ops",
        ),
        Plot(
            "Processor time",
            (query("sum by (job, instance) (rate(process_cpu_seconds_total[5m]))", "{{job}}"),),
            "percentunit",
        ),
        Plot(
            "Memory",
            (query("sum by (job, instance) (process_resident_memory_bytes)", "{{job}}"),),
            "bytes",
        ),
    ),
)

DATABASE = Dashboard(
    "database",
    "Fairfile: database",
    (
        Plot(
            "Connections taken",
            (query("fairfile:pg_connections:ratio", "share of the server's"),),
            "percentunit",
            0.8,
        ),
        Plot(
            "Our connections",
            (
                query("sum by (job) (pg_active_connections)", "{{job}} up"),
                query("sum by (job) (pg_calls_in_flight)", "{{job}} calls in flight"),
                query("sum by (job) (pg_calls_waiting)", "{{job}} calls waiting"),
            ),
        ),
        Plot(
            "Slowest statements (p99)",
            (query("topk(10, fairfile:pg_query_duration_seconds:p99_5m)", "{{statement}}"),),
            "s",
            1.0,
        ),
        Plot(
            "Statements",
            (
                query(
                    "topk(10, sum by (statement) (rate(pg_query_duration_seconds_count[5m])))",
                    "{{statement}}",
                ),
            ),
            "ops",
        ),
        Plot("Database", (query("max(pg_database_size_bytes)", "bytes"),), "bytes"),
        Plot(
            "Largest tables with their indexes",
            (
                query(
                    "topk(10, max by (table) (pg_table_size_bytes + pg_index_size_bytes))",
                    "{{table}}",
                ),
            ),
            "bytes",
        ),
        Plot(
            "Dead rows",
            (query("topk(10, max by (table) (pg_table_dead_rows))", "{{table}}"),),
        ),
        Plot(
            "Standbys",
            (
                query("max(pg_replicas)", "streaming"),
                query("max(pg_replication_lag_seconds)", "lag in seconds"),
            ),
        ),
    ),
)

JOBS = Dashboard(
    "jobs",
    "Fairfile: jobs",
    (
        Plot("Waiting", (query("fairfile:job_queue_length:max", "{{queue}}"),), "short", 50),
        Plot("Oldest waiting", (query("max(job_oldest_waiting_seconds)", "age"),), "s", 300),
        Plot("Time a job takes", quantiles("job_task_duration_seconds", "task_name"), "s"),
        Plot(
            "Jobs done",
            (
                query(
                    "sum by (task_name) (rate(job_task_duration_seconds_count[5m]))",
                    "{{task_name}}",
                ),
            ),
            "ops",
        ),
        Plot(
            "Failures",
            (query("sum by (task_name) (rate(job_task_failures_total[5m]))", "{{task_name}}"),),
            "ops",
        ),
    ),
)

LIMITS = Dashboard(
    "limits",
    "Fairfile: limits",
    (
        Plot(
            "Checks",
            (
                query(
                    "sum by (user_tier, limit_type) (rate(rate_limit_checks_total[5m]))",
                    "{{user_tier}} {{limit_type}}",
                ),
            ),
            "ops",
        ),
        Plot(
            "Refused",
            (
                query(
                    "sum by (user_tier, limit_type) (rate(rate_limit_exceeded_total[5m]))",
                    "{{user_tier}} {{limit_type}}",
                ),
            ),
            "ops",
        ),
    ),
)

STORAGE = Dashboard(
    "storage",
    "Fairfile: storage",
    (
        Plot(
            "Disks",
            (
                query(
                    '1 - min by (mount) (fairfile_disk_bytes{kind="free"})'
                    ' / min by (mount) (fairfile_disk_bytes{kind="size"})',
                    "{{mount}}",
                ),
            ),
            "percentunit",
            0.8,
        ),
        Plot(
            "Handed out",
            (query("sum(rate(fairfile_blob_fetched_bytes_total[5m]))", "bytes"),),
            "Bps",
        ),
        Plot(
            "Removed and failed",
            (
                query("sum(rate(fairfile_blob_removed_total[5m]))", "removed"),
                query("sum(rate(fairfile_blob_failed_total[5m]))", "failed"),
            ),
            "ops",
        ),
    ),
)

BUSINESS = Dashboard(
    "business",
    "Fairfile: what people do",
    (
        Plot(
            "Reports read an hour",
            (
                query(
                    "sum by (format, verdict) (increase(reports_read_total[1h]))",
                    "{{format}} {{verdict}}",
                ),
            ),
        ),
        Plot(
            "Reports refused an hour",
            (query("sum by (reason) (increase(reports_refused_total[1h]))", "{{reason}}"),),
        ),
    ),
)

ALL = (SERVICE, DATABASE, JOBS, LIMITS, STORAGE, BUSINESS)


def panel(plot: Plot, index: int) -> dict:
    steps = [{"color": "green", "value": None}]
    if plot.mark is not None:
        steps.append({"color": "red", "value": plot.mark})
    return {
        "id": index + 1,
        "type": "timeseries",
        "title": plot.title,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {
            "x": index % 2 * WIDTH,
            "y": index // 2 * HEIGHT,
            "w": WIDTH,
            "h": HEIGHT,
        },
        "fieldConfig": {
            "defaults": {
                "unit": plot.unit,
                "min": 0,
                "thresholds": {"mode": "absolute", "steps": steps},
                "custom": {
                    "thresholdsStyle": {"mode": "off" if plot.mark is None else "line"},
                },
            },
            "overrides": [],
        },
        "targets": [
            {
                "refId": chr(ord("A") + number),
                "expr": one.expression,
                "legendFormat": one.legend,
            }
            for number, one in enumerate(plot.queries)
        ],
    }


def document(dashboard: Dashboard) -> str:
    source = {
        "name": "source",
        "label": "Prometheus",
        "type": "datasource",
        "query": "prometheus",
    }
    content = {
        "uid": f"fairfile-{dashboard.name}",
        "title": dashboard.title,
        "tags": ["fairfile"],
        "schemaVersion": 38,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [source]},
        "panels": [panel(plot, index) for index, plot in enumerate(dashboard.plots)],
    }
    return json.dumps(content, indent=1) + "\n"


def rules() -> str:
    lines = ["groups:", "  - name: dashboards", "    rules:"]
    for dashboard in ALL:
        for number, plot in enumerate(dashboard.plots):
            for one in plot.queries:
                letter = plot.queries.index(one)
                lines.append(f"      - record: dashboard:{dashboard.name}:plot_{number}_{letter}")
                lines.append(f"        expr: {json.dumps(one.expression)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    if "--rules" in sys.argv:
        sys.stdout.write(rules())
        return 0
    stale = []
    FOLDER.mkdir(exist_ok=True)
    for dashboard in ALL:
        path = FOLDER / f"{dashboard.name}.json"
        wanted = document(dashboard)
        if "--check" not in sys.argv:
            path.write_text(wanted, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            stale.append(path.name)
    for name in stale:
        print(f"{name} is not what generate.py writes", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
