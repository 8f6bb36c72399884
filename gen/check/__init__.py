# SPDX-License-Identifier: BSD-3-Clause
"""The rules: one function, one true sentence; discovered by glob.

A rule about one module by itself takes a `Module`, one about each declaration by itself what is
`Fresh`, one about all declarations a `Declared`, one about the model a `System`, one about the C
beside it `Sources`, one about what a compiler makes of that `Compiled`: the annotation of its
parameter says which, and what the first kind finds is told before the next is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from gen.check.analysis import Compiled
from gen.diag import Diag
from gen.load import Declared
from gen.model.build import Sources, System
from gen.package import modules_of

Rule = Callable[[Any], Iterator[Diag]]


def rules(of: str) -> list[Rule]:
    """Return the rules whose parameter is annotated with `of`, in a stable order."""
    return all_rules().get(of, [])


@cache
def all_rules() -> dict[str, list[Rule]]:
    """Return all rules, by what they are about."""
    found: dict[str, list[Rule]] = {}
    for module in modules_of(__name__, __path__[0]):
        functions = [one for _, one in sorted(vars(module).items()) if type(one) is FunctionType]
        for rule in functions:
            hints = list(rule.__annotations__.values())
            ours = rule.__module__ == module.__name__ and not rule.__name__.startswith("_")
            if ours and len(hints) == 2 and hints[1] == "Iterator[Diag]":
                found.setdefault(hints[0], []).append(rule)
    return found


def apply_to_declared(declared: Declared) -> list[Diag]:
    """Apply the rules about declarations: of each by itself, and when that is right, of all."""
    fresh = declared.fresh()
    modules = fresh.everything()
    found = [diag for rule in rules("Module") for module in modules for diag in rule(module)]
    if not found:
        found += [diag for rule in rules("Fresh") for diag in rule(fresh)]
        found += [diag for rule in rules("Declared") for diag in rule(declared)]
    return found


def apply_to_system(whole: System) -> list[Diag]:
    """Apply the rules about the model."""
    return [diag for rule in rules("System") for diag in rule(whole)]


def apply_to_sources(sources: Sources) -> list[Diag]:
    """Apply the rules about the hand-written C; the generator can do without."""
    return [diag for rule in rules("Sources") for diag in rule(sources)]


def apply_to_compiled(system: Compiled) -> list[Diag]:
    """Apply the rules about what a compiler makes of the C: only who asks for them waits."""
    return [diag for rule in rules("Compiled") for diag in rule(system)]
