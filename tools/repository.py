"""The repository's files, read once, and what the checks say about them."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import cpp_text

SKIPPED_FOLDERS = {".git", "build", "var", "node_modules", "dist", ".cache", "__pycache__"}
CPP_ENDINGS = (".cpp", ".hpp", ".h")
WEB_ENDINGS = (".ts", ".tsx")


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class SourceFile:
    path: str  # relative to the root, with forward slashes
    text: str

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @cached_property
    def code(self):
        """C++ with the contents of comments and literals blanked; same length, same lines."""
        return cpp_text.blank(self.text, comments=True, literals=True)

    @cached_property
    def code_with_literals(self):
        return cpp_text.blank(self.text, comments=True, literals=False)

    @property
    def is_cpp(self):
        return self.path.endswith(CPP_ENDINGS)

    @property
    def is_header(self):
        return self.path.endswith((".hpp", ".h"))

    @property
    def is_test(self):
        """Lies in tests/ or is named as a test; fuzz targets count as tests."""
        return is_test_path(self.path)

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def finding(self, offset, message):
        return Finding(self.path, self.line_of(offset), message)


def is_test_path(path):
    name = path.rsplit("/", 1)[-1]
    return bool(
        re.search(r"(^|/)(tests|fuzz)/", path)
        or re.search(r"_test\.\w+$|\.test\.tsx?$", name)
    )


@dataclass
class Repository:
    root: Path
    files: dict = field(default_factory=dict)  # path -> SourceFile

    @classmethod
    def load(cls, root, wanted):
        """Reads every file whose path `wanted` accepts; files that are not text are left out."""
        root = Path(root)
        repository = cls(root)
        for path in sorted(_paths(root)):
            if not wanted(path):
                continue
            try:
                text = (root / path).read_text(encoding="utf-8")
            except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
                continue
            repository.files[path] = SourceFile(path, text)
        return repository

    def below(self, folder, endings=CPP_ENDINGS):
        prefix = folder.rstrip("/") + "/"
        return [
            file
            for path, file in self.files.items()
            if path.startswith(prefix) and path.endswith(endings)
        ]


def _paths(root):
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"],
            capture_output=True,
            check=True,
        )
        return set(os.fsdecode(listed.stdout).split("\0")) - {""}
    found = set()
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        found.update(os.path.relpath(os.path.join(folder, name), root) for name in names)
    return found


def report(findings, what):
    """Prints the findings; the exit status of a check."""
    for finding in sorted(set(findings)):
        print(finding)
    if not findings:
        print(f"{what}: no violations")
    return 1 if findings else 0
