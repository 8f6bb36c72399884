# SPDX-License-Identifier: BSD-3-Clause
"""Declarations that import each other in a circle: which, and where."""

from __future__ import annotations

import ast
from pathlib import Path

from gen.diag import Diag, Mark
from gen.place import Loc, Source


def cyclic(source: Source, root: Path) -> Diag | None:
    """Return the diagnostic of a module that its own imports lead back to, or None."""
    ring = cycle(source, root, [])
    if not ring:
        return None
    names = [folder(at.file) for at in ring]
    what = f"declarations import each other: {' -> '.join([*names, names[0]])}"
    marks = tuple(
        Mark(at, f"`{folder(at.file)}` imports `{name}`")
        for at, name in zip(ring[1:], [*names[2:], names[0]], strict=True)
    )
    help_text = "move what both need into the one that needs less"
    return Diag("K0017", ring[0], what, f"`{names[0]}` imports `{names[1]}`", marks,
                help=help_text)


def folder(file: str) -> str:
    """Return the subsystem of a declaration's file."""
    return file.removeprefix("kernel-src/").removesuffix("/decl.py")


def cycle(source: Source, root: Path, way: list[Loc]) -> list[Loc]:
    """Return the imports that lead from a module back to itself, or an empty list."""
    for at, file in imports(source):
        if at.file == file or any(step.file == file for step in way[1:]):
            continue
        if way and file == way[0].file:
            return [*way, at]
        further = read(root, file)
        found = cycle(further, root, [*way, at]) if further else []
        if found:
            return found
    return []


def imports(source: Source) -> list[tuple[Loc, str]]:
    """Return the declarations that a module imports: where it does, and their files."""
    found = []
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".decl"):
            file = f"kernel-src/{(node.module or '').replace('.', '/')}.py"
            found.append((source.span(node), file))
    return found


def read(root: Path, file: str) -> Source | None:
    """Return another declaration, or None when it cannot be read: that is told elsewhere."""
    try:
        text = (root / file).read_text(encoding="utf-8")
        return Source(file, text, ast.parse(text))
    except (OSError, ValueError, SyntaxError):
        return None
