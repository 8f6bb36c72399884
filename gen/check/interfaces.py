# SPDX-License-Identifier: BSD-3-Clause
"""Rules about interfaces: each implementation has what it must, and is chosen by one number."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.choice import Implementation, Interface, Method
from gen.check.handlers import c_functions
from gen.diag import Diag, Mark
from gen.load import Declared
from gen.model.build import System
from gen.model.interface_nodes import Method as Node
from gen.near import did_you_mean


def implementations_have_every_method(system: System) -> Iterator[Diag]:
    """Who implements an interface has a C function for each method that must be there."""
    kernels = list(system.kernels.values())
    known = c_functions(system)
    for one in kernels[0].interfaces if kernels else ():
        methods = {method.name: method for method in one.methods}
        for who in one.implementations:
            folder = who.loc.file.rsplit("/", 1)[0]
            for name, function in who.functions:
                if function in known:
                    continue
                method = methods[name]
                must = "must have" if method.default is None else "says that it has"
                what = f"`{who.name}` {must} `{name}`, and does not"
                mark = Mark(method.loc, "the method")
                yield Diag("K0460", who.loc, what, f"`{function}` is nowhere in {folder}",
                           (mark,), (f"it would be: {spelled(method, function)}",),
                           did_you_mean(function, set(known)))


def spelled(method: Node, function: str) -> str:
    """Return the head of the C function that has a method."""
    params = ", ".join(held.declare(name) for name, held in method.params) or "void"
    return f"{method.result.declare(function)}({params})"


def implementations_have_numbers_of_their_own(declared: Declared) -> Iterator[Diag]:
    """No two implementations of an interface are chosen by one number."""
    taken: dict[tuple[int, int], Implementation] = {}
    places = {id(item.value): item for item in declared.items(Implementation)}
    for item in declared.items(Implementation):
        key = (id(item.value.interface), item.value.number)
        if key in taken:
            other = places[id(taken[key])]
            used = {number for owner, number in taken if owner == key[0]}
            free = next(n for n in range(len(used) + 1) if n not in used)
            at = item.module.source.argument(item.name, 1)
            what = f"`{item.name}` and `{other.name}` are both number {item.value.number}"
            mark = Mark(other.module.source.argument(other.name, 1), "the other")
            yield Diag("K0461", at, what, "", (mark,), help=f"the lowest free one is {free}")
        taken.setdefault(key, item.value)


def defaults_are_of_methods_that_return(declared: Declared) -> Iterator[Diag]:
    """What is returned where there is no method fits: 0 for nothing and for pointers."""
    for item in declared.items(Method):
        result = item.value.function.__annotations__.get("return")
        number = isinstance(result, type)
        if item.value.default and not number:
            at = item.module.source.name(item.name)
            returns = "returns nothing" if result is None else "returns a pointer"
            what = f"`{item.name}` {returns}, and by default {item.value.default}"
            yield Diag("K0462", at, what, help="write default=0")


def interfaces_are_implemented(declared: Declared) -> Iterator[Diag]:
    """An interface has methods, and somebody who implements it."""
    for item in declared.items(Interface):
        for kind, noun in ((Method, "method"), (Implementation, "implementation")):
            if not any(one.value.interface is item.value for one in declared.items(kind)):
                what = f"interface `{item.name}` has no {noun}"
                yield Diag("K0463", item.loc, what, help=f"declare one, or remove `{item.name}`")
