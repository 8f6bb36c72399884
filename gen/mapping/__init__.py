# SPDX-License-Identifier: BSD-3-Clause
"""What compilers, assembler and linker say of generated files, said of the declarations.

A complaint about hand-written C alone stays as it was printed.  One that has a generated file
or a declaration among its places is rendered like our own: the declaration, the other party,
the line of the template, and what would be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gen import diag_render
from gen.diag import Diag
from gen.mapping.complaint import Complaint, complaints
from gen.mapping.place import Tree
from gen.mapping.sentence import diagnosed
from gen.place import Loc


def remap(text: str, root: Path, gen: Path, *, color: bool = False) -> str:
    """Return what the tools said, with what concerns declarations in our form."""
    tree = Tree(root, gen)
    kept: list[Complaint] = []
    refused: set[Loc] = set()
    found: dict[tuple[str, Loc], list[Diag]] = {}
    for complaint in complaints(text):
        diag = diagnosed(complaint, tree)
        if diag is None:
            kept.append(complaint)
        elif diag.at not in refused:  # after the first, a compiler only stumbles
            found.setdefault((diag.code, cause(diag)), []).append(diag)
            refused |= {diag.at} if diag.code == "K0200" else set()
    if not found:
        return text
    # Warnings about what was made from a mistake say nothing new.
    raw = [c.raw for c in kept if c.head is None or not tree.is_generated(c.head)]
    told = [counted(alike) for alike in found.values()]
    return "".join([*raw, diag_render.render(told, tree.sources, color=color), "\n"])


def cause(diag: Diag) -> Loc:
    """Return the line that all diagnostics of one mistake have in common."""
    templates = [mark.at for mark in diag.others if mark.at.file.startswith("templates/")]
    return templates[0] if templates else diag.at


def counted(alike: Sequence[Diag]) -> Diag:
    """Return the first of some diagnostics with one cause, and how many more there are."""
    more = len(alike) - 1
    if not more or alike[0].at == alike[-1].at:
        return alike[0]
    return replace(alike[0], notes=(*alike[0].notes, f"and {more} more like it by that line"))
