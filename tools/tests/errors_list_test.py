"""docs/api/errors.md lists the codes that the source can answer with: all of them and no others."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "api" / "errors.md"

# Said on the terminal of whoever starts or administers the program, never in an answer.
TERMINAL_ONLY = ("app.", "config.", "migration.", "embedded.", "synthetic.")

CODE = r'"([a-z0-9_]+\.[a-z0-9_]+)"'
MAKES_ERROR = (
    re.compile(r"Failure::\w+,\s*(?:\.code\s*=\s*)?(?:[\w.]+\s*\?\s*)?" + CODE),
    re.compile(r"Failure::\w+,\s*[\w.]+\s*\?\s*\"[a-z0-9_.]+\"\s*:\s*" + CODE),
    re.compile(r"\bcode\s*=\s*" + CODE),
    re.compile(r"\btry_again\(\s*" + CODE),
    re.compile(r'\{"[0-9A-Z]{5}",\s*' + CODE),
)
COMMENT = re.compile(r"//[^\n]*")
ROW = re.compile(r"^\| `([a-z0-9_]+\.[a-z0-9_]+)` \| \d{3} \| \S.* \|$", re.MULTILINE)


def codes_in(text):
    text = COMMENT.sub("", text)
    return {code for pattern in MAKES_ERROR for code in pattern.findall(text)}


def codes_in_source():
    found = {}
    for path in sorted((ROOT / "src").rglob("*.[ch]pp")):
        if path.name.endswith("_test.cpp") or path.name.endswith("_test.hpp"):
            continue
        for code in codes_in(path.read_text(encoding="utf-8")):
            found.setdefault(code, path.relative_to(ROOT))
    return {code: path for code, path in found.items() if not code.startswith(TERMINAL_ONLY)}


class ErrorsList(unittest.TestCase):
    def test_every_code_of_the_source_is_listed(self):
        listed = set(ROW.findall(LIST.read_text(encoding="utf-8")))
        found = codes_in_source()
        missing = {code: str(path) for code, path in found.items() if code not in listed}
        self.assertEqual(missing, {})

    def test_every_listed_code_is_in_the_source(self):
        listed = set(ROW.findall(LIST.read_text(encoding="utf-8")))
        self.assertEqual(sorted(listed - set(codes_in_source())), [])

    def test_no_code_is_listed_twice(self):
        listed = ROW.findall(LIST.read_text(encoding="utf-8"))
        self.assertEqual(len(listed), len(set(listed)))

    def test_codes_are_seen_however_the_error_is_made(self):
        text = (
            'return {Failure::missing, "a.gone", "x"}; Error{ .kind = Failure::invalid,\n'
            '.code = "a.wrong"}; {Failure::unreadable, is_large ? "a.large" : "a.broken"};\n'
            'error.code = "a.set"; try_again("a.later"); {"23505", "a.twice"};'
        )
        seen = {"a.gone", "a.wrong", "a.large", "a.broken", "a.set", "a.later", "a.twice"}
        self.assertEqual(codes_in(text), seen)

    def test_logged_compared_and_commented_codes_are_no_answers(self):
        text = 'log.error("a.logged"); if (error.code == "a.known") {} // Failure::bug, "a.said"'
        self.assertEqual(codes_in(text), set())


if __name__ == "__main__":
    unittest.main()
