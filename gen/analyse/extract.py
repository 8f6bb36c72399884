# SPDX-License-Identifier: BSD-3-Clause
"""From a tree to facts: the functions of a file, their calls, and their own mistakes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from gen.analyse.asked import known
from gen.analyse.fact import File, Function, Handed
from gen.analyse.flow import Flow
from gen.analyse.kept import kept
from gen.analyse.lock import Locks
from gen.analyse.message import Messages
from gen.analyse.piece import Part
from gen.analyse.pointer import Pointers
from gen.analyse.reply import answers
from gen.analyse.rule_number import handed
from gen.analyse.rule_percpu import bypassed
from gen.analyse.rule_sign import signs
from gen.analyse.section import PRIMITIVES, Sections
from gen.analyse.source import Source
from gen.analyse.tree import Types, called, kind, locals_of, parameters, parts, type_text
from gen.analyse.user import COPY, Uses
from gen.diag import Diag


def extract(part: Part, of: Collection[str] | None, source: Source) -> File:
    """Return the facts of a file's functions: of those in the files `of`, or of all."""
    functions, found = [], []
    for node in part.functions:
        if of is None or node.decl.coord.file in of:
            lines = source.lines(node.decl.coord.file)
            one, mistakes = known().facts(node, part, lines, partial(function, source=source))
            functions.append(one)
            found += mistakes
            if not node.decl.coord.file.endswith((".gen.c", ".gen.h")):
                found += bypassed(node, part.areas, source)
    return File(tuple(functions), tuple(found))


def function(
    node: Any, types: Types, noreturn: Collection[str], source: Source
) -> tuple[Function, list[Diag]]:
    """Return the facts of a function, and what is wrong in it by itself."""
    name, coord = node.decl.name, node.decl.coord
    own = locals_of(node)
    context, ends = source.context(coord), name in noreturn
    flow = Flow(node, noreturn)
    primitive = name in PRIMITIVES
    sections = Sections(node, flow, source, "crit" in context and ends)
    found: list[Diag] = [] if primitive else list(sections.found.values())
    given: tuple[Handed, ...] = ()
    if coord.file not in COPY and not coord.file.endswith((".gen.c", ".gen.h")):
        uses = Uses(node, types, source)
        found += uses.found()
        given = tuple(handed(node, uses, source))
    found += Messages(node, flow, types, source).found()
    found += signs(node, source)
    locks = Locks(node, flow, types, source)
    fact = Function(
        name=name,
        at=source.place(coord, name),
        static="static" in node.decl.storage,
        returns=type_text(node.decl.type.type),
        params=parameters(node.decl.type),
        noreturn=ends,
        context=context,
        depth=source.depth(coord),
        calls=tuple(one for one in sections.calls if one.name and one.name not in own),
        refers=tuple(sorted(set(referred(node, types)))),
        through=tuple(sorted(set(pointed(node, types)))),
        handed=given,
        answers=tuple(answers(node, flow, source)),
        kept=tuple(kept(node, flow, types, source)),
        locked=tuple(locks.locked()),
        returned=locks.returned(),
        pointers=tuple(dict.fromkeys(Pointers(node, types).found())),
    )
    return fact, found


def referred(node: Any, types: Types) -> Iterator[str]:
    """Yield the functions whose addresses a function takes."""
    own = locals_of(node)
    direct = {id(one.name) for one in parts(node.body, "FuncCall")}
    for one in parts(node.body, "ID"):
        value = id(one) not in direct and one.name not in own
        if value and kind(types.names.get(one.name)) == "FuncDecl":
            yield one.name


def pointed(node: Any, types: Types) -> Iterator[str]:
    """Yield the shapes of the functions that a function calls by pointers."""
    own = locals_of(node)
    for one in parts(node.body, "FuncCall"):
        if not called(one) or called(one) in own:
            found = types.of(one.name, own)
            found = found.type if kind(found) == "PtrDecl" else found
            yield type_text(found) if kind(found) == "FuncDecl" else "?"
