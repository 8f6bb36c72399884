# SPDX-License-Identifier: BSD-3-Clause
"""What compilers, assembler and linker say of generated files, said of the declarations.

A complaint about hand-written C alone stays as it was printed.  One that has a generated file
or a declaration among its places is rendered like our own: the declaration, the other party,
the line of the template, and what would be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dsl.record import replace
from gen import diag_render
from gen.diag import Diag
from gen.mapping.complaint import Complaint, complaints
from gen.mapping.place import DECLARES, Tree
from gen.mapping.sentence import diagnosed
from gen.place import Loc

#: After one of these a compiler only stumbles: what it says of the same declaration is no news.
STUMBLES = ("K0200", "K0202", "K0209")

#: No declaration is to blame for these: the model, or a template, is wrong.
FAULTS_OF_OURS = ("K0203", "K0207", "K0209", "K0214")


def remap(text: str, root: Path, gen: Path, *, color: bool = False) -> tuple[str, bool]:
    """Return what the tools said, with what concerns declarations in our form.

    Say besides whether some of it is a mistake of the generator's own.
    """
    tree = Tree(root, gen)
    kept: list[Complaint] = []
    refused: set[Loc] = set()
    found: dict[tuple[str, Loc], list[Diag]] = {}
    causes: dict[tuple[str, Loc, str], Loc] = {}
    for complaint in complaints(text):
        diag = diagnosed(complaint, tree)
        if diag is None:
            kept.append(complaint)
            continue
        line = cause(diag)
        known = causes.setdefault((diag.code, diag.at, diag.what), line) != line
        if not known and not refused & places(diag):
            found.setdefault((diag.code, line), []).append(diag)
            refused |= blamed(diag)
    if not found:
        return text, False
    # Warnings about what was made from a mistake say nothing new.
    raw = [c.raw for c in kept if c.head is None or not tree.is_generated(c.head)]
    told = [counted(alike) for alike in found.values()]
    said = "".join([*raw, diag_render.render(told, tree.sources, color=color), "\n"])
    return said, any(code in FAULTS_OF_OURS for code, _ in found)


def blamed(diag: Diag) -> set[Loc]:
    """Return the declarations of which nothing more is to be heard."""
    if diag.code not in STUMBLES:
        return set()
    return {at for at in places(diag) if DECLARES.match(at.file)}


def places(diag: Diag) -> set[Loc]:
    """Return every place that a diagnostic shows."""
    return {diag.at, *(mark.at for mark in diag.others)}


def cause(diag: Diag) -> Loc:
    """Return the line that all diagnostics of one mistake have in common."""
    templates = [mark.at for mark in diag.others if mark.at.file.startswith("templates/")]
    return templates[0] if templates else diag.at


def counted(alike: Sequence[Diag]) -> Diag:
    """Return the first of some diagnostics with one cause, and how many more there are."""
    more = len(alike) - 1
    if not more or all(places(diag) == places(alike[0]) for diag in alike):
        return alike[0]
    return replace(alike[0], notes=(*alike[0].notes, f"and {more} more like it by that line"))
