#!/usr/bin/python3
"""Lists the files that differ from what is on the main branch, one a line.

The base is where this branch left origin/main; on that commit itself, or without a remote, it is
the commit before. Uncommitted and new files count; deleted ones do not.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def changed_files(root=ROOT):
    base = _base(root)
    if base is None:
        listed = _git(root, "ls-files")
    else:
        listed = _git(root, "diff", "--name-only", "--diff-filter=d", base)
    untracked = _git(root, "ls-files", "--others", "--exclude-standard")
    names = set((listed or "").split("\n")) | set((untracked or "").split("\n"))
    return sorted(name for name in names if name and (root / name).is_file())


def _base(root):
    head = _git(root, "rev-parse", "HEAD")
    base = _git(root, "merge-base", "HEAD", "origin/main")
    if base and base != head:
        return base
    return _git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")


def _git(root, *words):
    """What git prints; None when it says no."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=off", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("endings", nargs="*", help="only files that end so, for example .cpp")
    endings = tuple(parser.parse_args().endings)
    for name in changed_files():
        if not endings or name.endswith(endings):
            print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
