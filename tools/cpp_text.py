"""C++ source as the checks need it: comments and literals told apart from code."""

import re
from dataclasses import dataclass

# A quote after a digit is a digit separator (10'485'760), not the start of a character.
_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\((?P<raw_body>.*?)\)(?P=mark)")
      | (?P<string>"(?P<body>(?:\\.|[^"\\\n])*)")
      | (?P<character>(?<![0-9])'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.DOTALL,
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?P<quote>["<])(?P<path>[^">\n]+)[">]', re.M)
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank(text, comments, literals):
    """Spaces instead of comments and literals, so that offsets and lines stay what they are."""

    def replace(match):
        is_comment = match.group("comment") is not None
        if comments if is_comment else literals:
            return _NOT_NEWLINE.sub(" ", match.group())
        return match.group()

    return _TOKEN.sub(replace, text)


@dataclass(frozen=True)
class Literal:
    """A string literal; neighbours with only white space between them are one."""

    offset: int
    text: str


def string_literals(text):
    literals = []
    end_of_last = None
    for match in _TOKEN.finditer(text):
        if match.group("comment") or match.group("character"):
            continue
        body = match.group("raw_body") if match.group("raw") else match.group("body")
        if not match.group("raw"):
            body = body.replace("\\n", "\n").replace('\\"', '"')
        joins = end_of_last is not None and _only_space(text[end_of_last : match.start()])
        if joins:
            literals[-1] = Literal(literals[-1].offset, literals[-1].text + body)
        else:
            literals.append(Literal(match.start(), body))
        end_of_last = match.end()
    return literals


def _only_space(text):
    return not blank(text, comments=True, literals=False).strip()


@dataclass(frozen=True)
class Include:
    offset: int
    path: str
    angled: bool


def includes(code_with_literals):
    return [
        Include(match.start("path"), match.group("path"), match.group("quote") == "<")
        for match in _INCLUDE.finditer(code_with_literals)
    ]


_CLOSING = {"(": ")", "[": "]", "{": "}"}


def skip_brackets(code, start):
    """The offset behind the bracket that closes the one at `start`; `code` has no literals."""
    waiting = []
    for offset in range(start, len(code)):
        character = code[offset]
        if character in _CLOSING:
            waiting.append(_CLOSING[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
            if not waiting:
                return offset + 1
    return len(code)
