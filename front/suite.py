# SPDX-License-Identifier: BSD-3-Clause
"""`./darner test`: the tests of everything, in the virtual environment."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from front.cli import parser as empty_parser
from front.complaint import Status, say
from front.needs import EVERYTHING
from front.terminal import ctrl_c_is_theirs

#: Pytest's plugins cost a second to discover; these are the ones that we use.
PLUGINS = ("pytest_timeout", "xdist")

#: Exit statuses of pytest.
INTERRUPTED, NO_TESTS = 2, 5


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line; what is not ours is pytest's."""
    known, rest = parser().parse_known_args(words[1:])
    known.rest = rest
    return known


def parser() -> argparse.ArgumentParser:
    """Return the command's parser."""
    result = empty_parser(
        "test", "Set up, build both kernels, and run the tests: of the toolchain, of the\n"
        "kernels in QEMU, and the ones generated from declarations.  A failure prints the\n"
        "command that repeats it alone.",
    )
    result.usage = "./darner test [-k EXPR] [--all] [--gdb] [PATH | PYTEST-OPTION]..."
    result.epilog = (
        "examples:\n"
        "    ./darner test                           what CI runs\n"
        "    ./darner test tests/gen                 one folder\n"
        "    ./darner test -k 'getpid and i386'      the tests so named\n"
        "    ./darner test --gdb -k TEST             one boot test, in a debugger\n"
        "    ./darner test -n 0                      one test at a time, not one on each core"
    )
    result.add_argument("-k", metavar="EXPR", help="only the tests whose names match")
    result.add_argument("--all", action="store_true", help="also what is too long for every run")
    result.add_argument("--gdb", action="store_true", help="debug the kernel of one boot test")
    return result


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """The tests use everything."""
    return EVERYTHING


def main(root: Path, options: argparse.Namespace) -> int:
    """Run pytest on what was chosen."""
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    process = subprocess.Popen(command(options), cwd=root, env=environment)
    try:
        with ctrl_c_is_theirs():
            status = process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)  # it ends its guests, and says how far it came
        process.wait()
        raise
    if status == INTERRUPTED:
        raise KeyboardInterrupt
    if status == NO_TESTS:
        say("no test was chosen; `./darner test --collect-only -q` lists them all.")
    return Status.OK if status == 0 else Status.MISTAKE


def many(options: argparse.Namespace) -> bool:
    """Tell whether so much was chosen that other processes pay for their start."""
    return not options.k and not any(".py" in word for word in options.rest)


def command(options: argparse.Namespace) -> list[str]:
    """Return the pytest command line that `options` mean."""
    line = [sys.executable, "-m", "pytest"]
    for plugin in PLUGINS:
        line += ["-p", plugin]
    if not options.all:
        line += ["-m", "not slow"]
    if options.k:
        line += ["-k", options.k]
    if not options.gdb and many(options):
        # A file's tests share what they build; the long ones are not the last.
        line += ["-n", str(len(os.sched_getaffinity(0))), "--dist", "loadfile",
                 "--no-loadscope-reorder"]
    if options.gdb:
        # The person at the debugger takes all the time in the world.
        line += ["--gdb", "-s", "--timeout=0"]
    return [*line, *options.rest]
