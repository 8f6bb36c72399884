# SPDX-License-Identifier: BSD-3-Clause
"""A call is added by twelve lines in one folder; everything else follows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from machine_room import boot, build, expected, machine
from tree_copy import PARTS, copy_of_tree

FILES = {
    "decl.py": '''\
from dsl import Out, syscall, u32
from syscall.decl import Errno
@syscall(700, errors=(Errno.EFAULT,))
def answer(to: Out[u32]) -> None:
    """Store the answer in *to*."""
''',
    "answer.c": """\
#include "answer.gen.h"
intptr_t
sys_answer(uint32_t *to)
{
	*to = 42;
	return (0);
}
""",
}


def sources(tree: Path) -> dict[str, bytes]:
    """Return every file that kernels are built from, with its content."""
    places = [place for part in PARTS for place in (tree / part, *(tree / part).rglob("*"))]
    return {
        str(place.relative_to(tree)): place.read_bytes()
        for place in places
        if place.is_file() and place.suffix not in (".pyc", ".dblite")
    }


def test_call_is_twelve_lines_in_one_folder(tmp_path: Path, arch: str) -> None:
    assert sum(len(text.splitlines()) for text in FILES.values()) <= 12
    tree = copy_of_tree(arch, tmp_path)
    before = sources(tree)
    folder = tree / "kernel-src" / "answer"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)

    out = build(arch, "DEBUG", "strict=1", root=tree)
    names = expected(out)
    generated = [name for name in names if name.startswith("answer.to.")]
    assert {f"answer.to.{what}" for what in ("null", "straddles", "kernel_text")} <= {*generated}
    judged = boot(out / "kernel.elf", arch, machine(out, "q35")).judged(arch, names)
    assert judged.problems == []
    assert all(judged.results[name] for name in generated)

    assert "Store the answer in" in (out / "gen/man/answer.2").read_text()
    words = [sys.executable, "-m", "gen", "--root", str(tree), "describe", "--arch", arch]
    described = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=True).stdout
    assert "answer" in described

    after = sources(tree)
    written = {f"kernel-src/answer/{name}" for name in FILES}
    assert after == before | {name: after[name] for name in written}
