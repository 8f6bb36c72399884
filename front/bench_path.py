# SPDX-License-Identifier: BSD-3-Clause
"""Which instructions the measured paths execute, and which lock the bus: QEMU's plugin counts.

What misses its bar has a listing: the functions of its path, and how many instructions each
executes (kernel-src/<subsystem>/bench/listing.txt; ADR 20).
"""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from front.bench_kernel import FIGURE, Budget, budgets, run
from front.complaint import Complaint, Status

SOURCE = Path(__file__).parent / "plugin" / "path.c"

#: What begins a file of listings.
HEAD = "Instructions of an operation, by function.  DARNER_UPDATE=1 tests/boot/test_costs.py.\n"

#: Of fewer instructions of an operation no listing tells.
LEAST = 0.1

#: Since which version of QEMU's the plugin API has which version (its qemu-plugin.h).
APIS = (((9, 1), 3), ((9, 0), 2), ((0, 0), 1))


@dataclass(frozen=True, slots=True)
class Executed:
    """What an operation executes: locked instructions and their places; all, by function."""

    locked: int
    places: tuple[str, ...]
    functions: tuple[tuple[str, float], ...]


def plugin(root: Path, arch: str) -> Path:
    """Compile the plugin for the QEMU that is here, where it is not yet; return the file."""
    version = qemu_version(arch)
    made = root / "out" / "plugin" / f"path-{'.'.join(map(str, version))}.so"
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


def executed(root: Path, folder: Path, arch: str) -> dict[str, Executed]:
    """Return what each row of a built kernel executes, by name."""
    told = folder / "path.txt"
    names = Symbols((folder / "user" / "bench.elf", folder / "kernel.elf"))
    found = {}
    for cpus in sorted({1, *(b.cpus for b in budgets(folder).values())}):
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
            found[name] = summed(least[1:], operations, names)
    return found


def summed(words: Sequence[str], operations: int, names: Symbols) -> Executed:
    """Return what one operation executes, of a path as the plugin tells it."""
    functions: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for word in words:
        address, count = word.rstrip("L").split("=")
        name, offset = names.of(int(address, 16))
        functions[name] += int(count)
        if word.endswith("L"):
            places[f"{name}+{offset:#x}"] += int(count)
    each = [(name, count / operations) for name, count in functions.most_common()]
    return Executed(
        -(-places.total() // operations),
        tuple(f"{place} ({count} times)" for place, count in places.items()),
        tuple(sorted(each, key=lambda row: (-row[1], row[0]))),
    )


class Symbols:
    """The functions of images that lie one above the other, by address."""

    def __init__(self, images: Iterable[Path]) -> None:
        self._rows = sorted(row for image in images for row in functions_of(image))

    def of(self, address: int) -> tuple[str, int]:
        """Return the function at an address, and how far into it that is."""
        at = bisect_right(self._rows, (address, "\x7f")) - 1
        start, name = self._rows[at] if at >= 0 else (0, "?")
        return name, address - start


def functions_of(image: Path) -> Iterator[tuple[int, str]]:
    """Yield address and name of each function of an image; what the compiler made has no dot."""
    from elftools.elf.elffile import ELFFile
    from elftools.elf.sections import SymbolTableSection

    with image.open("rb") as file:
        for table in ELFFile(file).iter_sections():
            if isinstance(table, SymbolTableSection):
                for symbol in table.iter_symbols():
                    if symbol["st_info"]["type"] == "STT_FUNC":
                        yield symbol["st_value"], symbol.name.split(".")[0]


def listings(root: Path, folders: dict[str, Path]) -> dict[Path, str]:
    """Return the listings of all paths that miss their bars, by the file where they belong."""
    texts: dict[Path, list[str]] = {}
    for arch, folder in folders.items():
        missed = [b for b in budgets(folder).values() if b.instructions > b.bar]
        paths = executed(root, folder, arch) if missed else {}
        for budget in missed:
            file = (root / budget.at.split(":")[0]).parent / "bench" / "listing.txt"
            texts.setdefault(file, [HEAD]).append(listing(arch, budget, paths[budget.name]))
    return {file: "\n".join(parts) for file, parts in texts.items()}


def listing(arch: str, budget: Budget, path: Executed) -> str:
    """Return the functions of one path, with what they execute of it.

    Who executes more than the operation costs only waits for it meanwhile.
    """
    lines = [f"{budget.name}, {arch}: {budget.instructions}, and should be {budget.bar}"]
    lines += [f"{count:8.1f} {name}" for name, count in path.functions
              if LEAST <= count <= budget.instructions]
    return "\n".join(lines) + "\n"
