# SPDX-License-Identifier: BSD-3-Clause
"""The generator alone: on the kernel, on a large system, on 1,000 and 10,000 declarations."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from front.bench_gen_tree import copied
from front.bench_measure import NO_CHANGE, Row, cold, generator, least, row, spend
from front.synthetic import grow, populate

SIZES = (1000, 10_000)
CHECK = [sys.executable, "-m", "gen", "check"]

#: The lines of C that the bar of a first check is for.
CHECKED = 40_000

#: What is edited, and a misspelling of it.
EDITED = "kernel-src/many00/decl.py"
FIELD, MORE, TYPO = "    high: u64\n", "    high: u64\n    more{}: u64\n", "    high: u46\n"


def rows(root: Path) -> Iterator[Row]:
    """Measure the large system that the bars are for, then both sizes, then the slope.

    Of the kernel alone, the first check.  The largest tree is not checked: to analyse the C of
    its thousands of handlers takes minutes, and says nothing about declarations.
    """
    with copied(root) as tree:
        yield from checked(tree, "kernel")
    with copied(root) as tree:
        populate(tree, calls=550, devices=30, ports=50)
        yield from measured(tree, "large")
        yield from checked(tree, "large")
    times = []
    for size in SIZES:
        with copied(root) as tree:
            grow(tree, size)
            found = list(measured(tree, f"{size:,}"))
            if size == SIZES[0]:
                found += checked(tree, f"{size:,}")
        times.append(found[0].value)
        yield from found
    small, large = times
    slope = 1000 * (large - small) / (SIZES[1] - SIZES[0])
    yield row("slope_ms", "each", round(slope, 3), "ms")
    yield row("growth", "each", round(large / small, 2), "times")


def measured(tree: Path, of: str) -> Iterator[Row]:
    """Measure one tree: from nothing, again, after an edit, with a typo."""
    turn = count()
    yield row("gen_cold", of, least(3, lambda: cold(tree, next(turn))), "s")
    yield row("gen_nochange", of, least(3, lambda: spend(tree, NO_CHANGE)), "s")
    yield row("gen_edit", of, least(3, lambda: edited(tree, next(turn))), "s")
    yield row("typo", of, least(3, lambda: misspelt(tree)), "s")


def checked(tree: Path, of: str) -> Iterator[Row]:
    """Check with no cache of any kind, which analyses all C, and again.

    The bar is for so many lines; it is held against what these would take of the tree's.
    """
    shutil.rmtree(tree / "out", ignore_errors=True)
    seconds = spend(tree, CHECK)
    yield row("check_cold", of, seconds, "s")
    lines = c_lines(tree)
    yield from (row(f"check_lines_{name}", of, float(n), "lines") for name, n in lines.items())
    yield row("check_cold_40k", of, round(seconds * CHECKED / sum(lines.values()), 2), "s")
    yield row("check_warm", of, least(3, lambda: spend(tree, CHECK)), "s")


def c_lines(tree: Path) -> dict[str, int]:
    """Return how many lines of C a check of one architecture reads: by hand, and generated."""
    arch = ("arch/x86_64", "arch/x86")
    hand = sum(lines_in(tree / folder) for folder in ("kernel-src", *arch))
    spend(tree, generator("lines"))
    made = lines_in(tree / "lines/gen") - lines_in(tree / "lines/gen/user")
    return {"hand": hand, "made": made}


def lines_in(folder: Path) -> int:
    """Return how many lines the C and the headers below a folder have."""
    places = (place for place in folder.rglob("*.[ch]") if place.is_file())
    return sum(place.read_bytes().count(b"\n") for place in places)


def edited(tree: Path, turn: int) -> float:
    """Give a structure one field more, and bring what is generated up to date."""
    place = tree / EDITED
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(FIELD, MORE.format(turn), 1), encoding="utf-8")
    return spend(tree, generator("cold0"))


def misspelt(tree: Path) -> float:
    """Misspell a type, and wait for the whole report."""
    place = tree / EDITED
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(FIELD, TYPO, 1), encoding="utf-8")
    try:
        return spend(tree, CHECK, status=1)
    finally:
        place.write_text(text, encoding="utf-8")
