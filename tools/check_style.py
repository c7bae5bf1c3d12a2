#!/usr/bin/python3
"""Checks the habits that formatters, compilers and clang-tidy do not know.

Prints file:line: message for each violation, with the replacement named. There is no allow-list:
a call is allowed in its home, which is written beside the ban. With paths as arguments only
findings in those files are printed; the whole repository is read all the same.
"""

import argparse
import posixpath
import sys
from pathlib import Path

import cpp_text
import style_cpp
import style_text
from repository import Repository, report

_DATA_FOLDERS = ("tests/fixtures/", "tests/fuzz_corpus/")
_GENERATED = ("package-lock.json",)


def check(root):
    repository = Repository.load(root, _is_wanted)
    findings = []
    for file in repository.files.values():
        findings += style_text.check(file)
        if file.is_cpp:
            findings += style_cpp.check(file)
    findings += _headers_nobody_includes(repository)
    return findings


def _is_wanted(path):
    if path.startswith(_DATA_FOLDERS) or posixpath.basename(path) in _GENERATED:
        return False
    known = style_text.is_code(path) or path.endswith((".md", ".json", ".yml", ".yaml", ".txt"))
    return known or "." not in posixpath.basename(path)


def _headers_nobody_includes(repository):
    included = set()
    for file in repository.files.values():
        if file.is_cpp:
            for include in cpp_text.includes(file.code_with_literals):
                beside = posixpath.join(posixpath.dirname(file.path), include.path)
                candidates = (f"src/{include.path}", include.path, beside)
                included.update(posixpath.normpath(candidate) for candidate in candidates)
    for path, file in repository.files.items():
        if file.is_header and path not in included:
            yield file.finding(0, "nobody includes this header: delete it or use it")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=Path(__file__).resolve().parent.parent)
    parser.add_argument("paths", nargs="*", help="print findings in these files only")
    arguments = parser.parse_args()
    findings = check(arguments.root)
    if arguments.paths:
        chosen = {posixpath.normpath(path) for path in arguments.paths}
        findings = [finding for finding in findings if finding.path in chosen]
    return report(findings, "style")


if __name__ == "__main__":
    sys.exit(main())
