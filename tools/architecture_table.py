"""Who may depend on whom, and where each third-party header is at home.

The table is the design. To need a new arrow is a design question: change it here and say why in
the commit. An entry that ends in /* stands for every module below that folder.
"""

import re

_FOUNDATION = ("base", "infra/config", "infra/log", "infra/metrics", "infra/crypto")
_RUNNING = _FOUNDATION + ("infra/runtime", "infra/trace")
_OUTGOING = _RUNNING + ("infra/http_client",)
_PURE = ("features/reading", "features/findings", "features/clocks")
_SLICE = ("base", "infra/*", "features/users", "features/audit")
_READER = _SLICE + _PURE
_DISPUTES = _READER + ("features/tradelines", "features/letters")

MAY_DEPEND_ON = {
    "base": (),
    "infra/config": ("base",),
    "infra/log": ("base",),
    "infra/metrics": ("base",),
    "infra/crypto": ("base",),
    "infra/runtime": ("base", "infra/log", "infra/metrics"),
    "infra/trace": ("base", "infra/log", "infra/metrics"),
    "infra/http": _RUNNING,
    "infra/http_client": _RUNNING,
    "infra/postgres": _RUNNING,
    "infra/redis": _RUNNING,
    "infra/sandbox": _RUNNING,
    "infra/jobs": _RUNNING + ("infra/postgres",),
    "infra/ratelimit": _RUNNING + ("infra/redis",),
    "infra/blob": _OUTGOING,
    "infra/llm": _OUTGOING,
    "infra/mail": _OUTGOING,
    "infra/payment": _OUTGOING,
    "infra/email": _OUTGOING,
    "infra/html": ("base",),
    "infra/pdf": ("base", "infra/runtime", "infra/sandbox"),
    "infra/ocr": ("base", "infra/runtime", "infra/sandbox", "infra/http_client"),
    "features/reading": ("base",),
    "features/clocks": ("base",),
    "features/findings": ("base", "features/reading", "features/clocks"),
    "features/audit": ("base", "infra/*"),
    "features/users": ("base", "infra/*", "features/audit"),
    "features/tradelines": _READER,
    "features/scores": _READER,
    "features/letters": _READER,
    "features/notifications": _READER,
    "features/search": _READER,
    # The start page shows reports and disputes as their own pages do: one shape, written once.
    "features/dashboard": _READER + ("features/reports", "features/disputes"),
    "features/reports": _READER + ("features/tradelines", "features/scores"),
    "features/disputes": _DISPUTES,
    "features/mailings": _DISPUTES + ("features/disputes",),
    "features/capacity": ("base", "infra/runtime", "infra/http"),
    "features/maintenance": _SLICE,
    "features/console": _SLICE,
    "features/synthetic": ("base", "infra/*", "features/*"),
    "app": ("base", "infra/*", "features/*"),
}

# Folders outside src/ that are at home with every test and benchmark library.
TESTS = "tests"

_TLS_HOMES = ("infra/crypto", "infra/http", "infra/http_client", "infra/redis")
_THIRD_PARTY = (
    (r"libpq|postgres_ext\.h|pg_config", ("infra/postgres",)),
    (r"boost/beast", ("infra/http", "infra/http_client")),
    (r"boost/asio/ssl|openssl/", _TLS_HOMES),
    (r"sodium", ("infra/crypto",)),
    (r"curl/", ("infra/email",)),
    # Synthetic draws the reports that readers are tested with, by a hand of its own: sharing the
    # letters' drawing would let one mistake hide the other.
    (r"cairo|pango", ("features/letters", "features/synthetic")),
    (r"tesseract/|leptonica/", ("infra/ocr",)),
    (r"poppler|qpdf/", ("infra/pdf",)),
    (r"seccomp\.h|linux/(seccomp|landlock|filter)\.h", ("infra/sandbox",)),
    (r"spdlog/", ("infra/log",)),
    (r"prometheus/", ("infra/metrics",)),
    (r"toml\+\+/", ("infra/config",)),
    (r"CLI/", ("app",)),
    (r"gtest/|gmock/|rapidcheck|benchmark/", (TESTS,)),
)
THIRD_PARTY_HOMES = tuple((re.compile(pattern), homes) for pattern, homes in _THIRD_PARTY)

# Headers that code without I/O has no use for.
_IO_HEADERS = re.compile(
    r"boost/asio|(fstream|iostream|thread|mutex|condition_variable|future|filesystem|unistd\.h"
    r"|sys/.*)$"
)
_STREAMS = re.compile(r"(i|o|s)stream$")
PURE_MODULES = ("base",) + _PURE
BASE_BOOST = "boost/system/result.hpp"


def tier(module):
    return ("base", "infra", "features", "app").index(module.split("/")[0])


def is_named(module, name):
    """Migrations name their owner by its folder, or by the folder's last word."""
    return name in (module, module.rpartition("/")[2])


def knows(name):
    return any(is_named(module, name) for module in MAY_DEPEND_ON)


def row_of(module):
    """The module's row, or that of the module it lies in; None when the table knows neither."""
    while module:
        if module in MAY_DEPEND_ON:
            return MAY_DEPEND_ON[module]
        module = module.rpartition("/")[0]
    return None


def allows(module, dependency):
    return any(
        dependency == entry or (entry.endswith("/*") and dependency.startswith(entry[:-1]))
        for entry in row_of(module) or ()
    )


def third_party_home(header):
    """The modules that may include the header; None when every module may."""
    for pattern, homes in THIRD_PARTY_HOMES:
        if pattern.match(header):
            return homes
    return None


def impure_header(module, header):
    """Why a module without I/O may not include the header; None when it may."""
    if module not in PURE_MODULES:
        return None
    if _IO_HEADERS.match(header) or (module == "base" and _STREAMS.match(header)):
        return f"{module} does no I/O: not <{header}>"
    if module == "base" and header.startswith("boost/") and header != BASE_BOOST:
        return f"base knows the standard library and <{BASE_BOOST}> only, not <{header}>"
    return None
