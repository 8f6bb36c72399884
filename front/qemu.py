# SPDX-License-Identifier: BSD-3-Clause
"""QEMU: the machines that are declared, the command lines, and what an exit status means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """A declared machine: QEMU's board and CPU model, memory in MiB, CPUs."""

    name: str
    arches: tuple[str, ...]
    board: str
    cpu: str
    memory: int
    cpus: int
    args: tuple[str, ...]
    medium: str
    every: bool


class Verdict(Enum):
    """What QEMU's exit status says; 0 and 1 say nothing good about a guest, ever."""

    PASSED = 33
    FAILED = 35
    PANIC = 37
    RESET = 0
    QEMU = 1
    OTHER = -1


def classify(status: int) -> Verdict:
    """Return the meaning of QEMU's exit status.

    The kernel ends QEMU through the isa-debug-exit device, which makes (value << 1) | 1 of
    what is written.  A triple fault ends QEMU with 0, QEMU's own errors with 1.
    """
    try:
        return Verdict(status)
    except ValueError:
        return Verdict.OTHER


def machines(gen: Path) -> Iterator[Machine]:
    """Yield the machines that a kernel's generated folder names."""
    for row in json.loads((gen / "machine.gen.json").read_text()):
        yield Machine(
            row["name"],
            tuple(row["arch"]),
            row["type"],
            row["cpu"],
            row["memory"],
            row["cpus"],
            tuple(row["args"]),
            row["medium"],
            row["every"],
        )


def command(
    kernel: Path,
    machine: Machine,
    append: str,
    *,
    arch: str,
    accel: str = "tcg",
    serial: str = "stdio",
    drive: tuple[str, ...] = ("ide-cd",),
    extra: tuple[str, ...] = (),
) -> list[str]:
    """Return the command line that boots `kernel` (an ELF file, or a CD) on a machine.

    `append` is the kernel's command line; a CD holds its own, and is put into the last of
    the devices in `drive`.  `accel` is tcg unless the person says otherwise: /dev/kvm hangs
    ordinary guests on some machines.
    """
    words = [f"qemu-system-{arch}", "-accel", accel, "-M", machine.board, "-cpu", machine.cpu]
    words += ["-smp", str(machine.cpus)] if machine.cpus > 1 else []
    words += ["-m", str(machine.memory), "-nodefaults", "-display", "none", "-no-reboot"]
    words += ["-serial", serial, "-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
    if machine.medium == "iso":
        words += ["-drive", f"if=none,id=cd,media=cdrom,readonly=on,file={kernel}"]
        words += [word for device in drive for word in ("-device", device)]
        words[-1] += ",drive=cd"
    else:
        said = [f"cpus={machine.cpus}"] if machine.cpus > 1 else []
        line = " ".join(["exit=debugcon", *said, append]).strip()
        words += ["-kernel", str(kernel), "-append", line]
    return [*words, *machine.args, *extra]
