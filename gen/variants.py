# SPDX-License-Identifier: BSD-3-Clause
"""Which kernels there are, by the syntax of the declarations alone: nothing is loaded.

The command line and SCons ask this each time they start.  What is wrong with a declaration
is told by whoever loads it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from dsl.record import dataclass

ROOT = Path(__file__).resolve().parents[1]


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
    known = {
        name: Variant(name, str(words.get("doc", "")), words.get("default") is True)
        for name, words in _declared(root, "config")
    }
    return tuple(known[name] for name in sorted(known)) or (STAND_IN,)


def machines(root: Path = ROOT) -> tuple[str, ...]:
    """Return the names of the declared machines."""
    return tuple(sorted(name for name, _ in _declared(root, "machine")))


def default(known: tuple[Variant, ...]) -> str:
    """Return the name of the config that is built when none is named."""
    return next((variant.name for variant in known if variant.default), known[0].name)


def _declared(root: Path, word: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what is declared by a word: its name, and the word's plain arguments."""
    for place in sorted(root.glob("kernel-src/**/decl.py")):
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        if f"{word}(" in text:
            yield from _declared_in(text, word)


def _declared_in(text: str, word: str) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        tree = ast.parse(text)
    except (ValueError, SyntaxError):
        # Of a file that Python cannot read, the beginnings of lines tell the names.
        for name in re.findall(rf"^(\w+) *= *{word}\(", text, re.MULTILINE):
            yield name, {"default": name == STAND_IN.name}
        return
    for node in tree.body:
        if (
            isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name) and node.value.func.id == word
            and isinstance(node.targets[0], ast.Name)
        ):
            yield node.targets[0].id, {
                argument.arg: argument.value.value
                for argument in node.value.keywords
                if argument.arg and isinstance(argument.value, ast.Constant)
            }
