# SPDX-License-Identifier: BSD-3-Clause
"""A model of which only that is made again which a change can reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from dsl.call import Syscall
from dsl.data import Enum, Flags, Struct
from gen.load import Declared, Item
from gen.model.nodes import Kernel

#: What a model is made of.
Node = TypeVar("Node")


def held(kernel: Kernel) -> dict[str, frozenset[str]]:
    """Return the names that each structure and call hangs on."""
    found = {s.name: {n for f in s.fields for n in (f.structure, f.enumeration)}
             for s in kernel.structs}
    for call in kernel.calls:
        names = {n for p in call.params for n in (p.enumeration, p.type.name)}
        found[call.name] = names | {"Errno", call.version_of}
    return {name: frozenset(names - {""}) for name, names in found.items()}


def reaching(about: frozenset[str], holds: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return some names, and those of all that holds them, at any depth."""
    found, before = about, frozenset[str]()
    while found != before:
        before = found
        found |= {name for name, names in holds.items() if names & found}
    return found


def named(declared: Declared) -> dict[str, object]:
    """Return what becomes an enumeration, a structure or a call, by name."""
    return {item.name: item.value for kind in (Enum, Flags, Struct, Syscall)
            for item in declared.items(kind)}


class Some(Declared):
    """Those of some declarations that have one of some names."""

    def __init__(self, declared: Declared, names: frozenset[str]) -> None:
        super().__init__(declared.root, declared.modules, declared.facts, declared.shared,
                         owners=declared.owners, kinds=declared.kinds, among=declared)
        self.names = names

    def items(self, kind: type) -> Iterator[Item]:
        """Yield those of a kind."""
        return (item for item in self.whole.items(kind) if item.name in self.names)


def together(
    names: list[str], touched: frozenset[str], made: dict[str, Node], old: dict[str, Node]
) -> tuple[Node, ...]:
    """Return what was made, and what did not have to be, in the order of the names."""
    found = (made.get(name) if name in touched else old.get(name) for name in names)
    return tuple(one for one in found if one is not None)
