# SPDX-License-Identifier: BSD-3-Clause
"""Which kernels there are, by the syntax of the declarations alone: nothing is loaded.

The command line and SCons ask this each time they start.  What is wrong with a declaration
is told by whoever loads it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


#: How a config's declaration begins, in a file that Python cannot read.
BEGINS = re.compile(r"^(\w+) *= *config\(", re.MULTILINE)


@dataclass(frozen=True)
class Variant:
    """A declared config: its name, what it is for, and whether it is built by default."""

    name: str
    doc: str
    default: bool


#: What can be asked for when no config is declared, which the loader then complains about.
STAND_IN = Variant("DEBUG", "", True)


def arches(root: Path = ROOT) -> tuple[str, ...]:
    """Return the architectures that have facts."""
    return tuple(sorted(place.parent.name for place in root.glob("arch/*/facts.py")))


def variants(root: Path = ROOT) -> tuple[Variant, ...]:
    """Return the declared configs, by name."""
    known = sorted(_declared(root), key=lambda variant: variant.name)
    return tuple(known) or (STAND_IN,)


def default(known: tuple[Variant, ...]) -> str:
    """Return the name of the config that is built when none is named."""
    return next((variant.name for variant in known if variant.default), known[0].name)


def _declared(root: Path) -> Iterator[Variant]:
    for place in sorted(root.glob("kernel-src/**/decl.py")):
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        if "config(" in text:
            yield from _declared_in(text)


def _declared_in(text: str) -> Iterator[Variant]:
    try:
        tree = ast.parse(text)
    except (ValueError, SyntaxError):
        yield from (Variant(name, "", name == STAND_IN.name) for name in BEGINS.findall(text))
        return
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
