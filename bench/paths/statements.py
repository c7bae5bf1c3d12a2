"""SQL of the program's statements, read from its sources: the limit is asked the very same."""
import pathlib
import re

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src"
LITERAL = r'"(?:[^"\\]|\\.)*"'


def text_of(pieces, macros):
    text = ""
    for piece in re.findall(LITERAL + r"|\w+", pieces):
        if piece.startswith('"'):
            text += piece[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        elif piece in macros:
            text += text_of(macros[piece], {})
        else:
            raise ValueError(f"cannot read {piece} in a statement")
    return text


def statement(source, name):
    """The SQL of the statement called `name` in the file `source` under src."""
    code = (SOURCES / source).read_text()
    macros = dict(re.findall(r"#define (\w+)((?:.*\\\n)+.*)\n", code))
    macros = {key: value.replace("\\\n", " ") for key, value in macros.items()}
    piece = rf"(?:{LITERAL}|\b[A-Z_]+\b)"
    found = re.search(
        rf'"{re.escape(name)}",\s*(?:\.sql\s*=\s*)?((?:{piece}\s*)+)[,}}]', code)
    if not found:
        raise ValueError(f"{source} has no statement {name}")
    return text_of(found.group(1), macros)


def filled(sql, values):
    """`$n` becomes a variable of pgbench or NULL, which pgbench has no variable for."""
    return re.sub(r"\$(\d+)", lambda number: values[int(number.group(1)) - 1], sql)
