# SPDX-License-Identifier: BSD-3-Clause
"""message_wire.gen.c: messages as they travel to other machines, and back, checked.

What arrives is copied once and judged before anything of it is used: its number and size,
every Enum and Flags in it, and that reserved bytes are zero.

Sample::

    w.size = sizeof(w);
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dsl.record import dataclass
from gen.artefact import Artefact
from gen.backends.calls import member
from gen.backends.message import COMMENT, constant, flags
from gen.backends.translation import carried
from gen.backends.validity import is_valid, judged_below
from gen.fold import listed, noted, tabbed
from gen.model.message_nodes import Message
from gen.model.nodes import Field, Kernel, Structure
from gen.translation import Move, between


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the wire forms and the functions that make and read them."""
    messages = [m for m in kernel.messaging.messages if m.remote]
    if not messages:
        return
    structs = {s.name: s for s in kernel.structs}
    fields = [f for m in messages for f in m.wire]
    judged = {s.name for s in judged_below([f.structure for f in fields], structs)}
    aged = list(versions(messages, structs))
    words = {
        "headers": sorted({f"{m.subsystem}_message.gen.h" for m in messages}),
        "translates": any(move.way == "inner" for a in aged for move in a.moves),
        "messages": [
            {**travelling(m, structs, judged),
             "aged": next((described(a) for a in aged if a.now is m), "")}
            for m in messages
        ],
    }
    edit = "the declared messages"
    yield Artefact("message_wire.gen.c", "c/message_wire.c.j2", words, edit)
    yield Artefact("include/message_wire.gen.h", "c/message_wire.h.j2", words, edit)


def travelling(
    message: Message, structs: Mapping[str, Structure], judged: set[str]
) -> dict[str, object]:
    """Return what a message's wire form and its two functions are made of."""
    name = message.c_name
    return {
        "c": name,
        "at": message.loc.at,
        "head": noted(f"struct {name}_wire {{", message.loc.at, COMMENT),
        "members": [member(f) for f in message.wire],
        "tail": tabbed("};", COMMENT) + f"/* {message.wire_size} bytes */",
        "size": message.wire_size,
        "constant": constant(message),
        "flags": " | ".join(flags(message)) or "0",
        "leaves": [moved(f, "w", "m->") for f in message.wire if f.type.kind != "reserved"],
        "arrives": [moved(f, "m->", "w") for f in message.wire if f.type.kind != "reserved"],
        "refused": [line for f in message.wire for line in refused(f, structs, judged)],
    }


@dataclass(frozen=True)
class Aged:
    """A message that peers may still send as it was: how, and by which numbers."""

    now: Message
    old: Message
    moves: list[Move]
    numbers: list[str]


def versions(messages: Sequence[Message], structs: Mapping[str, Structure]) -> Iterator[Aged]:
    """Yield the messages with an older version, and all numbers by which those come."""
    known = {m.c_name: m for m in messages}
    for now in messages:
        numbers, one = [], known.get(now.older)
        while one is not None and constant(one) not in numbers:
            numbers.append(constant(one))
            one = known.get(one.older)
        if numbers:
            old = known[now.older]
            yield Aged(now, old, list(between(old.wire, now.wire, structs)), numbers)


def described(aged: Aged) -> dict[str, object]:
    """Return what the function that reads an older form is made of."""
    return {
        "old": aged.old.c_name,
        "lines": "\n".join(line for move in aged.moves for line in carried(move)),
        "is_one": "\n".join(listed("\tif (", [f"number == {n}" for n in aged.numbers], ") {",
                                    " ||")),
    }


def moved(field: Field, to: str, by: str) -> str:
    """Return the statement that copies a field between a message and its wire form."""
    left = f"w.{field.name}" if to == "w" else f"m->{field.name}"
    right = f"w.{field.name}" if by == "w" else f"m->{field.name}"
    if field.type.kind in ("array", "text"):
        return f"memcpy({left}, {right}, sizeof({left}));"
    return f"{left} = {right};"


def refused(
    field: Field, structs: Mapping[str, Structure], judged: set[str], place: str = "w."
) -> Iterator[str]:
    """Yield the lines that refuse a field of what arrived."""
    plain = field.type.kind in ("reserved", "text")
    counts = () if plain else field.counts
    name = f"{place}{field.name}" + "".join(f"[i{depth}]" for depth in range(len(counts)))
    loops = [
        "\t" * (depth + 1) + f"for (size_t i{depth} = 0; i{depth} < {count}; i{depth}++)"
        for depth, count in enumerate(counts)
    ]
    tabs = "\t" * (len(counts) + 1)
    if field.type.kind == "reserved":
        yield "\tfor (size_t i0 = 0; i0 < sizeof(" + name + "); i0++)"
        yield f"\t\tif ({name}[i0] != 0)"
        yield "\t\t\treturn (EINVAL);"
    elif field.enumeration or field.structure in judged:
        yield from loops
        argument = name if field.enumeration else f"&{name}"
        yield f"{tabs}if (!{is_valid(field.enumeration or field.structure)}({argument}))"
        yield f"{tabs}\treturn (EINVAL);"
    elif field.type.kind == "text":
        yield f"\tif ({name}[sizeof({name}) - 1] != 0)"
        yield "\t\treturn (EINVAL);"
    yield from reserved_inside(field, structs, name, loops)


def reserved_inside(
    field: Field, structs: Mapping[str, Structure], name: str, loops: list[str]
) -> Iterator[str]:
    """Yield the lines that refuse reserved bytes which are not zero in a structure."""
    inside = structs.get(field.structure)
    for part in inside.fields if inside else ():
        if part.type.kind == "reserved":
            depth = len(loops)
            tabs = "\t" * (depth + 1)
            at = f"{name}.{part.name}"
            yield from loops
            yield f"{tabs}for (size_t i{depth} = 0; i{depth} < sizeof({at}); i{depth}++)"
            yield f"{tabs}\tif ({at}[i{depth}] != 0)"
            yield f"{tabs}\t\treturn (EINVAL);"
