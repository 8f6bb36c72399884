# SPDX-License-Identifier: BSD-3-Clause
"""message_decode.gen.c and message.gen.json: what a message says, for people.

The kernel prints messages by the first; gdb and programs on the host read them by the second
(front/message_decoder.py): one declaration, one set of facts.

Sample::

    { MSG_ECHO_OPEN, "echo.open", 1 },
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.enum_name import table
from gen.backends.message import constant
from gen.fold import indented, listed, quoted
from gen.model.message_nodes import Message
from gen.model.nodes import Enumeration, Field, Kernel, Structure, Type

EDIT = "the declared messages"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the kernel's decoder, and the facts for other decoders."""
    messaging = kernel.messaging
    if not messaging.header:
        return
    enums = {e.name: e for e in kernel.enums}
    messages = [decoded(m, enums) for m in messaging.messages]
    words = {
        "header": messaging.header,
        "base": f"{messaging.kinds[0].subsystem}/{messaging.kinds[0].subsystem}.h",
        "headers": sorted({f"{m.subsystem}_message.gen.h" for m in messaging.messages}),
        "messages": messages,
    }
    yield Artefact("message_decode.gen.c", "c/message_decode.c.j2", words, EDIT)
    yield Artefact("include/message_decode.gen.h", "c/message_decode.h.j2", words, EDIT)
    text = indented(facts(kernel, enums))
    yield Artefact("message.gen.json", "text/message.json.j2", {"text": text}, EDIT)


def said(message: Message) -> str:
    """Return what a message is called: `echo.open`, `Ping`."""
    return f"{message.port}.{message.name}" if message.port else message.name


def decoded(message: Message, enums: dict[str, Enumeration]) -> dict[str, object]:
    """Return a message's row, and those of its fields."""
    shown = [f for f in message.fields if f.type.kind != "reserved"]
    row = listed("\t{ ", [constant(message), quoted(said(message)), str(len(shown))], " },")
    return {
        "row": "\n".join(row),
        "at": message.loc.at,
        "fields": [line for f in shown for line in shown_as(message, f, enums)],
    }


#: How a field is shown, by its kind; any other is a number.
SHOWN = {"text": "TEXT", "array": "BYTES", "struct": "BYTES", "kptr": "ADDRESS"}


def shown_as(message: Message, field: Field, enums: dict[str, Enumeration]) -> list[str]:
    """Return a field's row."""
    enum, how = enums.get(field.enumeration), SHOWN.get(field.type.kind, "")
    names = f"&{table(enum)}" if enum is not None and not enum.is_flags and not how else "NULL"
    how = how or ("SIGNED" if field.type.signed else "NUMBER")
    return listed("\tFIELD(", [message.c_name, field.name, how, names], "),")


def facts(kernel: Kernel, enums: dict[str, Enumeration]) -> dict[str, object]:
    """Return all that a decoder needs to know, of memory and of wires."""
    messaging, structs = kernel.messaging, {s.c_name: s for s in kernel.structs}
    header = structs[messaging.header]
    used = {f.enumeration for m in messaging.messages for f in m.fields}
    used |= {m.result_enumeration for m in messaging.messages} | {messaging.flags}
    used |= {f.enumeration for s in kernel.structs for f in s.fields if s.c_name == header.c_name}
    return {
        "arch": kernel.arch.name,
        "header": {"name": header.c_name, "size": header.size, "fields": rows(header)},
        "enums": {
            name: {"flags": enums[name].is_flags,
                   "values": {str(m.value): m.name for m in enums[name].members}}
            for name in sorted(used & set(enums))
        },
        "messages": {
            f"{m.number:#x}": {
                "name": said(m),
                "at": m.loc.at,
                "mode": m.mode,
                "size": m.size,
                "fields": [row(f) for f in m.fields],
                "result": m.result.name if m.result.kind != "void" else "",
                "wire_size": m.wire_size,
                "wire": [row(f) for f in m.wire],
            }
            for m in messaging.messages
        },
        "ports": {f"{p.number:#x}": p.c_name for p in messaging.ports},
    }


def rows(structure: Structure) -> list[dict[str, object]]:
    """Return the facts of a structure's fields."""
    return [row(f) for f in structure.fields]


def row(field: Field) -> dict[str, object]:
    """Return the facts of one field."""
    one: Type = field.type.element or field.type
    return {
        "name": field.name,
        "offset": field.offset,
        "size": field.type.size,
        "each": one.size,
        "kind": field.type.kind,
        "signed": one.signed,
        "enum": field.enumeration,
    }
