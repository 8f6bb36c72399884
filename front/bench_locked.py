# SPDX-License-Identifier: BSD-3-Clause
"""Which instructions that lock the bus the measured paths execute; a plugin of QEMU's counts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from front.bench_kernel import FIGURE, budgets, run
from front.complaint import Complaint, Status

SOURCE = Path(__file__).parent / "plugin" / "locked.c"

#: Since which version of QEMU's the plugin API has which version (its qemu-plugin.h).
APIS = (((9, 1), 3), ((9, 0), 2), ((0, 0), 1))


@dataclass(frozen=True, slots=True)
class Locked:
    """How many locked instructions an operation executes, and where they stand."""

    each: int
    places: tuple[str, ...]


def plugin(root: Path, arch: str) -> Path:
    """Compile the plugin for the QEMU that is here, where it is not yet; return the file."""
    version = qemu_version(arch)
    made = root / "out" / "plugin" / f"locked-{'.'.join(map(str, version))}.so"
    if made.is_file() and made.stat().st_mtime >= SOURCE.stat().st_mtime:
        return made
    made.parent.mkdir(parents=True, exist_ok=True)
    api = next(api for since, api in APIS if version >= since)
    words = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", f"-DAPI={api}",
             "-fvisibility=hidden", "-o", str(made), str(SOURCE)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Complaint(Status.NOT_JUDGED, "QEMU's plugin does not compile.", done.stderr[-1000:])
    return made


def qemu_version(arch: str) -> tuple[int, int]:
    """Return the version of QEMU that emulates an architecture."""
    words = [f"qemu-system-{arch}", "--version"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = re.search(r"version (\d+)\.(\d+)", said)
    if not found:
        raise Complaint(Status.NOT_JUDGED, f"QEMU does not say its version: {said[:80]}", "")
    return int(found[1]), int(found[2])


def locked(root: Path, folder: Path, arch: str) -> dict[str, Locked]:
    """Return the locked instructions of each row that the kernel measures itself."""
    told = folder / "locked.txt"
    names = Symbols(folder / "kernel.elf")
    found = {}
    for cpus in sorted({b.cpus for b in budgets(folder).values() if not b.run}):
        words = ("-plugin", f"{plugin(root, arch)},out={told}")
        rows = {name: int(value) for name, value, unit in
                FIGURE.findall(run(folder, arch, cpus, words)) if unit == "operations"}
        paths = [line.split() for line in told.read_text().splitlines()]
        batches, rest = divmod(len(paths), len(rows) or 1)
        if rest or not batches:
            raise Complaint(
                Status.NOT_JUDGED,
                f"{arch}: {len(paths)} paths were seen for {len(rows)} rows on {cpus} CPUs.",
                "Each row marks its path once a batch: bench_begin(), bench_end().",
            )
        for at, (name, operations) in enumerate(rows.items()):
            of_row = paths[at * batches : (at + 1) * batches]
            least = min(of_row, key=lambda path: int(path[0]))
            found[name] = Locked(-(-int(least[0]) // operations), tuple(names.of(least[1:])))
    return found


class Symbols:
    """The functions of an image, by address."""

    def __init__(self, image: Path) -> None:
        from elftools.elf.elffile import ELFFile
        from elftools.elf.sections import SymbolTableSection

        with image.open("rb") as file:
            self._rows = sorted(
                (symbol["st_value"], symbol.name)
                for table in ELFFile(file).iter_sections()
                if isinstance(table, SymbolTableSection)
                for symbol in table.iter_symbols()
                if symbol["st_info"]["type"] == "STT_FUNC"
            )

    def of(self, places: list[str]) -> Iterator[str]:
        """Yield the places of a path as `function+0x12 (1000 times)`."""
        for place in places:
            address, count = place.split("=")
            value = int(address, 16)
            start, name = max((r for r in self._rows if r[0] <= value), default=(0, "?"))
            yield f"{name}+{value - start:#x} ({count} times)"
