#!/usr/bin/python3
"""Runs a program under the system-call rules of a unit, as systemd would put them on.

    tests/deploy/unit_filter.py UNIT PROGRAM WORDS...

SystemCallFilter, RestrictNamespaces, RestrictAddressFamilies, MemoryDenyWriteExecute and UMask
are read from the unit; systemd-analyze tells what its sets hold. What is not
allowed answers EPERM. The unit's rules about files are not put on.
"""

import ctypes
import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

ALLOW = 0x7FFF0000
ERRNO = 0x00050000
EQUAL, MASKED_EQUAL = 4, 7
WRITE, EXECUTE = 2, 4
NAMESPACES = {
    "mnt": 0x00020000, "cgroup": 0x02000000, "uts": 0x04000000, "ipc": 0x08000000,
    "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000,
}


class Compare(ctypes.Structure):
    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operation", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    ]


class Filter:
    def __init__(self):
        self.library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
        self.library.seccomp_init.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.library.seccomp_init(ERRNO | errno.EPERM))

    def rule(self, action, name, *compares):
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return  # another architecture's
        array = (Compare * len(compares))(*compares)
        failed = self.library.seccomp_rule_add_array(
            self.context, ctypes.c_uint32(action), number, len(compares), array
        )
        if failed:
            raise OSError(-failed, f"no rule for {name}")

    def load(self):
        failed = self.library.seccomp_load(self.context)
        if failed:
            raise OSError(-failed, "the filter is not taken")


def settings_of(unit):
    text = Path(unit).read_text(encoding="utf-8")
    found = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", text, re.M):
        found.setdefault(key, []).append(value)
    return found


def expand(name):
    if not name.startswith("@"):
        return {name}
    command = ["systemd-analyze", "syscall-filter", "--no-pager", name]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    inside = [line.strip() for line in text.splitlines()[1:]]
    return set().union(*(expand(one) for one in inside if one and not one.startswith("#")))


def allowed_calls(lines):
    allowed = set()
    for line in lines:
        names = set().union(*(expand(one) for one in line.removeprefix("~").split()))
        allowed = allowed - names if line.startswith("~") else allowed | names
    return allowed


def put_on(unit):
    settings = settings_of(unit)
    rules = Filter()
    calls = allowed_calls(settings["SystemCallFilter"])
    conditional = {"socket", "mmap", "mprotect", "unshare", "clone", "clone3", "setns"}
    for name in sorted(calls - conditional):
        rules.rule(ALLOW, name)

    for family in settings["RestrictAddressFamilies"][0].split():
        rules.rule(ALLOW, "socket", Compare(0, EQUAL, getattr(socket, family), 0))
    assert settings["MemoryDenyWriteExecute"] == ["yes"]
    rules.rule(ALLOW, "mmap", Compare(2, MASKED_EQUAL, WRITE, 0))
    rules.rule(ALLOW, "mmap", Compare(2, MASKED_EQUAL, EXECUTE, 0))
    rules.rule(ALLOW, "mprotect", Compare(2, MASKED_EQUAL, EXECUTE, 0))
    named = settings["RestrictNamespaces"][0].split()
    kept = [flag for name, flag in NAMESPACES.items() if name not in named]
    for call in ("unshare", "clone"):
        rules.rule(ALLOW, call, Compare(0, MASKED_EQUAL, sum(kept), 0))
    rules.rule(ERRNO | errno.ENOSYS, "clone3")

    os.umask(int(settings["UMask"][0], 8))
    rules.load()


def main():
    unit, *command = sys.argv[1:]
    put_on(unit)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
