#!/usr/bin/python3
"""Checks that includes, SQL and the web app keep to the architecture; see architecture_table.py.

Reads the add_module lines, which also make the libraries, so that the link graph and the include
graph cannot drift apart. Prints file:line: message for each violation. There is no allow-list.
"""

import argparse
import posixpath
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import architecture_table as table
import cpp_text
from repository import Finding, Repository, report

_ADD_MODULE = re.compile(r"^\s*add_module\(([^)]*)\)", re.M)
_KEYWORDS = {"ASIO", "DEPS", "LINK"}
_TIERS = ("base", "infra", "features", "app")


@dataclass(frozen=True)
class Module:
    path: str
    deps: tuple
    file: str
    line: int


def check(root):
    repository = Repository.load(root, _is_wanted)
    modules = _modules(repository)
    findings = _declaration_findings(repository, modules)
    findings += _cycle_findings(modules)
    for file in repository.below("src"):
        findings += _include_findings(file, repository, modules)
    findings += _sql_findings(repository, modules)
    findings += _web_findings(repository)
    return findings


def _is_wanted(path):
    return path.startswith(("src/", "db/migrations/", "web/src/", "tests/support/"))


# --- modules -------------------------------------------------------------------------------------


def _modules(repository):
    modules = {}
    for path, file in repository.files.items():
        if not (path.startswith("src/") and path.endswith("/CMakeLists.txt")):
            continue
        for match in _ADD_MODULE.finditer(file.text):
            name, *rest = match.group(1).split()
            modules[name] = Module(name, tuple(_deps(rest)), path, file.line_of(match.start(1)))
    return modules


def _deps(words):
    keyword = None
    for word in words:
        if word in _KEYWORDS:
            keyword = word
        elif keyword == "DEPS":
            yield word


def _module_of(path, modules):
    """The declared module that a path below src/ lies in; None when there is none."""
    folder = posixpath.dirname(path).removeprefix("src/")
    while folder:
        if folder in modules:
            return folder
        folder = posixpath.dirname(folder)
    return None


def _declaration_findings(repository, modules):
    findings = []
    for module in modules.values():
        if module.file != f"src/{module.path}/CMakeLists.txt":
            message = f"the module is named {module.path} but lies elsewhere"
            findings.append(Finding(module.file, module.line, message))
        findings += [
            Finding(module.file, module.line, message) for message in _dep_messages(module, modules)
        ]
    for file in repository.below("src"):
        if _module_of(file.path, modules) is None:
            findings.append(Finding(file.path, 1, "lies in no module: add an add_module line"))
    return findings


def _dep_messages(module, modules):
    if table.row_of(module.path) is None:
        yield f"{module.path} has no row in tools/architecture_table.py"
        return
    for dep in module.deps:
        if dep.split("/")[0] not in _TIERS or dep not in modules:
            yield f"{module.path} names {dep} in DEPS, which is no module"
        elif table.tier(dep) > table.tier(module.path):
            yield f"{module.path} may not depend on {dep}: that is an upward dependency"
        elif not table.allows(module.path, dep):
            yield f"{module.path} may not depend on {dep} (tools/architecture_table.py)"


def _cycle_findings(modules):
    """One finding for each cycle, at the module that comes first in it."""
    findings = {}
    done = set()

    def visit(name, trail):
        if name in trail:
            cycle = trail[trail.index(name) :]
            first = cycle.index(min(cycle))
            ring = cycle[first:] + cycle[:first]
            start = modules[ring[0]]
            message = "cycle: " + " -> ".join([*ring, ring[0]])
            findings[message] = Finding(start.file, start.line, message)
        elif name in modules and name not in done:
            for dep in modules[name].deps:
                visit(dep, [*trail, name])
            done.add(name)

    for name in modules:
        visit(name, [])
    return list(findings.values())


# --- includes ------------------------------------------------------------------------------------


def _include_findings(file, repository, modules):
    module = _module_of(file.path, modules)
    if module is None:
        return
    for include in cpp_text.includes(file.code_with_literals):
        message = _include_message(file, module, include, repository, modules)
        if message:
            yield file.finding(include.offset, message)


def _include_message(file, module, include, repository, modules):
    target = _resolve(file, include, repository)
    if _is_test_code(target) and not file.is_test:
        return f"production code may not include {include.path}: it is a test's"
    if target.startswith("src/"):
        return _own_header_message(module, target, modules)
    if target.startswith("tests/"):
        return None
    return _third_party_message(file, module, include.path)


def _resolve(file, include, repository):
    """Path in the repository of what is included; the text itself when it is none of ours."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), include.path))
    from_root = posixpath.normpath(include.path)
    for candidate in (f"src/{from_root}", from_root, beside):
        if candidate in repository.files:
            return candidate
    if from_root.split("/")[0] in _TIERS and "/" in from_root:
        return f"src/{from_root}"
    return from_root if from_root.startswith("tests/") else include.path


def _is_test_code(target):
    return target.startswith("tests/") or bool(re.search(r"_test\.\w+$", target))


def _own_header_message(module, target, modules):
    other = _module_of(target, modules)
    shown = target.removeprefix("src/")
    if other == module:
        return None
    if other is None:
        return f"{shown} lies in no module"
    if table.tier(other) > table.tier(module):
        return f"{module} may not include {other}: that is an upward dependency"
    if other not in modules[module].deps:
        return f"{module} may not include {other}: it is not in DEPS of src/{module}/CMakeLists.txt"
    return _public_header_message(other, shown)


def _public_header_message(other, shown):
    if posixpath.dirname(shown) != other:
        return f"{shown} lies in a subfolder of {other}: include what the module offers"
    only = f"{other}/{posixpath.basename(other)}.hpp"
    if other.startswith("features/") and shown != only:
        return f"{shown} is private to its slice: include {only}"
    return None


def _third_party_message(file, module, header):
    homes = table.third_party_home(header)
    if homes == (table.TESTS,):
        return None if file.is_test else f"<{header}> belongs to tests"
    if homes is not None and module not in homes:
        return f"{module} may not include <{header}>: it is at home in {', '.join(homes)}"
    return None if file.is_test else table.impure_header(module, header)


# --- SQL -----------------------------------------------------------------------------------------

_OWNER = re.compile(r"--\s*slice:\s*([\w/]+)\s*$")
_CREATES = re.compile(
    r"\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?\"?(\w+)\"?", re.I
)
_TABLE = r"(?:only\s+)?(?:\w+\.)?\"?(\w+)\"?"
_WRITES = re.compile(
    rf"\b(?:insert\s+into\s+{_TABLE}|delete\s+from\s+{_TABLE}|merge\s+into\s+{_TABLE}"
    rf"|truncate\s+(?:table\s+)?{_TABLE}|copy\s+{_TABLE}\s*(?:\(|from\b)"
    rf"|update\s+{_TABLE}(?:\s+(?:as\s+)?\w+)?\s+set\b)",
    re.I,
)
_SQL_COMMENT = re.compile(r"--[^\n]*")


def _sql_findings(repository, modules):
    findings = []
    owners = {}  # table -> (slice, migration)
    for file in repository.below("db/migrations", (".sql",)):
        match = _OWNER.match(file.lines[0]) if file.lines else None
        if not match:
            findings.append(Finding(file.path, 1, "the first line must be '-- slice: NAME'"))
            continue
        if not table.knows(match.group(1)):
            message = f"{match.group(1)} has no row in tools/architecture_table.py"
            findings.append(Finding(file.path, 1, message))
        for name in _CREATES.findall(_SQL_COMMENT.sub("", file.text)):
            owners.setdefault(name.lower(), (match.group(1), file.path))
    for file in repository.below("src"):
        if not file.is_test:
            findings += _write_findings(file, _module_of(file.path, modules), owners)
    return findings


def _write_findings(file, module, owners):
    for literal in cpp_text.string_literals(file.text):
        for match in _WRITES.finditer(_SQL_COMMENT.sub("", literal.text)):
            written = next(name for name in match.groups() if name).lower()
            owner, migration = owners.get(written, (None, None))
            if owner and not table.is_named(module or "", owner):
                yield file.finding(
                    literal.offset,
                    f"{module} may not write {written}: it belongs to {owner} ({migration})",
                )


# --- web -----------------------------------------------------------------------------------------

_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\n]+)["']""")
_WEB_FEATURES = "web/src/features/"


def _web_findings(repository):
    for file in repository.below(_WEB_FEATURES, (".ts", ".tsx", ".js", ".jsx", ".css")):
        own = _web_feature(file.path)
        for match in _IMPORT.finditer(file.text):
            other = _web_feature(_resolve_import(file.path, match.group(1)))
            if other and other != own:
                message = f"feature {own} may not import feature {other}"
                yield file.finding(match.start(1), message)


def _resolve_import(path, imported):
    if imported.startswith("."):
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), imported))
    return re.sub(r"^(?:[@~]/|/?src/|/)?", "web/src/", imported, count=1)


def _web_feature(path):
    if not path.startswith(_WEB_FEATURES):
        return None
    return path.removeprefix(_WEB_FEATURES).split("/")[0].split(".")[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=Path(__file__).resolve().parent.parent)
    arguments = parser.parse_args()
    return report(check(arguments.root), "architecture")


if __name__ == "__main__":
    sys.exit(main())
