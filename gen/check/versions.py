# SPDX-License-Identifier: BSD-3-Clause
"""Rules about versions: what an older structure or call has to do with the newer one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from dsl.call import Syscall
from gen.diag import Diag, Mark
from gen.load import Declared
from gen.model.build import System
from gen.model.nodes import Call, Kernel, Structure
from gen.translation import chain, moves, overflows, steps


def versions_are_of_the_newest(declared: Declared) -> Iterator[Diag]:
    """A call is a version of a call that is no version itself."""
    for item in declared.items(Syscall):
        newer = item.value.version_of
        if newer is None or newer.version_of is None:
            continue
        owner, last = declared.owner(newer), declared.owner(newer.version_of)
        at = item.module.source.argument(item.name, "version_of")
        what = f"`{item.name}` is a version of a call that is a version itself"
        marks = (Mark(owner.loc, "the other version"),) if owner else ()
        yield Diag("K0344", at, what, "", marks,
                   help=f"name the newest: version_of={last.name}" if last else "")


def versions_can_be_translated(system: System) -> Iterator[Diag]:
    """Every field that two versions of a structure share can be carried from one to the other."""
    for kernel in list(system.kernels.values())[:1]:
        structs = {s.name: s for s in kernel.structs}
        for old, new in steps(structs):
            for move in moves(old, new, structs):
                if move.way == "never":
                    what = f"`{move.to.name}` of `{new.name}` cannot be made of that of "
                    mark = Mark(move.by.loc, "the older")
                    yield Diag("K0345", move.to.loc, f"{what}`{old.name}`", move.why, (mark,),
                               help="give it another name: it is then zero, or lost")


def versions_take_the_same(system: System) -> Iterator[Diag]:
    """An older call takes what the newer one does, or older versions of it."""
    for kernel in list(system.kernels.values())[:1]:
        structs = {s.name: s for s in kernel.structs}
        for old, new in aged(kernel):
            if why := differs(old, new, structs):
                mark = Mark(new.loc, f"`{new.name}` is here")
                what = f"`{old.name}` cannot be served by `{new.name}`: {why}"
                yield Diag("K0346", old.loc, what, "", (mark,),
                           help="a call that does something else is a call of its own")


def aged(kernel: Kernel) -> Iterator[tuple[Call, Call]]:
    """Yield the older calls with those that serve them."""
    calls = {c.name: c for c in kernel.calls}
    for call in kernel.calls:
        if call.version_of in calls:
            yield call, calls[call.version_of]


def differs(old: Call, new: Call, structs: Mapping[str, Structure]) -> str:
    """Return what keeps one call from serving another, or nothing."""
    if [p.name for p in old.params] != [p.name for p in new.params]:
        return "their arguments are others"
    if old.result != new.result or old.noreturn != new.noreturn:
        return "they answer otherwise"
    if old.left != new.left:
        return "they leave other things to do"
    for a, b in zip(old.params, new.params, strict=True):
        if a.kind != b.kind or a.optional != b.optional or a.bound > (b.bound or a.bound):
            return f"`{a.name}` is passed otherwise"
        if a.type != b.type and not chain(a.type.name, b.type.name, structs):
            return f"`{a.type.name}` is no version of `{b.type.name}`"
    return ""


def overflows_are_declared(system: System) -> Iterator[Diag]:
    """An older call whose numbers may not fit says EOVERFLOW."""
    seen: set[str] = set()
    for kernel in system.kernels.values():
        structs = {s.name: s for s in kernel.structs}
        for old, new in aged(kernel):
            if differs(old, new, structs) or any(e.name == "EOVERFLOW" for e in old.errors):
                continue
            for a, b in zip(old.params, new.params, strict=True):
                field = narrowed(a.kind, chain(a.type.name, b.type.name, structs), structs)
                if field and old.name not in seen:
                    seen.add(old.name)
                    what = f"`{old.name}` may fail with EOVERFLOW, and does not say so"
                    yield Diag("K0347", old.loc, what, notes=(field,),
                               help="add Errno.EOVERFLOW to errors=")


def narrowed(kind: str, versions: list[Structure], structs: Mapping[str, Structure]) -> str:
    """Return which field may not fit on its way, or nothing."""
    pairs = list(pairwise(versions))
    there = pairs if kind in ("in", "inout") else []
    back = [(b, a) for a, b in pairs] if kind in ("out", "inout") else []
    for by, to in [*there, *back]:
        field = overflows(by, to, structs)
        if field:
            return f"`{field.name}` of `{by.name}` may not fit `{to.name}`"
    return ""
