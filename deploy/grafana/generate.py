#!/usr/bin/python3
"""Writes the Grafana dashboards beside it, from plots.py.

    deploy/grafana/generate.py            # writes dashboards/*.json
    deploy/grafana/generate.py --check    # fails when a file differs from what would be written
    deploy/grafana/generate.py --rules    # prints every expression as a rule, for promtool
"""

import json
import sys
from pathlib import Path

from model import Dashboard, Plot
from plots import ALL

FOLDER = Path(__file__).resolve().parent / "dashboards"
WIDTH = 12  # of Grafana's 24 columns
HEIGHT = 8


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
