# SPDX-License-Identifier: BSD-3-Clause
"""Mending a copy of the tree, round by round, until nothing mechanical is left.

The tree itself is not touched: what becomes of it is known, and right, before it is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dsl.record import dataclass, field
from gen.analyse.store import FOLDER
from gen.diag import Diag
from gen.edit.apply import changed, chosen
from gen.generate import Result, analyse, examine

#: What is checked is copied; of other folders names are enough.
COPIED, LINKED = ("kernel-src", "arch"), ("user", "templates", FOLDER)

#: More rounds than anybody needs: a round mends all that does not touch the same line.
MOST_ROUNDS = 40


@dataclass
class Mended:
    """What was mended, what the files held before and hold now, and what remains."""

    result: Result
    look: Callable[[Path, str | None], Result]
    done: list[Diag] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """The files that differ, by name."""
        return sorted(name for name in self.after if self.after[name] != self.before[name])


def mended(root: Path, config: str | None = None, *, with_c: bool = True) -> Mended:
    """Mend a copy of the tree below `root`; what is said of it is said of the tree, too.

    `with_c`: the hand-written C is analysed as well, where there is a compiler.  What was found
    out of it before is known, so that this takes what `./darner check` takes.
    """
    analyses = with_c and shutil.which("gcc") is not None
    if analyses:
        with suppress(OSError):  # then it is found out anew each time
            (root / FOLDER).mkdir(parents=True, exist_ok=True)
    with copy(root) as tree:
        look = analyse if analyses else examine
        work = Mended(look(tree, config), look)
        tried: set[tuple[str, str, str]] = set()
        for _ in range(MOST_ROUNDS):
            todo = chosen(diag for diag in work.result.diags if key(diag) not in tried)
            if not todo:
                break
            tried |= {key(diag) for diag in todo}
            if not advanced(work, tree, todo, config) and len(todo) > 1:
                for one in map(key, todo):
                    advanced(work, tree, [d for d in work.result.diags if key(d) == one], config)
        work.result.declared.root = root
        return work


def key(diag: Diag) -> tuple[str, str, str]:
    """Return what makes a diagnostic the same one when lines have moved."""
    return diag.code, diag.at.file, diag.what


def advanced(work: Mended, tree: Path, todo: Sequence[Diag], config: str | None) -> bool:
    """Mend these; take it back when one of them stays, or less can be read than before."""
    files = {edit.at.file for diag in todo for edit in diag.fix}
    old = {file: (tree / file).read_bytes() for file in files}
    for file, data in old.items():
        edits = [edit for diag in todo for edit in diag.fix if edit.at.file == file]
        (tree / file).write_bytes(changed(data.decode(), edits).encode())
    result = work.look(tree, config)
    left = {key(diag) for diag in result.diags}
    if how_far(result) < how_far(work.result) or left & {key(diag) for diag in todo}:
        for file, data in old.items():
            (tree / file).write_bytes(data)
        return False
    for file, data in old.items():
        work.before.setdefault(file, data)
        work.after[file] = (tree / file).read_bytes()
    work.done += todo
    work.result = result
    return True


def how_far(result: Result) -> int:
    """Return how many stages a tree has passed: read, declarations, model."""
    if result.declared.errors:
        return 0
    return 1 if result.system is None else 2


@contextmanager
def copy(root: Path) -> Iterator[Path]:
    """Copy what is checked to a place of its own."""
    with tempfile.TemporaryDirectory(prefix="darner-fix-") as place:
        tree = Path(place)
        for name in COPIED:
            if (root / name).is_dir():
                shutil.copytree(root / name, tree / name, ignore=ignored,
                                copy_function=copied, ignore_dangling_symlinks=True)
        for name in LINKED:
            if (root / name).is_dir():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                (tree / name).symlink_to((root / name).resolve())
        yield tree


def ignored(_folder: str, names: list[str]) -> list[str]:
    """Return what nobody checks."""
    return [name for name in names if name == "__pycache__" or name.endswith(".pyc")]


def copied(source: str, target: str) -> None:
    """Copy a file; one that cannot be read is told by the check itself."""
    try:
        shutil.copyfile(source, target)
    except OSError:
        Path(target).unlink(missing_ok=True)
