# SPDX-License-Identifier: BSD-3-Clause
"""`./darner bench`: the kernels by exact instruction counts, the toolchain by CPU seconds."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from front import bench_kernel
from front.bench_measure import (
    LEFT_OUT,
    NO_CHANGE,
    Row,
    cold,
    edited,
    least,
    memory,
    row,
    spend,
)
from front.cli import parser as empty_parser
from front.complaint import Complaint, Status, say
from front.synthetic import populate
from gen.variants import arches


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
    result.add_argument(
        "what", nargs="?", choices=("all", "kernel", "gen", "errors"), default="all",
        help="gen: also trees of 10,000 declarations, and other generators given the same "
             "facts; errors: the same mistakes put to each of them",
    )
    result.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    result.add_argument("--markdown", type=Path, metavar="FILE",
                        help="gen, errors: write the tables there as well")
    result.add_argument("--get", action="store_true",
                        help="gen, errors: first get the generators to compare with")
    return result


def needs(options: argparse.Namespace) -> frozenset[str]:
    """Building, and booting for what kernels do."""
    boots = options.what in ("all", "kernel")
    return frozenset({"venv", "build", "boot"} if boots else {"venv", "build"})


def main(root: Path, options: argparse.Namespace) -> int:
    """Measure, print, write."""
    for file in filter(None, (options.json, options.markdown)):
        insist_on_a_place(file)
    if options.what == "errors":
        from front import bench_gen_errors

        return bench_gen_errors.main(root, options.get, options.markdown)
    rows: list[Row] = []
    if options.what in ("all", "kernel"):
        for arch in arches():
            rows += bench_kernel.rows(root, arch)
    if options.what in ("all", "gen"):
        rows += host_rows(root)
    if options.what == "gen":
        from front import bench_gen

        rows += bench_gen.main(root, options.get, options.markdown)
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
        populate(tree, calls=550, devices=30, ports=50)
        yield row("gen_cold_550", "host", least(3, lambda: cold(tree, next(fresh))), "s")


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
