# SPDX-License-Identifier: BSD-3-Clause
"""What is built and how it is tried: configs, machines, boot tests."""

from __future__ import annotations

from dsl.data import Member
from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Config:
    """A kernel variant and its switches."""

    invariants: bool
    tests: bool
    debug: bool
    frame_pointers: bool
    measures: bool
    default: bool
    like: Config | None
    sanitize: str
    spares: tuple[str, ...]
    doc: str


def config(
    *,
    invariants: bool,
    tests: bool,
    debug: bool,
    frame_pointers: bool = True,
    measures: bool = False,
    default: bool = False,
    like: Config | None = None,
    sanitize: str = "",
    spares: tuple[str, ...] = (),
    doc: str = "",
) -> Config:
    """Declare a kernel variant.

    `invariants`: assertions are checked; `tests`: the in-kernel tests are in;
    `debug`: memory is poisoned and counted; `frame_pointers`: backtraces walk them;
    `measures`: what measures the kernel's budgets is in.  `like`: subsystems that are in
    that config alone are in this one, too.  `sanitize`: the compiler watches what the
    kernel does: "undefined" for undefined behaviour, "address" for memory.  `spares`: the
    subsystems that it does not watch.
    """
    return Config(
        invariants, tests, debug, frame_pointers, measures, default, like, sanitize, spares, doc
    )


@dataclass(frozen=True, eq=False)
class Release:
    """What the tree calls itself, and since when."""

    version: str
    date: str
    doc: str


def release(version: str, *, date: str, doc: str = "") -> Release:
    """Declare the release that the tree is: what uname says.

    `date` is its day (ISO 8601): the manual pages bear it.
    """
    return Release(version, date, doc)


@dataclass(frozen=True, eq=False)
class Only:
    """The configs that a subsystem belongs to; without it, to all."""

    configs: tuple[Config, ...]


def only_in(*configs: Config) -> Only:
    """Say that this subsystem is built into these configs alone."""
    return Only(configs)


@dataclass(frozen=True, eq=False)
class Machine:
    """A machine that boots a kernel: a QEMU board and a CPU model."""

    board: str
    arches: tuple[str, ...]
    cpu: str
    memory: int
    cpus: int
    args: tuple[str, ...]
    medium: str
    every: bool
    doc: str


def machine(
    board: str,
    *,
    arches: tuple[str, ...] = ("i386", "x86_64"),
    cpu: str = "max",
    memory: int = 256,
    cpus: int = 1,
    args: tuple[str, ...] = (),
    medium: str = "kernel",
    every: bool = False,
    doc: str = "",
) -> Machine:
    """Declare a machine that the boot tests use.

    `board` is QEMU's -M; `cpu` its -cpu, of which there are `cpus`; `memory` in MiB;
    `medium`: "kernel" (QEMU loads the ELF file) or "iso" (GRUB does); `every`: the whole
    suite runs here on every `./darner test`, else a boot alone does and the suite with --all.
    """
    return Machine(board, arches, cpu, memory, cpus, args, medium, every, doc)


@dataclass(frozen=True)
class Expectation:
    """How a program must end: `exits` with a status, or `dies` by a signal."""

    kind: str
    value: int


def exits(status: int = 0) -> Expectation:
    """Expect the program to exit with `status` (0 to 255)."""
    return Expectation("exits", status)


def dies(signal: int) -> Expectation:
    """Expect the program to be killed by `signal` (a member of Signal)."""
    return Expectation("dies", signal)


@dataclass(frozen=True, eq=False)
class BootTest:
    """A user program, its arguments, and how it must end."""

    run: str
    expect: Expectation
    arches: tuple[str, ...]
    doc: str


def boot_test(
    run: str,
    *,
    expect: Expectation,
    arches: tuple[str, ...] = ("i386", "x86_64"),
    doc: str = "",
) -> BootTest:
    """Declare a boot test: `run` is a program of user/ and its arguments, split at blanks."""
    return BootTest(run, expect, arches, doc)


__all__ = [
    "BootTest",
    "Config",
    "Expectation",
    "Machine",
    "Release",
    "Member",
    "Only",
    "boot_test",
    "config",
    "dies",
    "exits",
    "machine",
    "only_in",
    "release",
]
