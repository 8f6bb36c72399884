# SPDX-License-Identifier: BSD-3-Clause
"""translation.gen.c and its header: what old programs know, and how it becomes what is now.

Each structure with an older version has two functions, there and back; a call that is a
version of another has its handler here.

Sample::

    error = reading_from_reading1(&to_reading, to);
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from gen.artefact import Artefact
from gen.fold import listed, prototype
from gen.model.nodes import Call, Kernel, Param, Structure
from gen.translation import Move, chain, moves, steps

READ, WRITTEN = ("in", "inout"), ("out", "inout")


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the translators and the handlers, where anything has a version."""
    structs = {s.name: s for s in kernel.structs}
    calls = {c.name: c for c in kernel.calls}
    found = list(steps(structs))
    old = [c for c in kernel.calls if c.version_of in calls]
    if not found and not old:
        return
    pairs = [p for a, b in found for p in ((a, b), (b, a))]
    owners = {s.subsystem for pair in found for s in pair}
    owners |= {c.subsystem for one in old for c in (one, calls[one.version_of])}
    owners |= {e.subsystem for e in kernel.enums for m in e.members if m.name == "EOVERFLOW"}
    words = {
        "headers": [f"{name}.gen.h" for name in sorted(owners)],
        "translators": [translator(by, to, structs) for by, to in pairs],
        "handlers": [handler(one, calls[one.version_of], structs) for one in old],
    }
    edit = "the declared versions"
    yield Artefact("translation.gen.c", "c/translation.c.j2", words, edit)
    yield Artefact("include/translation.gen.h", "c/translation.h.j2", words, edit)


def function(by: Structure, to: Structure) -> str:
    """Return the name of the function that makes one structure of another."""
    return f"{to.c_name}_from_{by.c_name}"


def translator(
    by: Structure, to: Structure, structs: Mapping[str, Structure]
) -> dict[str, object]:
    """Return what the function from one structure to another is made of."""
    params = [f"struct {to.c_name} *to", f"const struct {by.c_name} *from"]
    found = list(moves(by, to, structs))
    head = prototype(f"int\t{function(by, to)}", params)
    return {
        "at": to.loc.at,
        "prototype": head,
        "head": "\n".join(listed(f"{function(by, to)}(", params, ")")),
        "inner": any(move.way == "inner" for move in found),
        "lines": [line for move in found for line in carried(move)],
    }


def carried(move: Move) -> Iterator[str]:
    """Yield the lines that carry one field."""
    name, counts = move.to.name, move.to.counts
    if move.way == "text":
        size = min(move.to.type.size, move.by.type.size) - (move.to.type.size < move.by.type.size)
        yield f"\tmemcpy(to->{name}, from->{name}, {size});"
        return
    if move.way == "array":
        yield f"\tmemcpy(to->{name}, from->{name}, sizeof(to->{name}));"
        return
    place = name
    for depth, count in enumerate(counts):
        yield "\t" * (depth + 1) + f"for (size_t i{depth} = 0; i{depth} < {count}; i{depth}++) {{"
        place += f"[i{depth}]"
    tabs = "\t" * (len(counts) + 1)
    for line in one(move, place):
        yield tabs + line
    for depth in reversed(range(len(counts))):
        yield "\t" * (depth + 1) + "}"


def one(move: Move, place: str) -> Iterator[str]:
    """Yield the lines that carry one value."""
    if move.way == "inner":
        to, by = move.inner
        yield f"error = {to}_from_{by}(&to->{place}, &from->{place});"
        yield "if (error != 0)"
        yield "\treturn (error);"
        return
    for bound, sign in ((move.low, "<"), (move.high, ">")):
        if bound:
            yield f"if (from->{place} {sign} {bound})"
            yield "\treturn (EOVERFLOW);"
    yield f"to->{place} = from->{place};"


def handler(old: Call, now: Call, structs: Mapping[str, Structure]) -> dict[str, object]:
    """Return what the handler of an old call is made of."""
    pairs = list(zip(old.params, now.params, strict=True))
    found = {a.name: chain(a.type.name, b.type.name, structs) for a, b in pairs}
    aged = [(a, found[a.name]) for a, _ in pairs if len(found[a.name]) > 1]
    arguments = [passed(a, found[a.name]) for a in old.params if a.kernel_c]
    head = [p.kernel_c for p in old.params if p.kernel_c]
    return {
        "at": old.loc.at,
        "head": "\n".join(listed(f"{old.handler}(", head or ["void"], ")")),
        "locals": [f"struct {s.c_name} {local(a, s)};" for a, v in aged for s in v[1:]],
        "before": [line for a, v in aged for line in inwards(a, v)],
        "call": "\n".join(listed(f"\tresult = {now.handler}(", arguments, ");")),
        "left": [line for a, v in aged if a.name == old.left for line in interrupted(a, v)],
        "after": [line for a, v in aged for line in outwards(a, v)],
        "fails": bool([a for a, _ in aged if a.kind in (*READ, *WRITTEN)]),
    }


def local(param: Param, structure: Structure) -> str:
    """Return the variable that holds an argument in one of its versions."""
    return f"{param.name}_{structure.c_name}"


def passed(param: Param, versions: list[Structure]) -> str:
    """Return what the newer handler gets for an argument."""
    if len(versions) < 2:
        return param.name
    place = f"&{local(param, versions[-1])}"
    return f"{param.name} != NULL ? {place} : NULL" if param.optional else place


def inwards(param: Param, versions: list[Structure]) -> Iterator[str]:
    """Yield the lines that make what an old program gave what the handler takes."""
    last = local(param, versions[-1])
    if param.kind not in READ:
        yield f"\tmemset(&{last}, 0, sizeof({last}));"
        return
    by = param.name
    for old, new in pairwise(versions):
        to = f"&{local(param, new)}"
        yield from tried(param, function(old, new), [to, by])
        by = to


def outwards(param: Param, versions: list[Structure]) -> Iterator[str]:
    """Yield the lines that make what the handler gave what an old program takes."""
    if param.kind not in WRITTEN:
        return
    for old, new in reversed(list(pairwise(versions))):
        to = param.name if old is versions[0] else f"&{local(param, old)}"
        yield from tried(param, function(new, old), [to, f"&{local(param, new)}"])


def interrupted(param: Param, versions: list[Structure]) -> Iterator[str]:
    """Yield the lines that translate what a signal left undone."""
    yield "\tif (result == -EINTR) {"
    yield from ("\t" + line for line in outwards(param, versions))
    yield "\t}"


def tried(param: Param, function: str, parts: list[str]) -> Iterator[str]:
    """Yield the lines that call a translator, where there is something to translate."""
    test = f"{param.name} == NULL ? 0 : " if param.optional else ""
    yield from listed(f"\terror = {test}{function}(", parts, ");")
    yield "\tif (error != 0)"
    yield "\t\treturn (-error);"
