# SPDX-License-Identifier: BSD-3-Clause
"""The commands of `./darner`, and what they all share: help, complaints, exit statuses."""

from __future__ import annotations

import argparse
import difflib
import errno
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from front import bootstrap
from front.complaint import Complaint, Status, say

BEGIN = """\
usage: ./darner COMMAND [OPTION...]

Darner makes kernels from declarations: write a system call once, in Python, and
get its C, assembly, stubs, manual page and tests, for i386 and x86_64.

Begin with
    ./darner run                    build the x86_64 kernel and boot it right here
    ./darner test                   build everything and prove that it works

then try
    ./darner run --arch i386        the other architecture
    ./darner run --exec calls       one command in the guest, its output, and off
    ./darner describe               the whole kernel on one screen
    ./darner run --gdb              stop before the first instruction, in a debugger

What is missing on this machine is installed first (as root), or named.
"""

END = """\
`./darner COMMAND --help` explains a command with its options.
Exit status: 0 done; 1 a mistake in a declaration, in C, in a test or in what was
typed; 2 a bug of Darner's own; 3 something is missing on the machine; 4 the boot
failed; 5 it could not be judged; 10 the command of `run --exec` failed."""


@dataclass(frozen=True)
class Command:
    """A word of the command line.

    Its module has `options`, which reads the words from this one on; `needs`, which
    says what of front/needs.py they take; and `main`, which does the work.
    """

    name: str
    summary: str
    module: str


#: Errors that are nobody's bug: no room, no permission, no more of something.
OF_THE_MACHINE = frozenset({
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EMFILE,
    errno.ENFILE, errno.ENOMEM, errno.EIO,
})

#: Those that another place may not have.
UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

#: The module that hands words to the generator.
GENERATOR = "front.generator"

COMMANDS = (
    Command("run", "build a kernel and boot it on this terminal", "front.run"),
    Command("console", "join the console of a kernel that is in a debugger", "front.attach"),
    Command("trace", "decode what a kernel recorded", "front.trace"),
    Command("test", "set up, build, and run the tests", "front.suite"),
    Command("bench", "measure the kernels and the toolchain beside their bars", "front.bench"),
    Command("torture", "do everything at once on many CPUs, for long", "front.torture"),
    Command("doctor", "show what is needed, what was found, how to get the rest", "front.doctor"),
    Command("check", "load every declaration and apply every rule", GENERATOR),
    Command("fix", "mend what can be mended mechanically", GENERATOR),
    Command("abi", "show what changed for programs; --update writes the locks", GENERATOR),
    Command("describe", "show the whole kernel on one screen", GENERATOR),
    Command("show", "draw a layout, call, register, message, port or token", GENERATOR),
    Command("graph", "draw who sends to whom, and what comes in which order", GENERATOR),
    Command("why", "show what declares a generated line, and which template shaped it", GENERATOR),
    Command("prove", "have spin check the protocols of ports", GENERATOR),
    Command("explain", "explain a diagnostic by its code", GENERATOR),
    Command("model", "print the model that the declarations make, one line a node", GENERATOR),
    Command("new", "write the first lines of a call, a port, a message, a subsystem", GENERATOR),
)


class Parser(argparse.ArgumentParser):
    """An argparse that complains as everything here does."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Turn a misuse into a complaint."""
        raise Complaint(
            Status.MISTAKE, f"{message}.", f"`{self.prog} --help` shows what can be said."
        )


def parser(name: str, description: str) -> Parser:
    """Return the empty parser of a command."""
    return Parser(
        prog=f"./darner {name}", description=description, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def help_text() -> str:
    """Return what `./darner --help` prints."""
    rows = "\n".join(f"    {row.name:12}{row.summary}" for row in COMMANDS)
    return f"{BEGIN}\nCommands:\n{rows}\n\n{END}"


def command(word: str) -> Command:
    """Return the command called `word`."""
    for row in COMMANDS:
        if row.name == word:
            return row
    near = difflib.get_close_matches(word, [row.name for row in COMMANDS], n=1)
    raise Complaint(
        Status.MISTAKE,
        f"there is no command `{word}`.",
        f"Did you mean `./darner {near[0]}`?" if near else "`./darner --help` lists them all.",
    )


def dispatch(root: Path, argv: Sequence[str]) -> int:
    """Run what the command line says; return the exit status."""
    if not argv or list(argv) in (["-h"], ["--help"], ["help"]):
        print(help_text())
        return Status.OK
    words = [argv[1], "--help"] if argv[0] == "help" else list(argv)
    row = command(words[0])
    module = importlib.import_module(row.module)
    options = module.options(words)
    bootstrap.ensure(root, module.needs(options), words)
    return int(module.main(root, options))


def main(root: str, argv: Sequence[str]) -> int:
    """Run a command; whatever happens, end with one of our statuses and no traceback."""
    open_streams()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    try:
        status = dispatch(Path(root), argv)
        sys.stdout.flush()
    except Complaint as complaint:
        complaint.show()
        return complaint.status
    except KeyboardInterrupt:
        say("interrupted.")
        return Status.INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return Status.OK
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            return internal_error(Path(root), error)
        # What could not be written is tried again at the end, and would be told again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return refused(Path(root), error)
    except Exception as error:
        return internal_error(Path(root), error)
    return status


def refused(root: Path, error: OSError) -> int:
    """Say what the system has refused, and whether the tree's place is the reason."""
    file = Path(str(error.filename or ""))
    cure = "Copy the tree to where you may write." if file.is_relative_to(root) else ""
    Complaint(Status.MISSING, f"{file}: {error.strerror}." if error.filename else
              f"{error.strerror}.", cure if error.errno in UNWRITABLE else "").show()
    return Status.MISSING


def open_streams() -> None:
    """Give whoever closed standard input, output or error an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # It gets the lowest free descriptor, the one that is missing.
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115


def end(number: int, _frame: object) -> None:
    """Leave through every `finally`, so that no guest is left running."""
    sys.exit(128 + number)


def internal_error(root: Path, error: Exception) -> int:
    """Say where we failed; the traceback is for us, in a file."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    file = Path(where.filename)
    name = file.relative_to(root) if file.is_relative_to(root) else file
    say(f"internal error at {name}:{where.lineno}: {type(error).__name__}: {error}")
    note = root / "out" / "internal-error.txt"
    try:
        note.parent.mkdir(exist_ok=True)
        note.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        traceback.print_exception(error)
    else:
        say("this is a bug of ours, not of yours; out/internal-error.txt has what we need to know")
    return Status.OUR_BUG
