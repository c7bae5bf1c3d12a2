"""Style rules that look at a file as text: sizes, names, notes left behind, documents."""

import posixpath
import re

FILE_LINES_MAX = 400
TEST_FILE_LINES_MAX = 600
LINE_COLUMNS_MAX = 100

CODE_ENDINGS = (
    ".cpp", ".hpp", ".h", ".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".sql", ".sh", ".cmake",
)
CODE_NAMES = {"CMakeLists.txt", "Makefile", "run", "test", "pre-commit"}

_VAGUE_NAMES = {
    "util", "utils", "common", "helper", "helpers", "manager", "managers", "misc",
}
_VAGUE_ENDING = re.compile(r"[_-](utils?|helpers?|managers?)$")
_NAMED_ROOTS = ("src/", "web/src/", "tests/", "bench/", "tools/", "cmake/", "db/", "deploy/")

# The words are put together here so that this file does not contain them.
_FIX_NOTE = re.compile(r"\bFIX" r"ME\b")
_TODO_NOTE = re.compile(r"\bTO" r"DO\b(?![^\n]*#\d)")
_ONE_MACHINE = re.compile(r"(?<![\w.$}])/(?:work|root|home/[a-z]+|Users/\w+)/")
_SKIPPED_WEB_TEST = re.compile(r"\b(?:it|test|describe)\.(?:skip|only|todo)\b|\bx(?:it|describe)\(")
_SKIPPED_PYTHON_TEST = re.compile(r"\bunittest\.skip|\.skipTest\(|@pytest\.mark\.skip")
_PYTHON_SLEEP = re.compile(r"\btime\.sleep\(")
_SELECT_STAR = re.compile(r"\bselect\s+(?:\w+\.)?\*", re.I)
_SQL_COMMENT = re.compile(r"--[^\n]*")


_GENERATED = re.compile(r"auto-generated|@generated")


def is_code(path):
    return path.endswith(CODE_ENDINGS) or posixpath.basename(path) in CODE_NAMES


def check(file):
    yield from _names(file)
    yield from _paths_of_one_machine(file)
    if is_code(file.path):
        if not _GENERATED.search(file.text[:300]):
            yield from _sizes(file)
        yield from _notes(file)
    if file.path.endswith(".md"):
        yield from _titles(file)
    if file.path.endswith(".sql") and not file.is_test:
        yield from _select_star(file)
    if file.is_test:
        yield from _skipped_or_sleeping_tests(file)


def _sizes(file):
    most = TEST_FILE_LINES_MAX if file.is_test else FILE_LINES_MAX
    if len(file.lines) > most:
        message = f"{len(file.lines)} lines, at most {most}: cut the file by meaning"
        yield file.finding(len(file.text), message)
    for number, line in enumerate(file.lines, 1):
        # A module is declared in one line, however many dependencies it has.
        if len(line) > LINE_COLUMNS_MAX and not line.startswith("add_module("):
            offset = _offset_of_line(file, number)
            yield file.finding(offset, f"{len(line)} columns, at most {LINE_COLUMNS_MAX}")


def _offset_of_line(file, number):
    return sum(len(line) for line in file.text.splitlines(keepends=True)[: number - 1])


def _notes(file):
    for match in _FIX_NOTE.finditer(file.text):
        yield file.finding(match.start(), f"{match.group()} does not reach main: mend it")
    for match in _TODO_NOTE.finditer(file.text):
        yield file.finding(match.start(), f"{match.group()} must name an issue: #123")


def _names(file):
    if not file.path.startswith(_NAMED_ROOTS):
        return
    *folders, name = file.path.split("/")
    stem = re.sub(r"_test$", "", name.split(".")[0])
    for part in (*folders, stem):
        if part.lower() in _VAGUE_NAMES or _VAGUE_ENDING.search(part.lower()):
            yield file.finding(0, f"'{part}' says nothing: name it by what it is about")


def _paths_of_one_machine(file):
    for match in _ONE_MACHINE.finditer(file.text):
        yield file.finding(match.start(), f"{match.group()} is a path of one machine")


def _titles(file):
    titles = []
    fence = None
    for number, line in enumerate(file.lines, 1):
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~") and fence in (None, mark):
            fence = None if fence else mark
        elif fence is None and line.startswith("# "):
            titles.append(number)
    if not titles:
        yield file.finding(0, "a document has exactly one title: '# Title'")
    for number in titles[1:]:
        message = "a document has exactly one title: this is another"
        yield file.finding(_offset_of_line(file, number), message)


def _select_star(file):
    for match in _SELECT_STAR.finditer(_SQL_COMMENT.sub(_spaces, file.text)):
        yield file.finding(match.start(), "SELECT * : list the columns")


def _spaces(match):
    return " " * len(match.group())


def _skipped_or_sleeping_tests(file):
    if file.path.endswith((".ts", ".tsx", ".mjs")):
        for match in _SKIPPED_WEB_TEST.finditer(file.text):
            yield file.finding(match.start(), f"{match.group()}: no test is left out")
    if file.path.endswith(".py") and not file.path.startswith("tools/"):
        for match in _PYTHON_SLEEP.finditer(file.text):
            yield file.finding(match.start(), "a test waits for an event, it does not sleep")
    if file.path.endswith(".py"):
        for match in _SKIPPED_PYTHON_TEST.finditer(file.text):
            yield file.finding(match.start(), f"{match.group()}: no test is left out")
