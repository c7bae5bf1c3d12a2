#!/bin/sh
# Builds the release program and the bare server, measures every path on a server of its own and
# adds the table to docs/benchmarks.md. More words go to bench/paths/main.py (see its --help).
# With PROGRAM=path nothing is built and nothing is recorded: a trial.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${PROGRAM:-}" ]; then
    exec /usr/bin/python3 bench/paths/main.py --program "$PROGRAM" "$@"
fi
cmake --preset release -DFAIRFILE_BENCH=ON
cmake --build build/release --target fairfile bench.http_hello
hello=$(find build/release -type f -name bench.http_hello | head -n 1)
exec /usr/bin/python3 bench/paths/main.py --program build/release/fairfile --hello "$hello" \
    --record docs/benchmarks.md "$@"
