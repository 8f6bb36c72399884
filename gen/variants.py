# SPDX-License-Identifier: BSD-3-Clause
"""Which kernels there are, by the syntax of the declarations alone: nothing is loaded.

The command line and SCons ask this each time they start.  What is wrong with a declaration
is told by whoever loads it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Variant:
    """A declared config: its name, what it is for, and whether it is built by default."""

    name: str
    doc: str
    default: bool


def arches(root: Path = ROOT) -> tuple[str, ...]:
    """Return the architectures that have facts."""
    return tuple(sorted(place.parent.name for place in root.glob("arch/*/facts.py")))


def variants(root: Path = ROOT) -> tuple[Variant, ...]:
    """Return the declared configs, by name."""
    return tuple(sorted(_declared(root), key=lambda variant: variant.name))


def default(known: tuple[Variant, ...]) -> str:
    """Return the name of the config that is built when none is named."""
    return next((variant.name for variant in known if variant.default), "DEBUG")


def _declared(root: Path) -> Iterator[Variant]:
    for place in sorted(root.glob("kernel-src/**/decl.py")):
        try:
            text = place.read_text(encoding="utf-8")
            tree = ast.parse(text) if "config(" in text else ast.Module([], [])
        except (OSError, ValueError, SyntaxError):
            continue
        for node in tree.body:
            if (
                isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Name) and node.value.func.id == "config"
                and isinstance(node.targets[0], ast.Name)
            ):
                words = {
                    word.arg: word.value.value
                    for word in node.value.keywords if isinstance(word.value, ast.Constant)
                }
                name, doc = node.targets[0].id, str(words.get("doc", ""))
                yield Variant(name, doc, words.get("default") is True)
