# SPDX-License-Identifier: BSD-3-Clause
"""The guides hold: their files and commands, in order, in a copy of the tree."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "doc" / "guides").glob("*.md"))
FIRST = ROOT / "doc" / "guides" / "first-syscall.md"
FENCE = re.compile(r"^```(\w+)((?: \w+=\S+)*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_BEHIND = shutil.ignore_patterns("out", ".git", ".venv", "__pycache__", ".*_cache")
#: Seconds for one command of the guide; the slowest builds both kernels.
PATIENCE = 600


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, what its info string says, its text, and its line."""

    kind: str
    info: dict[str, str]
    text: str
    line: int


def blocks(guide: str) -> Iterator[Block]:
    """Yield the fenced blocks of a guide."""
    for match in FENCE.finditer(guide):
        info = dict(word.split("=", 1) for word in match[2].split())
        yield Block(match[1], info, match[3], guide.count("\n", 0, match.start()) + 1)


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with the output that must follow."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def matches(expected: str, seen: str) -> bool:
    """Tell whether `seen` is `expected`, in which three dots stand for anything."""
    pattern = ".*?".join(re.escape(piece) for piece in expected.strip().split("..."))
    return re.fullmatch(pattern, seen.strip(), re.DOTALL) is not None


def follow(block: Block, tree: Path) -> None:
    """Do what a block says: write its file, or run its commands."""
    for mode, way in (("file", "w"), ("append", "a")):
        if mode in block.info:
            file = tree / block.info[mode]
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open(way, encoding="utf-8") as stream:
                stream.write(block.text)
    if block.kind == "console":
        for command, output in commands(block.text):
            run(block, command, output, tree)


def run(block: Block, command: str, output: str, tree: Path) -> None:
    """Run a command in the tree; its status and its output must be the guide's."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    wanted = int(block.info.get("status", "0"))
    seen = done.stderr if wanted else done.stdout
    report = f"line {block.line}: $ {command}\n{done.stdout}{done.stderr}"
    assert done.returncode == wanted, f"status {done.returncode}, not {wanted}\n{report}"
    assert matches(output, seen), f"the output is not the guide's\n{report}"


@pytest.fixture
def tree(tmp_path: Path, with_facts: Callable[[Path], None]) -> Path:
    """Copy the tree, checked and not built; the virtual environment is shared."""
    copy = tmp_path / "darner"
    shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND, symlinks=True)
    with_facts(copy)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_guide_holds(guide: Path, tree: Path) -> None:
    for block in blocks(guide.read_text(encoding="utf-8")):
        follow(block, tree)


def test_first_guide_has_files_and_commands() -> None:
    found = list(blocks(FIRST.read_text(encoding="utf-8")))
    assert sum("file" in block.info for block in found) >= 3
    assert sum(block.kind == "console" for block in found) >= 5


def test_other_output_is_refused() -> None:
    assert matches("a ... c", "a b c")
    assert not matches("a ... c", "a b d")
    assert not matches("a", "a b")
