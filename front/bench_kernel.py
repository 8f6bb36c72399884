# SPDX-License-Identifier: BSD-3-Clause
"""What the kernels cost, in instructions that QEMU counts; the same in every run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from front.bars import bar
from front.bench_measure import Row
from front.build import build
from front.complaint import Complaint, Status
from front.qemu import command, machines

FIGURE = re.compile(r"^bench (\w+) (\d+) (\w+)", re.MULTILINE)

#: What makes QEMU count: each instruction is a nanosecond, and sleeping takes none.
COUNTED = ("-icount", "shift=0,sleep=off", "-rtc", "base=2020-01-01,clock=vm", "-seed", "1")


@dataclass(frozen=True, slots=True)
class Budget:
    """A declared budget of one kernel: what an operation may cost, and should."""

    name: str
    cpus: int
    run: str
    instructions: int
    bar: int
    locked: int
    why: str
    at: str


def budgets(folder: Path) -> dict[str, Budget]:
    """Return the budgets of a built kernel, by name."""
    rows = json.loads((folder / "gen" / "budget.gen.json").read_text())
    return {row["name"]: Budget(**row) for row in rows}


def figures(folder: Path, arch: str, extra: Sequence[str] = ()) -> dict[str, tuple[int, str]]:
    """Return what a built kernel measures, each with its unit, in the order of printing.

    It boots once for each number of CPUs on which something is measured.
    """
    found: dict[str, tuple[int, str]] = {}
    for cpus in sorted({1, *(b.cpus for b in budgets(folder).values())}):
        log = run(folder, arch, cpus, extra)
        for name, value, unit in FIGURE.findall(log):
            found.setdefault(name, (int(value), unit))
    return found


def run(folder: Path, arch: str, cpus: int, extra: Sequence[str] = ()) -> str:
    """Boot a kernel that measures itself; return what it says."""
    on = next(m for m in machines(folder / "gen") if m.name == "microvm")
    words = f"run={uuid.uuid4().hex[:12]} bench"
    words += " exec=run%20bench" if cpus == 1 else " exec=halt"
    line = command(folder / "kernel.elf", replace(on, cpus=cpus), words, arch=arch,
                   extra=(*COUNTED, *extra))
    try:
        done = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        raise Complaint(
            Status.NOT_JUDGED, f"the benchmark of {arch} hangs on {cpus} CPUs.",
            f"./darner run --arch {arch} --config BENCH, then `run bench`, shows where.",
        ) from None
    log = done.stdout.decode(errors="replace").replace("\r", "")
    if not FIGURE.search(log):
        sys.stderr.write(log[-2000:] + done.stderr.decode(errors="replace")[-2000:])
        raise Complaint(
            Status.BOOT_FAILED, f"the benchmark of {arch} told nothing.",
            f"./darner run --arch {arch} --config BENCH, then `run bench`, shows why.",
        )
    return log


def rows(root: Path, arch: str) -> Iterator[Row]:
    """Yield the figures of one architecture, each beside its bar."""
    folder = build(root, arch, "BENCH")
    declared = budgets(folder)
    for name, (value, unit) in figures(folder, arch).items():
        goal = declared[name].bar if name in declared else bar(name, arch)
        yield Row(name, arch, value, unit, goal)
    for name, value in sizes(folder).items():
        yield Row(name, arch, value, "bytes", bar(name, arch))


def sizes(folder: Path) -> dict[str, int]:
    """Return the sizes of an image: code and constants without the programs, and the file."""
    from elftools.elf.elffile import ELFFile

    image = folder / "kernel.elf"
    with image.open("rb") as file:
        parts = {s.name: s.data_size for s in ELFFile(file).iter_sections()}
    programs = sum(p.stat().st_size for p in (folder / "user").glob("*.elf"))
    text = parts.get(".text", 0) + parts.get(".rodata", 0) - programs
    return {"text_bytes": text, "image_bytes": image.stat().st_size}
