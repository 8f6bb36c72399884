# SPDX-License-Identifier: BSD-3-Clause
"""`./darner run`: build a kernel, boot it on this terminal."""

from __future__ import annotations

import argparse
import dataclasses
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from front.build import build
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.extract import Extract
from front.guest import Guest
from front.kvm import insist_on_kvm
from front.qemu import Machine, Verdict, classify, command, machines
from front.talk import by_command, by_hand, by_script

#: Seconds after which a command in the guest is given up.
EXEC_LIMIT = 120.0


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    return parser().parse_args(words[1:])


def parser() -> argparse.ArgumentParser:
    """Return the command's parser."""
    result = empty_parser(
        "run",
        "Build a kernel and boot it in QEMU, its console on this terminal.\n"
        "`halt` at the prompt, or Ctrl-C, ends it.",
    )
    result.epilog = (
        "examples:\n"
        "    ./darner run                           x86_64, at a prompt\n"
        "    ./darner run --arch i386 --exec ps     one command, its output alone\n"
        "    ./darner run --gdb                     stopped at the first instruction, in gdb"
    )
    add = result.add_argument
    add("--arch", choices=("i386", "x86_64"), default="x86_64", help="default: x86_64")
    add("--config", choices=("DEBUG", "GENERIC", "BENCH"), default="DEBUG", help="default: DEBUG")
    add("--machine", default="q35", help="a declared machine (default: q35)")
    add("--cpu", help="another model of QEMU's than the machine's")
    add("--accel", choices=("tcg", "kvm"), default="tcg", help="kvm is tried first (default: tcg)")
    add("--gdb", action="store_true", help="debug the kernel from its first instruction")
    add("--exec", metavar="COMMAND", help="run one prompt command, print its output, power off")
    add("--append", default="", metavar="WORDS", help="more words for the kernel's command line")
    return result


def needs(options: argparse.Namespace) -> frozenset[str]:
    """Building and booting; gdb when it is asked for."""
    return frozenset({"venv", "build", "boot"} | ({"gdb"} if options.gdb else set()))


def main(root: Path, options: argparse.Namespace) -> int:
    """Build, boot, and talk."""
    folder = build(root, options.arch, options.config)
    on = chosen(folder, options)
    if options.accel == "kvm":
        insist_on_kvm(f"qemu-system-{options.arch}", on.cpu)
    run = uuid.uuid4().hex[:12]
    words = f"run={run} {options.append}".strip()
    if options.exec is not None:
        words += f" exec={quote(options.exec, safe='')}"
    line = command(
        folder / "kernel.elf", on, words, arch=options.arch, accel=options.accel
    )
    if options.gdb:
        return debug(folder, line)
    return execute(line, run) if options.exec is not None else sit(line)


def chosen(folder: Path, options: argparse.Namespace) -> Machine:
    """Return the machine that was asked for."""
    known = {m.name: m for m in machines(folder / "gen") if m.medium == "kernel"}
    if options.machine not in known:
        raise Complaint(
            Status.MISTAKE,
            f"no machine `{options.machine}` is declared for {options.arch}.",
            f"There are {', '.join(sorted(known))} (kernel-src/config/decl.py).",
        )
    on = known[options.machine]
    return dataclasses.replace(on, cpu=options.cpu) if options.cpu else on


def sit(line: list[str]) -> int:
    """Let a person, or a script on standard input, use the guest."""
    with Guest(line) as guest:
        if sys.stdin is not None and sys.stdin.isatty():
            say("`halt` or Ctrl-C ends the machine.")
            if by_hand(guest):
                return Status.OK
        else:
            by_script(guest)
        return judged(guest)


def judged(guest: Guest) -> int:
    """Return what the guest's end means; complain where it failed."""
    status = guest.status()
    verdict = classify(status)
    if verdict is Verdict.PASSED:
        return Status.OK
    if verdict is Verdict.PANIC:
        raise Complaint(Status.BOOT_FAILED, "the kernel has panicked.", "Its last words are above.")
    if verdict is Verdict.FAILED:
        raise Complaint(Status.BOOT_FAILED, "the kernel ended with a failure.")
    if verdict is Verdict.RESET:
        return Status.OK  # reboot: QEMU does not start the machine again
    raise Complaint(
        Status.NOT_JUDGED, f"QEMU ended with {status}: {guest.complaint() or 'it says nothing'}."
    )


def execute(line: list[str], run: str) -> int:
    """Run one command in the guest and print its output alone."""
    extract = Extract(run)
    with Guest(line) as guest:
        try:
            log = by_command(guest, extract, EXEC_LIMIT)
        except TimeoutError:
            raise Complaint(
                Status.NOT_JUDGED, f"the command did not end within {EXEC_LIMIT:.0f} seconds."
            ) from None
        if extract.status is None:
            tail = log.decode(errors="replace")[-2000:]
            sys.stderr.write(tail)
            raise Complaint(Status.BOOT_FAILED, "the kernel ended before the command did.")
        guest.status()
    return Status.OK if extract.status == 0 else Status.COMMAND_FAILED


def debug(folder: Path, line: list[str]) -> int:
    """Start QEMU stopped, on a private socket, and gdb with the kernel's symbols."""
    with tempfile.TemporaryDirectory(prefix="darner-") as place:
        socket = os.path.join(place, "gdb")
        serial = os.path.join(place, "console")
        stopped = [*line, "-S", "-gdb", f"unix:{socket},server=on,wait=off"]
        stopped[stopped.index("stdio")] = f"file:{serial}"
        say(f"the console goes to {serial}; gdb's `quit` ends the machine.")
        with Guest(stopped):
            gdb = ["gdb", "-q", str(folder / "kernel.elf"), "-ex", f"target remote {socket}"]
            return Status.OK if subprocess.call(gdb) == 0 else Status.OUR_BUG
