# SPDX-License-Identifier: BSD-3-Clause
"""Interfaces of the model: from declarations to methods and those who have them."""

from __future__ import annotations

from collections.abc import Iterator

import dsl.choice as said
from gen.load import Declared, Item
from gen.model.interface_nodes import Implementation, Interface, Method
from gen.model.start import qualified
from gen.model.types import Types


def interfaces(declared: Declared, types: Types) -> Iterator[Interface]:
    """Yield the interfaces, by name."""
    for item in sorted(declared.items(said.Interface), key=qualified):
        methods = [one for one in declared.items(said.Method)
                      if one.value.interface is item.value]
        yield Interface(
            item.name,
            item.module.subsystem,
            tuple(_method(one, types) for one in methods),
            tuple(_implementations(declared, item, methods)),
            item.value.doc,
            item.loc,
        )


def _method(item: Item, types: Types) -> Method:
    """Return a method with its types."""
    hints = dict(item.value.function.__annotations__)
    result = types.of(hints.pop("return", None))
    params = tuple((name, types.of(hint)) for name, hint in hints.items())
    return Method(item.name, params, result, item.value.default, item.doc, item.loc)


def _implementations(
    declared: Declared, item: Item, methods: list[Item]
) -> Iterator[Implementation]:
    """Yield who implements an interface, by number."""
    found = [one for one in declared.items(said.Implementation)
             if one.value.interface is item.value]
    for one in sorted(found, key=lambda one: (one.value.number, one.name)):
        functions = tuple(
            (method.name, f"{one.name}_{method.name}")
            for method in methods
            if method.value.default is None or method.value in one.value.has
        )
        yield Implementation(one.name, one.value.number, functions, one.value.doc, one.loc)
