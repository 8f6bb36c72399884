# SPDX-License-Identifier: BSD-3-Clause
"""The firmware's tables: every CPU is found by each of them, and one that is broken is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gdb_stub import Guest, symbol
from machine_room import Boot, boot, build, machine

from front.qemu import Verdict, classify, command

#: The first addresses that a BIOS leaves pointers in; boot.S shows them where they are.
AREA, AREA_END = 0xE0000, 0x100000

#: Those that every run tries; the suite boots machines of four CPUs besides.
SHORT = {("acpi", 1), ("acpi", 2), ("acpi", 8), ("acpi", 16), ("mp", 4)}
FOUND = [
    pytest.param(tables, n, marks=() if (tables, n) in SHORT else pytest.mark.slow)
    for tables in ("acpi", "mp") for n in range(1, 17)
]


def sockets(n: int) -> tuple[str, ...]:
    """Return QEMU's words for CPUs which an MP table names: the first of each socket alone."""
    return ("-smp", f"{n},sockets={n},cores=1,threads=1")


def counted(arch: str, board: str, words: str, n: int, run: int | None = None) -> str:
    """Boot a machine with so many CPUs, all of which run, or `run`; return its log."""
    folder = build(arch)
    on = replace(machine(folder, board), cpus=1)
    done = boot(folder / "kernel.elf", arch, on, f"{words} test only=smp.*", extra=sockets(n),
                cpus=n if run is None else run)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    return done.log


@pytest.mark.parametrize(("tables", "n"), FOUND)
def test_every_cpu_is_found(arch: str, tables: str, n: int) -> None:
    log = counted(arch, "q35", f"tables={tables}", n)
    name = {"acpi": "ACPI", "mp": "MP table"}[tables]
    assert f"firmware: {name}: {n} CPUs" in log
    assert n == 1 or f"smp: {n} CPUs run" in log


def test_microvm_has_acpi_s_tables_alone(arch: str) -> None:
    assert "firmware: ACPI: 4 CPUs" in counted(arch, "microvm", "", 4)
    assert "firmware: no table: 1 CPUs" in counted(arch, "microvm", "tables=mp", 4, 1)


def test_the_command_line_limits_the_cpus(arch: str) -> None:
    log = counted(arch, "pc", "cpus=3", 5, 3)
    assert "firmware: ACPI: 5 CPUs" in log
    assert "smp: 3 CPUs run" in log


def test_without_tables_there_is_one_cpu(arch: str) -> None:
    log = counted(arch, "q35", "tables=none", 4, 1)
    assert "firmware: no table: 1 CPUs, 0 I/O APICs" in log
    assert "CPUs run" not in log


def memory(guest: Guest, address: int, size: int) -> bytes:
    """Return the guest's memory, in pieces that its debugger port likes."""
    starts = range(0, size, 1024)
    pieces = [guest.ask(f"m{address + at:x},{min(1024, size - at):x}") for at in starts]
    return bytes.fromhex("".join(pieces))


def pointer(area: bytes, signature: bytes, at: int) -> int:
    """Return the address that stands behind a signature in the BIOS's area."""
    start = next(n for n in range(0, len(area), 16) if area[n:].startswith(signature))
    return int.from_bytes(area[start + at : start + at + 4], "little")


def spoil(guest: Guest, address: int) -> None:
    """Change a byte of a table."""
    byte = memory(guest, address, 1)[0] ^ 0x10
    assert guest.ask(f"M{address:x},1:{byte:02x}") == "OK"


def madt(guest: Guest, area: bytes) -> int:
    """Return where the MADT is."""
    rsdt = pointer(area, b"RSD PTR ", 16)
    size = int.from_bytes(memory(guest, rsdt + 4, 4), "little")
    rows = memory(guest, rsdt + 36, size - 36)
    tables = [int.from_bytes(rows[n : n + 4], "little") for n in range(0, len(rows), 4)]
    return next(table for table in tables if memory(guest, table, 4) == b"APIC")


@pytest.mark.parametrize("both", [False, True])
def test_a_table_that_is_spoilt_is_refused(arch: str, both: bool, tmp_path: Path) -> None:
    """A byte of the MADT is another: the MP table tells; one of that, too: there is one CPU."""
    folder = build(arch)
    on = replace(machine(folder, "q35"), cpus=1)
    words = command(folder / "kernel.elf", on, "run=spoilt test only=smp.*", arch=arch,
                    extra=sockets(4))
    with Guest(words, arch, tmp_path) as guest:
        guest.run_to(symbol(folder / "kernel.elf", "firmware_init"))
        area = memory(guest, AREA, AREA_END - AREA)
        spoil(guest, madt(guest, area) + 60)
        if both:
            spoil(guest, pointer(area, b"_MP_", 4) + 50)
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PASSED, log
    assert "acpi: the MADT is refused: its bytes do not add up to zero" in log
    if both:
        assert "mptable: the table is refused: its bytes do not add up to zero" in log
        assert "firmware: no table: 1 CPUs" in log
    else:
        assert "firmware: MP table: 4 CPUs" in log
        assert "smp: 4 CPUs run" in log


#: An APIC id that no CPU has.
NOBODY = 0x40


def rename_cpu(guest: Guest, table: int, old: int, new: int) -> None:
    """Give a CPU of the MADT another APIC id, and its processor id what keeps the sum."""
    size = int.from_bytes(memory(guest, table + 4, 4), "little")
    rows, at = memory(guest, table, size), 44
    while (rows[at], rows[at + 3]) != (0, old):
        at += rows[at + 1]
    processor = (rows[at + 2] + old - new) % 256
    assert guest.ask(f"M{table + at + 2:x},2:{processor:02x}{new:02x}") == "OK"


def test_a_cpu_that_does_not_start_is_passed_over(arch: str, tmp_path: Path) -> None:
    """The second of four is not there: the others run, and the verdict sees that one lacks."""
    folder = build(arch)
    words = command(folder / "kernel.elf", machine(folder, "smp4"), "run=three test only=smp.*",
                    arch=arch)
    with Guest(words, arch, tmp_path) as guest:
        guest.run_to(symbol(folder / "kernel.elf", "firmware_init"))
        rename_cpu(guest, madt(guest, memory(guest, AREA, AREA_END - AREA)), 1, NOBODY)
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PASSED, log
    assert f"smp: the CPU with APIC id {NOBODY} does not start" in log
    assert "smp: 3 CPUs run" in log
    problems = Boot(words, log, status, "three", 4).judged(arch, []).problems
    assert "the tests ran on 3 CPUs, the machine has 4" in problems


#: QEMU's words for CPUs, how many run, and the APIC ids that they have, with gaps.
TOPOLOGIES = [
    ("3,maxcpus=8", 3),
    ("6,sockets=2,cores=3,threads=1", 6),
    ("6,sockets=1,cores=3,threads=2", 6),
    ("12,sockets=4,cores=3,threads=1,maxcpus=12", 12),
    ("16,sockets=2,cores=4,threads=2", 16),
]


@pytest.mark.parametrize(("words", "n"), TOPOLOGIES)
def test_apic_ids_may_have_gaps(arch: str, words: str, n: int) -> None:
    folder = build(arch)
    on = replace(machine(folder, "q35"), cpus=1)
    done = boot(folder / "kernel.elf", arch, on, "test only=smp.*", extra=("-smp", words), cpus=n)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    assert f"firmware: ACPI: {n} CPUs" in done.log


@pytest.mark.parametrize("n", [1, 2, 4])
def test_the_mp_table_is_found_where_there_is_no_acpi(arch: str, n: int) -> None:
    """A machine from before ACPI: nothing but its MP table names the CPUs."""
    folder = build(arch)
    on = replace(machine(folder, "pc"), board="pc,acpi=off", cpus=1)
    done = boot(folder / "kernel.elf", arch, on, "test only=smp.*", extra=sockets(n), cpus=n)
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    assert f"firmware: MP table: {n} CPUs" in done.log


@pytest.mark.parametrize("words", ["", "x2apic=off"])
def test_a_local_apic_has_either_form(arch: str, words: str) -> None:
    """By MSRs where the CPU has them, which QEMU says if it has not; in memory otherwise."""
    folder = build(arch)
    on = replace(machine(folder, "smp4"), cpu="max,+x2apic")
    done = boot(folder / "kernel.elf", arch, on, f"{words} test only=smp.*")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PASSED, done.log
    emulated = "TCG doesn't support requested feature" not in done.log
    form = "x2APIC" if emulated and not words else "in memory"
    assert f"lapic: {form}, id 0" in done.log
