"""Measures the paths people feel against the raw database and a bare server: bench/run_paths.sh."""
import argparse
import collections
import datetime
import os
import pathlib
import platform
import subprocess
import sys

from load import median_hello, median_limit, median_ours
from server import ROOT, Server

Times = collections.namedtuple("Times", "warm_up run runs")
Path = collections.namedtuple("Path", "name method path call share cpu")
# `share` of the limit and `cpu` microseconds a request are the marks to reach.
PATHS = [
    Path("health", "GET", "/livez", None, 0.90, None),
    Path("dashboard", "GET", "/api/v1/dashboard", "dashboard", 0.85, 80),
    Path("tradelines", "GET", "/api/v1/tradelines", "tradelines", 0.85, 240),
    Path("timeline", "GET", "/api/v1/disputes/{id}/timeline", "timeline", 0.90, 35),
    Path("search", "GET", "/api/v1/search?q={word}", "search", 0.80, 130),
    Path("status update", "PATCH", "/api/v1/disputes/{id}/status", "status", 0.90, None),
]
HEAD = ("| path | ours/s | limit/s | ratio | CPU us | p50 ms | p99 ms | errors | mark | reached |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n")


def arguments():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--program", required=True, help="the fairfile to measure")
    reader.add_argument("--hello", help="the bare server, bench.http_hello")
    reader.add_argument("--people", type=int, default=10_000)
    reader.add_argument("--spread", type=int, default=2_000, help="people who are asked for")
    reader.add_argument("--port", type=int, default=18_080)
    reader.add_argument("--warm-up", type=int, default=5)
    reader.add_argument("--seconds", type=int, default=10)
    reader.add_argument("--runs", type=int, default=3)
    reader.add_argument("--only", help="names of paths, with commas")
    reader.add_argument("--record", help="the file to write the table into")
    return reader.parse_args()


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cores, {model}, Linux {platform.release()}"


def commit():
    def git(*words):
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
        return done.stdout.strip()
    changed = " with uncommitted changes" if git("status", "--porcelain", "src", "db") else ""
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + changed


def line(path, ours, limit, label):
    ratio = ours["rate"] / limit if limit else None
    mark = f"≥ {path.share:.0%}" + (f", ≤ {path.cpu} us" if path.cpu else "")
    reached = "not measured"
    if ratio is not None:
        good = ratio >= path.share and (not path.cpu or ours["cpu"] <= path.cpu)
        reached = "yes" if good and ours["errors"] == 0 else "no"
    return (f"| {label} | {ours['rate']:,.0f} | {f'{limit:,.0f}' if limit else '-'} "
            f"| {f'{ratio:.0%}' if ratio is not None else '-'} | {ours['cpu']:.0f} "
            f"| {ours['p50'] / 1000:.2f} | {ours['p99'] / 1000:.2f} | {ours['errors']:.0f} "
            f"| {mark} | {reached} |")


def measure(server, path, people, times, hello):
    """Lines of the table; the limit is asked right after ours, on the same data."""
    ours = median_ours(server, path.method, path.path, times)
    if path.call is None:
        if not hello:
            print("health: no bare server given (--hello), so there is no limit", flush=True)
        limit = hello and median_hello(hello, server.port + 1, server.write_targets(), times)
        return [line(path, ours, limit, path.name)], ours["errors"]
    limit = median_limit(server, path.call, 8, people, times)
    lines = [line(path, ours, limit, path.name)]
    if path.method == "PATCH":
        wide = median_limit(server, path.call, 16, people, times)
        lines.append(line(path, ours, wide, path.name + ", limit at 16 clients"))
    return lines, ours["errors"]


def record(file, heading, table):
    """The newest result comes first; older ones stay."""
    marker = "<!-- results -->\n"
    text = pathlib.Path(file).read_text()
    before, found, after = text.partition(marker)
    if not found:
        raise RuntimeError(f"{file} has no line {marker.strip()}")
    pathlib.Path(file).write_text(f"{before}{marker}\n{heading}\n\n{table}{after}")


def main():
    given = arguments()
    times = Times(given.warm_up, given.seconds, given.runs)
    day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    heading = (f"### {day}\n\n{machine()}; commit {commit()}; {given.people:,} people, "
               f"{given.spread:,} asked for; medians of {times.runs} runs of {times.run} s.")
    server = Server(given.program, given.port)
    table, errors = HEAD, 0
    try:
        server.start()
        people = server.fill(given.people, given.spread)
        print(f"filled: {given.people} people, {people} asked for", flush=True)
        for path in PATHS:
            if given.only and path.name not in given.only.split(","):
                continue
            lines, failed = measure(server, path, people, times, given.hello)
            errors += failed
            table += "\n".join(lines) + "\n"
            print("\n".join(lines), flush=True)
    finally:
        server.stop()
    print(f"\n{heading}\n\n{table}")
    if errors:
        print(f"{errors:.0f} requests failed: nothing is recorded", file=sys.stderr)
        return 1
    if given.record:
        record(given.record, heading, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
