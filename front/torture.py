# SPDX-License-Identifier: BSD-3-Clause
"""`./darner torture`: hours of everything at once, on many CPUs, until something breaks."""

from __future__ import annotations

import argparse
import dataclasses
import re
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from front.build import built_kernel
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.guest import Guest
from front.qemu import Machine, Verdict, classify, command
from front.run import cpus, seconds
from gen.variants import arches

#: How many times as long as the torture a boot may take before it hangs, and seconds besides.
PATIENCE, MORE = 6.0, 120.0

#: How much of the log is shown when it ends badly.
TAIL = 4000

PROGRESS = re.compile(r"^torture: \d+ of \d+ s, \d+ steps", re.MULTILINE)
RAN = re.compile(r"^torture: \d+ s on (\d+) CPUs", re.MULTILINE)
RESOURCES = re.compile(r"^# resources (before|after) (.*) run=torture", re.MULTILINE)


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    return parser().parse_args(words[1:])


def parser() -> argparse.ArgumentParser:
    """Return the command's parser."""
    result = empty_parser(
        "torture",
        "Boot each kernel with threads on every CPU that do whatever dice say: start others,\n"
        "sleep, migrate, send, lock, allocate; every step checks what must hold, and in the end\n"
        "nothing may be lost.  A failure prints the seed: the same dice, if not the same turns.",
    )
    result.epilog = (
        "examples:\n"
        "    ./darner torture                             ten minutes on each architecture\n"
        "    ./darner torture --arch i386 --seconds 60    a minute on one\n"
        "    ./darner torture --append ipi_slots=4        with queues that are always full"
    )
    add = result.add_argument
    add("--arch", choices=(*arches(), "all"), default="all", help="default: all")
    add("--seconds", type=seconds, default=600.0, help="how long on each (default: 600)")
    add("--cpus", type=cpus, default=8, metavar="N", help="how many CPUs (default: 8)")
    add("--seed", type=int, help="for the dice (default: another one each time)")
    add("--append", default="", metavar="WORDS", help="more words for the kernel's command line")
    return result


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Building and booting."""
    return frozenset({"venv", "build", "boot"})


def main(root: Path, options: argparse.Namespace) -> int:
    """Torture one kernel after the other."""
    seed = secrets.randbelow(1 << 31) if options.seed is None else options.seed
    for arch in arches() if options.arch == "all" else (options.arch,):
        with tempfile.TemporaryDirectory(prefix="darner-") as place:
            kernel = built_kernel(root, arch, "DEBUG", Path(place))
            q35 = next(m for m in kernel.machines if m.name == "q35")
            torture(kernel.image, arch, dataclasses.replace(q35, cpus=options.cpus), seed, options)
    return Status.OK


def torture(
    image: Path, arch: str, on: Machine, seed: int, options: argparse.Namespace
) -> None:
    """Torture one kernel; complain when it breaks."""
    told = f"seed {seed}, {arch}, {on.cpus} CPUs"
    append = f"torture={options.seconds:.0f} seed={seed} {options.append}".strip()
    line = command(image, on, append, arch=arch, accel="tcg,thread=multi")
    log = ""
    with Guest(line) as guest:
        try:
            for piece in guest.output(options.seconds * PATIENCE + MORE):
                text = piece.decode(errors="replace").replace("\r", "")
                sys.stdout.write(text)
                sys.stdout.flush()
                log += text
        except TimeoutError:
            raise broken(f"the kernel hangs ({told}).", log) from None
        verdict = classify(guest.status())
    if verdict is not Verdict.PASSED:
        raise broken(f"the kernel broke: {verdict.name.lower()} ({told}).", log)
    if complaint := lost(log, on.cpus):
        raise broken(f"{complaint} ({told}).", log)
    say(f"{arch}: {options.seconds:.0f} s on {on.cpus} CPUs, seed {seed}: nothing broke.")


def lost(log: str, cpus: int) -> str:
    """Return what a log that ended well lacks, or an empty string; `cpus` were to run."""
    found = dict(RESOURCES.findall(log))
    if "torture: over" not in log or not PROGRESS.search(log):
        return "the log has no end that can be trusted"
    if (ran := RAN.search(log)) is None or int(ran[1]) != cpus:
        return f"not all of {cpus} CPUs ran"
    if set(found) != {"before", "after"}:
        return "the kernel did not say what is in use"
    if found["before"] != found["after"]:
        return f"something is lost: {found['before']} before, {found['after']} after"
    return ""


def broken(what: str, log: str) -> Complaint:
    """Return the complaint about a kernel that did not stand it."""
    lines = log[-TAIL:].splitlines()
    panics = [line for line in lines if line.startswith("panic: ")]
    cure = "`./darner torture --seed N` throws the same dice again."
    return Complaint(Status.BOOT_FAILED, what, "\n".join([*panics[:1], cure]))
