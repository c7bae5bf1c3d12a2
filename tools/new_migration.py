#!/usr/bin/python3
"""Makes the next numbered migration, with the owning slice in its first line."""

import argparse
import re
import sys
from pathlib import Path

import architecture_table

ROOT = Path(__file__).resolve().parent.parent


def new_migration(root, slice_name, name):
    """Writes the file and returns its path; ValueError says what is wrong with the words."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError("name: lower-case words joined by _, for example name=add_phone")
    if not architecture_table.knows(slice_name):
        raise ValueError(f"slice: no module is named '{slice_name}'")
    folder = root / "db" / "migrations"
    folder.mkdir(parents=True, exist_ok=True)
    last = max((int(path.name[:4]) for path in folder.glob("[0-9]" * 4 + "_*.sql")), default=0)
    path = folder / f"{last + 1:04}_{name}.sql"
    path.write_text(f"-- slice: {slice_name}\n", encoding="utf-8")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slice", required=True, help="who owns it, for example users")
    parser.add_argument("--name", required=True, help="what it does, for example add_phone")
    arguments = parser.parse_args()
    try:
        path = new_migration(ROOT, arguments.slice, arguments.name)
    except ValueError as wrong:
        print(f"new_migration: {wrong}", file=sys.stderr)
        return 2
    print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
