"""Style rules about C++ that neither the compiler nor clang-tidy knows."""

import re
from dataclasses import dataclass

import cpp_text

_TEST_CODE = ("tests/", "bench/")
# The one place through which the program writes to its terminal.
TERMINAL = "src/app/output."


@dataclass(frozen=True)
class Ban:
    """A call that has a replacement. `homes` are the paths that may make it nevertheless."""

    call: re.Pattern
    replacement: str
    homes: tuple = ()
    in_tests: bool = True


_BANS = (
    Ban(
        re.compile(r"\b(?:std::)?(?:secure_)?getenv\s*\("),
        "settings come from infra/config",
        ("src/infra/config/", "tests/", "bench/"),
    ),
    Ban(
        re.compile(r"\bsystem_clock::now\b|\b(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)"),
        "take the time from a Clock (base/clock.hpp)",
        ("src/infra/runtime/", "tests/", "bench/"),
    ),
    Ban(
        re.compile(r"\bstd::(?:jthread|thread)\b(?!::)|\bstd::async\b|\bpthread_create\b"),
        "threads belong to infra/runtime",
        ("src/infra/runtime/", "bench/"),
        in_tests=False,
    ),
    Ban(
        re.compile(
            r"\b(?:std::(?:cout|cerr|clog)|fmt::print)\b|\b(?:std::)?f?(?:printf|puts)\s*\("
        ),
        "say it through infra/log, or on the terminal through app/output.hpp",
        ("src/infra/log/", TERMINAL, *_TEST_CODE),
    ),
)
_SLEEP = re.compile(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>:])(?:::)?sleep\s*\(")
_SKIPS = re.compile(r"\bGTEST_SKIP\b|\bDISABLED_\w*")
_USING_NAMESPACE = re.compile(r"\busing\s+namespace\b")
_PRAGMA_ONCE = re.compile(r"^#pragma once$", re.M)
_SELECT_STAR = re.compile(r"\bselect\s+(?:\w+\.)?\*", re.I)


def check(file):
    yield from _banned_calls(file)
    yield from _await_temporaries(file)
    if file.is_header:
        yield from _header_rules(file)
    if file.is_test:
        yield from _test_rules(file)
    else:
        yield from _select_star(file)


def _banned_calls(file):
    for ban in _BANS:
        if file.path.startswith(ban.homes) or (file.is_test and not ban.in_tests):
            continue
        for match in ban.call.finditer(file.code):
            call = match.group().rstrip("( ")
            yield file.finding(match.start(), f"{call}: {ban.replacement}")


def _header_rules(file):
    if not _PRAGMA_ONCE.search(file.text):
        yield file.finding(0, "a header has #pragma once")
    for match in _USING_NAMESPACE.finditer(file.code):
        yield file.finding(match.start(), "using namespace in a header reaches who includes it")


def _test_rules(file):
    for match in _SLEEP.finditer(file.code):
        message = f"{match.group().rstrip('( ')}: a test waits for an event or moves the clock"
        yield file.finding(match.start(), message)
    for match in _SKIPS.finditer(file.code):
        yield file.finding(match.start(), f"{match.group()}: no test is left out")


def _select_star(file):
    for literal in cpp_text.string_literals(file.text):
        if _SELECT_STAR.search(literal.text):
            yield file.finding(literal.offset, "SELECT * : list the columns")


# --- rule 11: nothing that owns memory is built inside a co_await expression ----------------------

_AWAIT = re.compile(r"\bco_await\b")
_CAPTURE = re.compile(r"\[\s*[^\s\]\[]")
# Braces after these build a number or an id, not something that owns memory.
_PLAIN_VALUE = re.compile(
    r"(?:seconds|minutes|hours|days|int\w*_t|int|size_t|double|bool|[a-z]Id)\s*$"
)
_EMPTY_BRACES = re.compile(r"\{\s*\}")


def _await_temporaries(file):
    code = file.code
    for match in _AWAIT.finditer(code):
        for offset, what in _temporaries(code, match.end()):
            message = f"{what} inside a co_await expression: name it first, then move it in"
            yield file.finding(offset, message)


def _temporaries(code, start):
    """Capturing lambdas and braced values between `start` and the end of the expression."""
    depth = 0
    offset = start
    while offset < len(code):
        character = code[offset]
        if character in "([" and not _begins_lambda(code, offset):
            depth += 1
        elif character == "[":
            if _CAPTURE.match(code, offset):
                yield offset, "a capturing lambda"
            offset = _end_of_lambda(code, offset)
            continue
        elif character == "{":
            if depth == 0 and _is_statement_body(code, offset):
                return
            if not _owns_nothing(code, offset):
                yield offset, "a braced value"
            offset = cpp_text.skip_brackets(code, offset)
            continue
        elif character in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and character in ";,"):
            return
        offset += 1


def _owns_nothing(code, offset):
    before = max(0, offset - 40)
    return bool(_EMPTY_BRACES.match(code, offset) or _PLAIN_VALUE.search(code, before, offset))


def _begins_lambda(code, offset):
    if code[offset] != "[":
        return False
    return _last_before(code, offset) in ("(", ",", "=", "{", "&", "|", "?", ":", "")


def _end_of_lambda(code, offset):
    """Behind the body of the lambda whose capture list begins at `offset`."""
    body = code.find("{", cpp_text.skip_brackets(code, offset))
    return len(code) if body < 0 else cpp_text.skip_brackets(code, body)


def _is_statement_body(code, offset):
    """`if (x) co_await y() {` does not exist; `{` after `)` at depth 0 opens a block."""
    return _last_before(code, offset) == ")"


def _last_before(code, offset):
    """The last character before `offset` that is no white space."""
    return code[max(0, offset - 200) : offset].rstrip()[-1:]
