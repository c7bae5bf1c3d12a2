#!/usr/bin/python3
"""Runs clang-tidy over the changed sources, or with --all over every one.

Works from the compile commands of an existing build, without what only GCC understands (its
precompiled headers and warnings), written to build/lint. A changed header is judged through a
source that includes it. What the caps leave out is named, never passed over in silence.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from changed_files import ROOT, changed_files

CLANG_TIDY = "clang-tidy-19"  # 14 knows neither std::source_location nor coroutine checks
FILES_MAX = 40  # a large branch is for lint/all; with the next cap keeps `make check` in its time
MINUTES_MAX = 8
BUILDS = ("dev", "release", "asan")
_DROPPED_WITH_VALUE = ("-include", "-o", "-MF", "-MT")
_DROPPED = re.compile(r"-W.*|-c$|-MD$|-MMD$|-fsanitize.*|-fno-sanitize.*|-fpch.*")
_NOISE = re.compile(r"\d+ warnings? (generated|treated)|Suppressed \d+|Use -header-filter|^$")


def compile_commands(root):
    for build in BUILDS:
        path = root / "build" / build / "compile_commands.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
    subprocess.run(["cmake", "--preset", BUILDS[0]], cwd=root, check=True)
    return compile_commands(root)


def understood_by_clang(command):
    """The words of a GCC command that clang-tidy needs; the compiler's name comes first."""
    words = shlex.split(command)
    first = next(at for at, word in enumerate(words) if re.search(r"(g|c|clang)\+\+[\d.-]*$", word))
    kept = ["clang++-19"]
    rest = iter(words[first + 1 :])
    for word in rest:
        if word in _DROPPED_WITH_VALUE:
            next(rest)
        elif not _DROPPED.match(word):
            kept.append(word)
    return kept


def write_database(root):
    """Writes build/lint/compile_commands.json; returns the sources it holds, as paths in root."""
    entries = []
    for entry in compile_commands(root):
        source = os.path.relpath(entry["file"], root)
        if not source.startswith("build/") and (root / source).exists():
            arguments = understood_by_clang(entry["command"])
            entries.append({**_place(root, entry), "arguments": arguments})
    folder = root / "build" / "lint"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")
    return {os.path.relpath(entry["file"], root) for entry in entries}


def _place(root, entry):
    return {"directory": entry.get("directory", str(root)), "file": entry["file"]}


def sources_to_judge(changed, sources, root):
    """The changed sources, and for each changed header a source that includes it."""
    chosen = [path for path in changed if path in sources]
    for header in (path for path in changed if path.endswith(".hpp")):
        source = _source_of(header, sources, root)
        if source and source not in chosen:
            chosen.append(source)
    return chosen


def _source_of(header, sources, root):
    neighbour = header.removesuffix(".hpp") + ".cpp"
    if neighbour in sources:
        return neighbour
    line = f'#include "{header.removeprefix("src/")}"'
    folder = header.rpartition("/")[0]
    nearest_first = sorted(sources, key=lambda path: (not path.startswith(folder), path))
    for path in nearest_first:
        if line in (root / path).read_text(encoding="utf-8"):
            return path
    return None


def judge(source, root, stop_at):
    """What clang-tidy says about one source; None when the time was up before it began."""
    if time.monotonic() > stop_at:
        return None
    command = [CLANG_TIDY, "-p", str(root / "build" / "lint"), "--quiet", str(root / source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    said = "\n".join(line for line in lines if not _NOISE.search(line))
    return said.replace(f"{root}/", "") if done.returncode else ""


def lint(sources, root, stop_at):
    failed, left = [], []
    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = pool.map(lambda source: judge(source, root, stop_at), sources)
        for source, said in zip(sources, answers):
            if said is None:
                left.append(source)
            elif said:
                failed.append(source)
                print(said, flush=True)
    return failed, left


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every source, without caps")
    parser.add_argument("paths", nargs="*", help="these files instead of the changed ones")
    arguments = parser.parse_args()

    sources = write_database(ROOT)
    changed = arguments.paths or (sorted(sources) if arguments.all else changed_files())
    chosen = sources_to_judge(changed, sources, ROOT)
    capped = chosen if arguments.all else chosen[:FILES_MAX]
    minutes = 24 * 60 if arguments.all else MINUTES_MAX
    failed, left = lint(capped, ROOT, time.monotonic() + minutes * 60)

    left += chosen[len(capped) :]
    if left:
        print(f"lint: {len(left)} files left for `make lint/all`: {' '.join(left)}")
    print(f"lint: {len(chosen) - len(left)} files judged, {len(failed)} with violations")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
