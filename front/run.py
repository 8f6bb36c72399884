# SPDX-License-Identifier: BSD-3-Clause
"""`./darner run`: build a kernel, boot it on this terminal."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from front.build import Kernel, built_kernel
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.debugger import debug
from front.extract import Extract
from front.guest import Guest
from front.kvm import insist_on_kvm
from front.qemu import Machine, Verdict, classify, command
from front.talk import Screen, by_command, by_hand, by_script
from gen.variants import arches, default, machines, variants

#: Seconds after which a command in the guest is given up, unless --timeout says otherwise.
PATIENCE = 120.0

#: The most seconds that --timeout takes.
DAY = 86400.0

#: Words of the kernel's command line that --append may not say: they are ours.
OURS = ("run=", "exec=", "exit=", "cpus=")

#: The most CPUs that a kernel starts (kernel-src/smp/smp.h).
MOST_CPUS = 16

#: What a kernel's command line may have, with the words that front/qemu.py adds.
LINE_MAX = 480

#: How much of the log is shown when `--exec` goes wrong.
LOG_TAIL = 3000


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
        "    ./darner run --cpus 4                  with more CPUs\n"
        "    ./darner run --gdb                     stopped at the first instruction, in gdb;\n"
        "    ./darner console                       its console, in another terminal\n"
        "\n"
        "in gdb, beside its own commands (`help NAME` explains each):\n"
        "    lwkt-threads [bt] [NAME]   CPUs and threads, what each waits for, who called whom\n"
        "    port [NAME]                the declared ports, or one with the messages that wait\n"
        "    message ADDRESS            what a message says\n"
        "    token, spinlock, serializer, mutex, lockmgr, rcu-domain [NAME]\n"
        "                               who has a lock, who shares it, who waits for it\n"
        "    cpu N; ktr; type LINE      a CPU; what was recorded; keys for the console"
    )
    add = result.add_argument
    add("--arch", choices=arches(), default="x86_64", help="default: x86_64")
    configs = variants()
    told = "; ".join(f"{config.name}: {config.doc.rstrip('.')}" for config in configs)
    add("--config", choices=[config.name for config in configs], default=default(configs),
        help=f"default: {default(configs)}. {told}")
    add("--machine", choices=machines() or None, default="q35",
        help="a declared machine (default: q35); not every one boots every kernel")
    add("--cpu", help="another model of QEMU's than the machine's")
    add("--cpus", type=cpus, metavar="N", help="how many CPUs, 1 to 16, in the machine's place")
    add("--accel", choices=("tcg", "kvm"), default="tcg", help="kvm is tried first (default: tcg)")
    add("--gdb", action="store_true", help="debug the kernel from its first instruction")
    add("--exec", metavar="COMMAND", help="run one prompt command, print its output, power off")
    add("--timeout", type=seconds, default=PATIENCE, metavar="SECONDS",
        help=f"how long --exec may take (default: {PATIENCE:.0f})")
    add("--append", default="", metavar="WORDS", help="more words for the kernel's command line")
    return result


def seconds(word: str) -> float:
    """Read a time."""
    try:
        number = float(word)
    except ValueError:
        number = 0.0
    if not 0 < number <= DAY:
        what = f"must be a number above 0, and at most {DAY:.0f}, not {word!r}"
        raise argparse.ArgumentTypeError(what)
    return number


def cpus(word: str) -> int:
    """Read a number of CPUs."""
    if not word.isdecimal() or not 1 <= int(word) <= MOST_CPUS:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_CPUS}, not {word!r}")
    return int(word)


def needs(options: argparse.Namespace) -> frozenset[str]:
    """Building and booting; gdb when it is asked for."""
    return frozenset({"venv", "build", "boot"} | ({"gdb"} if options.gdb else set()))


def main(root: Path, options: argparse.Namespace) -> int:
    """Build, boot, and talk."""
    run = uuid.uuid4().hex[:12]
    append = words(options, run)  # it complains before anything is built
    with tempfile.TemporaryDirectory(prefix="darner-") as place:
        kernel = built_kernel(root, options.arch, options.config, Path(place))
        on = chosen(kernel, options)
        if options.accel == "kvm":
            insist_on_kvm(f"qemu-system-{options.arch}", on.cpu)
        line = command(kernel.image, on, append, arch=options.arch, accel=options.accel)
        if options.gdb:
            return debug(root, kernel.image, line)
        return sit(line) if options.exec is None else execute(line, run, options.timeout)


def words(options: argparse.Namespace, run: str) -> str:
    """Return the kernel's command line; complain when the loader could not hand it over."""
    line = f"run={run} {options.append}".strip()
    for word in options.append.split():
        if word.startswith(OURS):
            raise Complaint(
                Status.MISTAKE, f"`{word}` is not for --append: ./darner says it itself.",
                "--exec 'COMMAND' runs a command.",
            )
    if options.exec is not None:
        line += f" exec={quote(os.fsencode(options.exec), safe='')}"
    size = len(os.fsencode(line))
    if size > LINE_MAX:
        raise Complaint(
            Status.MISTAKE,
            f"the kernel's command line would have {size} bytes, and {LINE_MAX} fit.",
            "Say it in fewer words: --exec writes all but letters and digits as %xx.",
        )
    return line


def chosen(kernel: Kernel, options: argparse.Namespace) -> Machine:
    """Return the machine that was asked for."""
    known = {m.name: m for m in kernel.machines if m.medium == "kernel"}
    if options.machine not in known:
        raise Complaint(
            Status.MISTAKE,
            f"no machine `{options.machine}` that boots a kernel is declared for {options.arch}.",
            f"There are {', '.join(sorted(known))} (kernel-src/config/decl.py).",
        )
    on = known[options.machine]
    return dataclasses.replace(on, cpu=options.cpu or on.cpu, cpus=options.cpus or on.cpus)


def sit(line: list[str]) -> int:
    """Let a person, or a script on standard input, use the guest."""
    screen = Screen()
    with Guest(line) as guest:
        if sys.stdin is not None and sys.stdin.isatty():
            say("`halt` or Ctrl-C ends the machine.")
            try:
                by_hand(guest, screen)
            except KeyboardInterrupt:
                return Status.OK
        else:
            by_script(guest, screen)
        verdict = classify(guest.status())
        if verdict is Verdict.RESET and screen.prompted:
            say("the machine was reset; QEMU does not start it again.")
            return Status.OK
        if verdict is not Verdict.PASSED:
            raise failure(verdict, guest)
    return Status.OK


def execute(line: list[str], run: str, seconds: float) -> int:
    """Run one command in the guest and print its output alone."""
    extract = Extract(run)
    log: list[bytes] = []
    with Guest(line) as guest:
        try:
            log.extend(by_command(guest, extract, seconds))
        except TimeoutError:
            raise gave_up(extract, seconds) from None
        verdict = classify(guest.status())
        if not (extract.begun and verdict is expected(extract.status)):
            sys.stderr.write(b"".join(log).decode(errors="replace")[-LOG_TAIL:])
            raise failure(verdict, guest)
    return Status.COMMAND_FAILED if extract.status else Status.OK


def expected(status: int | None) -> Verdict:
    """Return how the machine ends after a command with this status; `halt` leaves none."""
    return Verdict.FAILED if status else Verdict.PASSED


def gave_up(extract: Extract, seconds: float) -> Complaint:
    """Return the complaint about a guest that did not come to an end."""
    if extract.begun:
        what = f"the command did not end within {seconds:g} seconds."
        return Complaint(Status.NOT_JUDGED, what, "Give it longer with --timeout SECONDS.")
    return Complaint(
        Status.BOOT_FAILED,
        f"the kernel did not come to run the command within {seconds:g} seconds.",
        "Boot it without --exec to see how far it comes.",
    )


def failure(verdict: Verdict, guest: Guest) -> Complaint:
    """Return the complaint about a guest that ended as none should."""
    if verdict is Verdict.PANIC:
        return Complaint(
            Status.BOOT_FAILED, "the kernel has panicked; its last words are above.",
            "The same command with --gdb shows it at work, and stops where it panics.",
        )
    if verdict is Verdict.RESET:
        return Complaint(
            Status.BOOT_FAILED, "the machine was reset, by `reboot` or by a fault in a handler.",
            "The same command with --gdb shows it at work.",
        )
    if verdict in (Verdict.PASSED, Verdict.FAILED):
        return Complaint(
            Status.NOT_JUDGED, "the kernel ended, but not as it told before.",
            "Nothing that it printed can be relied on; boot it without --exec to see all.",
        )
    return Complaint(
        Status.NOT_JUDGED, f"QEMU ended by itself: {guest.complaint()}.",
        "If it does not know a machine, a CPU or an option, name another one.",
    )
