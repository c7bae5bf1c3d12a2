#!/usr/bin/python3
"""Runs every built fuzz target from its seeds in tests/fuzz_corpus, sharing the seconds given.

Two at a time. What a target learns stays in build/fuzz/corpus for the next run; an input that
breaks it is kept in build/fuzz and named in the output. Fails when a target fails, or when there
is none.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "fuzz"
AT_ONCE = 2
INPUT_SECONDS_MAX = 10
MEMORY_MB_MAX = 2048
LINES_SHOWN = 60


def fuzz_targets():
    found = []
    for folder, folders, names in os.walk(BUILD):
        folders[:] = [name for name in folders if name not in ("CMakeFiles", "corpus")]
        paths = (Path(folder) / name for name in names if name.startswith("fuzz."))
        found += [path for path in paths if os.access(path, os.X_OK)]
    return sorted(found)


def run(program, seconds):
    name = program.name.removeprefix("fuzz.").removesuffix("_fuzz")
    learned = BUILD / "corpus" / name
    learned.mkdir(parents=True, exist_ok=True)
    seeds = ROOT / "tests" / "fuzz_corpus" / name
    command = [
        str(program),
        f"-max_total_time={seconds}",
        f"-timeout={INPUT_SECONDS_MAX}",
        f"-rss_limit_mb={MEMORY_MB_MAX}",
        f"-artifact_prefix={BUILD}/{name}-",
        "-print_final_stats=1",
        str(learned),
        *([str(seeds)] if seeds.is_dir() else []),
    ]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def summary(output):
    for line in output.splitlines():
        if line.startswith("stat::number_of_executed_units"):
            return f"{line.split(':')[-1].strip()} inputs"
    return "no inputs"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    seconds = parser.parse_args().seconds

    programs = fuzz_targets()
    if not programs:
        print("fuzz: no fuzz targets were built", file=sys.stderr)
        return 1
    each = max(1, seconds * AT_ONCE // (len(programs) + len(programs) % AT_ONCE))
    failed = 0
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        runs = pool.map(lambda program: run(program, each), programs)
        for program, done in zip(programs, runs):
            print(f"{program.name}: {summary(done.stderr)} in {each} s", flush=True)
            if done.returncode != 0:
                failed += 1
                print("\n".join(done.stderr.splitlines()[-LINES_SHOWN:]), flush=True)
    print(f"fuzz: {len(programs)} targets, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
