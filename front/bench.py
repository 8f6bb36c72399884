# SPDX-License-Identifier: BSD-3-Clause
"""`./darner bench`: the kernels by exact instruction counts, the toolchain by CPU seconds."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from front.bars import bar
from front.build import build
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.qemu import command, machines
from front.synthetic import populate
from gen.inputs import COMPILED
from gen.variants import arches

#: What a copy of the tree does without.
LEFT_OUT = ("out", ".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", ".sconsign*")

#: What the copy and all that is built in it may take.
ROOM = 512 * 1024 * 1024

#: All that a build does for generation when nothing has changed (site_scons/kernel_build.py).
NO_CHANGE = [
    sys.executable, "-c",
    "from pathlib import Path; from gen.inputs import digest; digest(Path(), 'x86_64', 'DEBUG')",
]

FIGURE = re.compile(r"^bench (\w+) (\d+) (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One figure beside its bar; lower is better."""

    name: str
    arch: str
    value: float
    unit: str
    bar: float | None


def options(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    return parser().parse_args(words[1:])


def parser() -> argparse.ArgumentParser:
    """Return the command's parser."""
    result = empty_parser(
        "bench",
        "Measure: each kernel in one deterministic run (QEMU counts instructions; the figures\n"
        "are the same every time), and the generator and SCons in CPU seconds (the least of a\n"
        "few runs, on a copy of the tree in memory; they hang on the machine).  Each figure\n"
        "stands beside the bar to beat.",
    )
    result.add_argument("what", nargs="?", choices=("all", "kernel", "gen"), default="all")
    result.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    return result


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Building and booting."""
    return frozenset({"venv", "build", "boot"})


def main(root: Path, options: argparse.Namespace) -> int:
    """Measure, print, write."""
    if options.json:
        insist_on_a_place(options.json)
    rows: list[Row] = []
    if options.what in ("all", "kernel"):
        for arch in arches():
            rows += kernel_rows(root, arch)
    if options.what in ("all", "gen"):
        rows += host_rows(root)
    show(rows)
    if options.json:
        text = json.dumps({"rows": [asdict(row) for row in rows]}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
        say(f"{options.json} has the rows.")
    return Status.OK


def insist_on_a_place(file: Path) -> None:
    """Complain now, not after minutes of measuring, when a file cannot be written."""
    place = file if file.exists() else file.parent
    if file.is_dir():
        why = "it is a folder"
    elif not place.exists():
        why = f"there is no folder {place}"
    elif not (file.exists() or place.is_dir()):
        why = f"{place} is no folder"
    elif not os.access(place, os.W_OK):
        why = f"{place} may not be written by you"
    else:
        return
    raise Complaint(Status.MISTAKE, f"{file} cannot be written: {why}.", "Name another FILE.")


def row(name: str, arch: str, value: float, unit: str) -> Row:
    """Return a figure with its bar."""
    return Row(name, arch, value, unit, bar(name, arch))


def kernel_rows(root: Path, arch: str) -> Iterator[Row]:
    """Measure one kernel in one run."""
    folder = build(root, arch, "BENCH")
    on = next(m for m in machines(folder / "gen") if m.name == "microvm")
    extra = ("-icount", "shift=0,sleep=off", "-rtc", "base=2020-01-01,clock=vm", "-seed", "1")
    words = f"run={uuid.uuid4().hex[:12]} bench exec=run%20bench"
    line = command(folder / "kernel.elf", on, words, arch=arch, extra=extra)
    try:
        done = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        raise Complaint(
            Status.NOT_JUDGED, f"the benchmark of {arch} hangs.",
            f"./darner run --arch {arch} --config BENCH, then `run bench`, shows where.",
        ) from None
    log = done.stdout.decode(errors="replace").replace("\r", "")
    found = FIGURE.findall(log)
    if not found:
        sys.stderr.write(log[-2000:])
        raise Complaint(
            Status.BOOT_FAILED, f"the benchmark of {arch} told nothing.",
            f"./darner run --arch {arch} --config BENCH, then `run bench`, shows why.",
        )
    for name, value, unit in found:
        yield row(name, arch, int(value), unit)
    yield from sizes(folder / "kernel.elf", arch)


def sizes(image: Path, arch: str) -> Iterator[Row]:
    """Yield the sizes of an image: code and constants without the programs, and the file."""
    from elftools.elf.elffile import ELFFile

    with image.open("rb") as file:
        elf = ELFFile(file)
        text = sum(s.data_size for s in elf.iter_sections() if s.name == ".text")
        rodata = sum(s.data_size for s in elf.iter_sections() if s.name == ".rodata")
    programs = sum(p.stat().st_size for p in (image.parent / "user").glob("*.elf"))
    yield row("text_bytes", arch, text + rodata - programs, "bytes")
    yield row("image_bytes", arch, image.stat().st_size, "bytes")


def host_rows(root: Path) -> Iterator[Row]:
    """Measure the generator and SCons on a copy of the tree, where something can be edited."""
    scons = [sys.executable, "-m", "SCons", "-Q", f"-j{os.cpu_count() or 1}", "arch=x86_64"]
    with tempfile.TemporaryDirectory(prefix="darner-bench-", dir=memory()) as place:
        tree = Path(place) / "tree"
        shutil.copytree(root, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
        yield row("clean_build", "host", spend(tree, scons), "s")
        yield row("scons_null", "host", least(5, lambda: spend(tree, scons)), "s")
        fresh = iter(range(100))
        yield row("gen_cold", "host", least(3, lambda: cold(tree, next(fresh))), "s")
        yield row("gen_nochange", "host", least(5, lambda: spend(tree, NO_CHANGE)), "s")
        yield row("gen_edit", "host", least(3, lambda: edited(tree, next(fresh))), "s")
        populate(tree, calls=550, devices=30)
        yield row("gen_cold_550", "host", least(3, lambda: cold(tree, next(fresh))), "s")


def memory() -> Path | None:
    """Return a folder in memory, where there is one with room.

    What a disk's file system does for 700 new files is several times as much, and differs
    from one minute to the next; it says nothing about the generator.
    """
    place = Path("/dev/shm")
    if os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM:
        return place
    return None


def generator(out: str) -> list[str]:
    """Return the command that generates the x86_64 kernel's files into a folder."""
    return [sys.executable, "-m", "gen", "build", "--arch", "x86_64", "--config", "DEBUG",
            "--out", out]


def cold(tree: Path, turn: int) -> float:
    """Generate into a new folder, with no template compiled before."""
    shutil.rmtree(tree / COMPILED, ignore_errors=True)
    return spend(tree, generator(f"cold{turn}"))


def edited(tree: Path, turn: int) -> float:
    """Add a field to a declared structure, and bring what is generated up to date."""
    decl = tree / "kernel-src" / "bench_edit" / "decl.py"
    decl.parent.mkdir(exist_ok=True)
    fields = "".join(f"    field{n}: u32\n" for n in range(turn + 1))
    decl.write_text(f'"""Edited."""\n\nfrom dsl import Struct, u32\n\n\n'
                    f'class Edited(Struct):\n    """One field more each time."""\n\n{fields}')
    return spend(tree, generator("cold0"))


def least(times: int, measure: Callable[[], float]) -> float:
    """Return the least of a few measurements, in seconds."""
    return round(min(measure() for _ in range(times)), 3)


def spend(root: Path, words: list[str]) -> float:
    """Return the CPU seconds that a command and its children take.

    Python keeps its bytecode in the copy of the tree, as it does unless it is told not to.
    """
    environment = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        words, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        raise Complaint(
            Status.NOT_JUDGED, f"`{' '.join(words[1:4])}` failed, so it cannot be measured.",
            "`./darner run --exec help` shows whether the tree builds.",
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 3)


def show(rows: Sequence[Row]) -> None:
    """Print the figures beside their bars."""
    from rich.console import Console
    from rich.table import Table

    table = Table("figure", "of", "value", "unit", "bar", "")
    for figure in rows:
        goal = f"{figure.bar:,}" if figure.bar is not None else ""
        met = "" if figure.bar is None else "met" if figure.value <= figure.bar else "MISSED"
        table.add_row(figure.name, figure.arch, f"{figure.value:,}", figure.unit, goal, met)
    Console().print(table)
