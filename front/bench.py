# SPDX-License-Identifier: BSD-3-Clause
"""`./darner bench`: the kernels by exact instruction counts, the toolchain by CPU seconds."""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from front.build import build
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.qemu import command, machines

ARCHES = ("i386", "x86_64")
FIGURE = re.compile(r"^bench (\w+) (\d+) (\w+)", re.MULTILINE)

#: The bars: performance.md section 2, and language.md, "Speed of the generator".
BARS: dict[tuple[str, str], float] = {
    ("null_syscall", "i386"): 55,
    ("null_syscall", "x86_64"): 45,
    ("thread_switch", "i386"): 45,
    ("thread_switch", "x86_64"): 40,
    ("boot_to_user", "i386"): 2_500_000,
    ("boot_to_user", "x86_64"): 2_500_000,
    ("text_bytes", "i386"): 190_000,
    ("text_bytes", "x86_64"): 190_000,
    ("gen_cold", "host"): 0.6,
    ("gen_nochange", "host"): 0.15,
    ("gen_edit", "host"): 0.25,
    ("scons_null", "host"): 0.6,
    ("clean_build", "host"): 10.0,
}


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
        "few runs; they hang on the machine).  Each figure stands beside the bar to beat.",
    )
    result.add_argument("what", nargs="?", choices=("all", "kernel", "gen"), default="all")
    result.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    return result


def needs(_options: argparse.Namespace) -> frozenset[str]:
    """Building and booting."""
    return frozenset({"venv", "build", "boot"})


def main(root: Path, options: argparse.Namespace) -> int:
    """Measure, print, write."""
    rows: list[Row] = []
    if options.what in ("all", "kernel"):
        for arch in ARCHES:
            rows += kernel_rows(root, arch)
    if options.what in ("all", "gen"):
        rows += host_rows(root)
    show(rows)
    if options.json:
        text = json.dumps({"rows": [asdict(row) for row in rows]}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
        say(f"{options.json} has the rows.")
    return Status.OK


def row(name: str, arch: str, value: float, unit: str) -> Row:
    """Return a figure with its bar."""
    return Row(name, arch, value, unit, BARS.get((name, arch)))


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
        raise Complaint(Status.NOT_JUDGED, f"the benchmark of {arch} hangs.") from None
    log = done.stdout.decode(errors="replace").replace("\r", "")
    found = FIGURE.findall(log)
    if not found:
        sys.stderr.write(log[-2000:])
        raise Complaint(Status.BOOT_FAILED, f"the benchmark of {arch} told nothing.")
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
    """Measure the generator and SCons, on a copy of the tree where something is edited."""
    gen = [sys.executable, "-m", "gen", "--root", str(root), "build", "--arch", "x86_64"]
    with tempfile.TemporaryDirectory(prefix="darner-bench-") as place:
        folders = iter(f"{place}/{i}" for i in range(100))
        cold = least(3, lambda: spend(root, [*gen, "--out", next(folders)]))
        again = [*gen, "--out", f"{place}/0"]
        yield row("gen_cold", "host", cold, "s")
        scons = [sys.executable, "-m", "SCons", "-Q", "-j2", "arch=x86_64"]
        subprocess.run(scons, cwd=root, capture_output=True, check=True)
        null = least(5, lambda: spend(root, scons))
        digest = [sys.executable, "-c", (
            "from gen.inputs import digest; from pathlib import Path; "
            "digest(Path('.'), 'x86_64', 'DEBUG')")]
        yield row("gen_nochange", "host", least(5, lambda: spend(root, digest)), "s")
        yield row("gen_edit", "host", least(3, lambda: edited(root, again, Path(place))), "s")
        yield row("scons_null", "host", null, "s")
        clean = [*scons, f"out={place}/out"]
        yield row("clean_build", "host", spend(root, clean), "s")


def edited(root: Path, words: list[str], place: Path) -> float:
    """Regenerate into a folder in which one file is stale."""
    (place / "0" / "gen" / "include" / "proc.gen.h").write_text("stale\n")
    return spend(root, words)


def least(times: int, measure: Callable[[], float]) -> float:
    """Return the least of a few measurements, in seconds."""
    return round(min(measure() for _ in range(times)), 3)


def spend(root: Path, words: list[str]) -> float:
    """Return the CPU seconds that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        raise Complaint(Status.NOT_JUDGED, f"`{' '.join(words[1:4])}` failed.")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 3)


def show(rows: Sequence[Row]) -> None:
    """Print the figures beside their bars."""
    from rich.console import Console
    from rich.table import Table

    table = Table("figure", "of", "value", "unit", "bar", "")
    for figure in rows:
        bar = f"{figure.bar:,}" if figure.bar is not None else ""
        met = "" if figure.bar is None else "met" if figure.value <= figure.bar else "MISSED"
        table.add_row(figure.name, figure.arch, f"{figure.value:,}", figure.unit, bar, met)
    Console().print(table)
