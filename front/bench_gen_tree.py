# SPDX-License-Identifier: BSD-3-Clause
"""Trees to measure the generator on: copies in memory, and what is generated in them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from front.bench_measure import LEFT_OUT, generator, memory, spend
from front.complaint import Complaint, Status

#: What is generated besides code, by what it is for; a path begins or ends so.
TESTS = ("user/hostile.gen.c", "user/boot_test_table.gen.c", "expect.gen.json",
         "ktest_table.gen.c")
CODE = (".c", ".h", ".S")

#: How the kernel's and the programs' generated C is compiled.
COMMON = ["-std=gnu11", "-O1", "-ffreestanding", "-fno-pic", "-m64", "-mno-red-zone", "-c",
          "-o", "/dev/null"]
KERNEL = ["-mgeneral-regs-only", "-mcmodel=kernel", "-Ikernel-src", "-Ikernel-src/include",
          "-Iarch/x86_64", "-Iarch/x86"]


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """Copy the tree to where files cost little; take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="darner-bench-", dir=memory()) as place:
        tree = Path(place) / "tree"
        shutil.copytree(root, tree, ignore=shutil.ignore_patterns(*LEFT_OUT))
        yield tree


def write(tree: Path, files: dict[str, str]) -> None:
    """Write files, and their folders."""
    for name, text in files.items():
        place = tree / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def generated(tree: Path, out: str) -> dict[str, str]:
    """Return what is generated in a tree, by path."""
    spend(tree, generator(out))
    folder = tree / out / "gen"
    return {place.relative_to(folder).as_posix(): place.read_text(encoding="utf-8")
            for place in sorted(folder.rglob("*")) if place.is_file()}


def purpose(path: str) -> str:
    """Say what a generated file is for: code, tests, or documents and data."""
    if path in TESTS:
        return "tests"
    return "code" if path.endswith(CODE) else "documents"


def lines(files: dict[str, str]) -> dict[str, int]:
    """Count lines by what they are for."""
    found = {"code": 0, "tests": 0, "documents": 0}
    for path, text in files.items():
        found[purpose(path)] += text.count("\n")
    return found


def added(before: dict[str, str], after: dict[str, str]) -> dict[str, int]:
    """Count the lines that declarations have added, by what they are for."""
    old, new = lines(before), lines(after)
    return {name: new[name] - old[name] for name in new}


def compile_code(tree: Path, out: str, files: dict[str, str], before: dict[str, str]) -> None:
    """Compile the generated C and assembly that differs; a complaint when that fails."""
    for path, text in files.items():
        if not path.endswith((".c", ".S")) or before.get(path) == text or "root_image" in path:
            continue
        gen = f"{out}/gen"
        user = [f"-I{gen}/user/include", "-Iuser/include"]
        place = user if path.startswith("user/") else [*KERNEL, f"-I{gen}/include"]
        words = ["gcc", *COMMON, *place, f"{gen}/{path}"]
        done = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Complaint(Status.NOT_JUDGED, f"our own {path} does not compile:",
                            "\n".join(done.stderr.splitlines()[:6]))
