#!/usr/bin/python3
"""Writes man pages and shell completion from what the program says about itself.

    tools/command_line_docs.py PROGRAM FOLDER

Makes FOLDER/fairfile*.1, fairfile.toml.5 and fairfile.bash.
Nothing is written twice: commands and options come from --help, settings from `fairfile config`.
"""

import re
import subprocess
import sys
from pathlib import Path

NAME = "fairfile"
EXIT = """.SH EXIT STATUS
0 done; 1 the answer is no; 2 wrong use; 3 something it needs is missing.
"""


def ask(program, *words):
    answer = subprocess.run([program, *words], capture_output=True, text=True, check=True)
    return answer.stdout


class Command:
    """One command with what its --help says, and the commands below it."""

    def __init__(self, program, words=()):
        self.words = words
        text = ask(program, *words, "--help")
        self.title = text.splitlines()[0].strip()
        self.usage = re.search(r"^Usage: (.*)$", text, re.M)[1]
        self.arguments = self._entries(text, "Positionals")
        self.options = self._entries(text, "Options")
        self.footer = text.rstrip().rsplit("\n\n", 1)[-1].strip()
        below = self._entries(text, "Subcommands")
        self.commands = [Command(program, (*words, name)) for name, _ in below]

    @staticmethod
    def _entries(text, heading):
        block = re.search(rf"^{heading}:\n((?:  .*\n)+)", text, re.M)
        entries = []
        for line in block[1].splitlines() if block else []:
            found = re.match(r"  (\S.*?)(?:\s{2,}(.*))?$", line)
            if found:
                entries.append([found[1], found[2] or ""])
            else:
                entries[-1][1] = f"{entries[-1][1]} {line.strip()}".strip()
        return [tuple(one) for one in entries]

    def flags(self):
        return [f for name, _ in self.options for f in re.findall(r"--?[a-z][\w-]*", name)]

    def everything(self):
        yield self
        for one in self.commands:
            yield from one.everything()


def roff(text):
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    escaped = escaped.replace("“", '"').replace("”", '"').replace("§", "section ")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.M)


def entries_of(pairs):
    return "".join(f".TP\n.B {roff(name)}\n{roff(words) or '.'}\n" for name, words in pairs)


def page_of(command, top):
    full = "-".join((NAME, *command.words))
    lines = [f'.TH {full.upper()} 1 "" "{NAME}" "User Commands"\n']
    lines.append(f".SH NAME\n{roff(full)} \\- {roff(command.title)}\n")
    lines.append(f".SH SYNOPSIS\n{roff(command.usage)}\n")
    if command.arguments:
        lines.append(f".SH ARGUMENTS\n{entries_of(command.arguments)}")
    lines.append(f".SH OPTIONS\n{entries_of(command.options)}")
    if command.commands:
        lines.append(".SH COMMANDS\n")
        lines.append(entries_of((" ".join(one.words), one.title) for one in command.commands))
    if command.footer and command.footer != top.footer and ":" not in command.footer[:1]:
        if not command.footer.startswith(("Options:", "  ")):
            lines.append(f".SH NOTES\n{roff(command.footer)}\n")
    lines.append(EXIT)
    lines.append(".SH SEE ALSO\n.BR fairfile.toml (5)")
    others = [] if command is top else [top]
    others += command.commands if command is top else []
    for other in others:
        lines.append(f",\n.BR {roff('-'.join((NAME, *other.words)))} (1)")
    return "".join(lines) + "\n"


def settings_page(program):
    rows = ask(program, "config").splitlines()
    starts = [rows[0].index(word) for word in ("Value", "From", "What")]
    lines = [f'.TH FAIRFILE.TOML 5 "" "{NAME}" "File Formats"\n']
    lines.append(".SH NAME\nfairfile.toml \\- settings of fairfile\n")
    lines.append(
        ".SH DESCRIPTION\nThe file that the environment variable FAIRFILE_CONFIG names: lines of\n"
        '.IR NAME " = " """ value """ .\n'
        "The same names are read from the environment, which wins. A name that ends in _FILE\n"
        "names a file that holds the value, for secrets.\n.SH SETTINGS\n"
    )
    for row in rows[1:]:
        name = row.split()[0]
        value, words = row[starts[0] : starts[1]].strip(), row[starts[2] :].strip()
        default = f" Default: {roff(value)}." if value else ""
        lines.append(f".TP\n.B {name}\n{roff(words)}{default}\n")
    return "".join(lines) + ".SH SEE ALSO\n.BR fairfile (1)\n"


def completion_of(top):
    cases = []
    for command in top.everything():
        words = [one.words[-1] for one in command.commands] + command.flags()
        pattern = " ".join(command.words) or '""'
        cases.append(f'        {pattern!r}) words={" ".join(words)!r} ;;'.replace("'\"\"'", "''"))
    listed = "\n".join(cases)
    return f"""# Completion for fairfile(1); written from its --help.
_fairfile() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} command= word words=
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        [[ $word == -* ]] || _fairfile_has "${{command:+$command }}$word" || continue
        [[ $word == -* ]] || command=${{command:+$command }}$word
    done
    words=$(_fairfile_words "$command")
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    [[ $current == -* || ${{#COMPREPLY[@]}} -gt 0 ]] ||
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
}}

_fairfile_has() {{
    [[ -n $(_fairfile_words "$1") ]]
}}

_fairfile_words() {{
    local words=
    case $1 in
{listed}
    esac
    printf '%s' "$words"
}}

complete -o filenames -F _fairfile fairfile
"""


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    top = Command(program)
    for command in [top, *top.commands]:
        name = "-".join((NAME, *command.words))
        page = page_of(command, top)
        for below in command.commands if command is not top else []:
            title = f".SH {roff(' '.join((NAME, *below.words))).upper()}\n"
            page += f"{title}{roff(below.title)}\n.P\n{roff(below.usage)}\n"
            page += entries_of([*below.arguments, *below.options])
        (folder / f"{name}.1").write_text(page, encoding="utf-8")
    (folder / "fairfile.toml.5").write_text(settings_page(program), encoding="utf-8")
    (folder / "fairfile.bash").write_text(completion_of(top), encoding="utf-8")


if __name__ == "__main__":
    main()
