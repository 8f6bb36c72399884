# SPDX-License-Identifier: BSD-3-Clause
"""include/<subsystem>_message.gen.h: a subsystem's messages, and all that is done with them.

The sender's side takes the port by its own type, so that a message is sent where it is
accepted or the compiler complains.

Sample::

    struct lwkt_msg		h;
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gen.artefact import Artefact
from gen.backends.calls import member, title
from gen.backends.structure import by_subsystem
from gen.fold import listed, noted, prototype, tabbed
from gen.model.message_nodes import Message, Messaging, Port, PortKind
from gen.model.nodes import Field, Kernel

#: Where a structure's comments stand.
COMMENT = 40


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield a header for every subsystem that declares messages or ports."""
    messaging = kernel.messaging
    known = {m.c_name: m for m in messaging.messages}
    base = sorted({k.subsystem for k in messaging.kinds})
    common = (base, messaging.header, messaging.freed, messaging.unanswered, ours(messaging))
    all_messages, all_ports = by_subsystem(messaging.messages), by_subsystem(messaging.ports)
    owners = {s.name: s.subsystem for s in kernel.structs}
    filled = {s.subsystem for s in kernel.structs} | {e.subsystem for e in kernel.enums}
    filled |= {c.subsystem for c in kernel.calls}
    for folder in kernel.subsystems:
        messages, ports = all_messages.get(folder.name, []), all_ports.get(folder.name, [])
        if not messages and not ports:
            continue
        own = [f"{folder.name}.gen.h"] if folder.name in filled else []
        key = kernel.pieces.key((*messages, *ports), own, *common)
        path = f"include/{folder.name}_message.gen.h"
        words = partial(header, folder.name, own, base, owners, messaging, known, messages, ports)
        yield Artefact(path, "c/message.h.j2", words, folder.decl, key)


def header(
    name: str, own: list[str], base: list[str], owners: dict[str, str], messaging: Messaging,
    known: dict[str, Message], messages: list[Message], ports: list[Port],
) -> dict[str, object]:
    """Return the words of a subsystem's header."""
    return {
        "guard": f"{name.upper()}_MESSAGE_GEN_H",
        "headers": sorted({
            *own,
            *(f"{one}.gen.h" for one in held(messages, owners) - {name}),
            *spoken_of(messaging, known, messages, ports, name),
        }),
        "base": [f"{one}/{one}.h" for one in base],
        "header": messaging.header,
        "ports": [port_words(p) for p in ports],
        "numbers": [line for m in messages for line in numbers(m)],
        "messages": [described(m, messaging) for m in messages],
        "accepted": [row for p in ports for row in accepted(p, known, messaging.kinds)],
    }


def ours(messaging: Messaging) -> list[str]:
    """Return the headers of the ports that take back what nobody waits for."""
    return [f"{p.subsystem}_message.gen.h" for p in messaging.ports
            if p.c_name in (messaging.freed, messaging.unanswered)]


def held(messages: list[Message], owners: dict[str, str]) -> set[str]:
    """Return the subsystems of the structures that messages hold."""
    names = {(f.type.element or f.type).name for m in messages for f in m.fields}
    return {owners[name] for name in names if name in owners}


def spoken_of(
    messaging: Messaging, known: dict[str, Message], messages: list[Message], ports: list[Port],
    own: str,
) -> Iterator[str]:
    """Yield the headers of the ports that messages name, and of what ports accept."""
    if any(m.mode == "oneway" for m in messages):
        yield from ours(messaging)
    for port in ports:
        for name in port.messages:
            if known[name].subsystem != own:
                yield f"{known[name].subsystem}_message.gen.h"


def port_words(port: Port) -> dict[str, object]:
    """Return what a port's own type is made of."""
    head = noted(f"struct {port.c_name}_port {{", port.loc.at, COMMENT)
    return {"name": port.c_name, "title": title(port.doc), "head": head}


#: The vector of ports that handle at once what is sent to them.
AT_ONCE = "port_put_now"


def constant(message: Message) -> str:
    """Return the C constant of a message's number."""
    return f"MSG_{message.c_name.upper()}"


def numbers(message: Message) -> Iterator[str]:
    """Yield the definitions of a message's number, by its old name, too."""
    for name in (constant(message), f"MSG_{message.was.upper()}" if message.was else ""):
        if name:
            yield noted(f"#define {name:<23} {message.number:#06x}", message.loc.at, COMMENT)


def described(message: Message, messaging: Messaging) -> dict[str, object]:
    """Return what a message's structure and functions are made of."""
    tag = f"struct {message.c_name}_msg"
    params = [f"{tag} *m", "struct lwkt_port *reply" if message.mode != "oneway" else ""]
    params += [argument(f) for f in message.fields if f.type.kind != "reserved"]
    reply = [f"{tag} *m", "int error"]
    if message.result.kind != "void":
        reply.append(message.result.declare("result"))
    return {
        "c": message.c_name,
        "title": title(message.doc),
        "head": tabbed(f"{tag} {{", COMMENT) + f"/* {message.loc.at} */",
        "members": [f"\tstruct {messaging.header}\th;", *(member(f) for f in message.fields)],
        "tail": tabbed("};", COMMENT) + f"/* {message.size} bytes */",
        "init": prototype(f"{message.c_name}_init", [p for p in params if p], ")"),
        "does": [*bounded(message), *begun(message, messaging),
                 *(f"\t{stored(f)}" for f in message.fields)],
        "reply": prototype(f"{message.c_name}_reply", reply, ")"),
        "result": message.result.c if message.result.kind != "void" else "",
        "abortable": message.abortable,
        "droppable": message.droppable,
        "waits": message.mode == "async",
    }


def bounded(message: Message) -> Iterator[str]:
    """Yield the lines that hold what moves to its bound."""
    for name, bound in message.bounds:
        parts = [f'"{message.c_name}_init: %zu bytes of {bound}"', name]
        yield from listed(f"\tKASSERT({name} <= {bound}, ", parts, ");")


def begun(message: Message, messaging: Messaging) -> Iterator[str]:
    """Yield the lines that fill a message's header."""
    to = "reply" if message.mode != "oneway" else own_reply_port(message, messaging)
    parts = ["&m->h", to, constant(message), " | ".join(flags(message)) or "0"]
    yield from listed("\tlwkt_initmsg(", parts, ");")


def own_reply_port(message: Message, messaging: Messaging) -> str:
    """Return the port that the answer of a message goes to when nobody wants it."""
    port = messaging.freed if message.memory == "cache" else messaging.unanswered
    return f"&{port}_port.port"


def flags(message: Message) -> Iterator[str]:
    """Yield the flags that a message has all its life."""
    if message.droppable:
        yield "MSGF_DROPABLE"
    if message.abortable:
        yield "MSGF_ABORTABLE"
    if message.urgent:
        yield "MSGF_PRIORITY"


def argument(field: Field) -> str:
    """Return a field as a parameter: an array is an address."""
    if field.type.kind in ("array", "text"):
        return f"const {field.type.c} *{field.name}"
    return field.type.declare(field.name)


def stored(field: Field) -> str:
    """Return the statement that stores a field."""
    name = field.name
    if field.type.kind == "reserved":
        return f"memset(m->{name}, 0, sizeof(m->{name}));"
    many = field.type.kind in ("array", "text")
    return f"memcpy(m->{name}, {name}, sizeof(m->{name}));" if many else f"m->{name} = {name};"


def handler_of(port: Port, message: Message) -> str:
    """Return the function that handles a message which comes by a port."""
    return message.handler or f"{port.c_name}_on_{message.c_name}"


def accepted(
    port: Port, known: dict[str, Message], kinds: tuple[PortKind, ...]
) -> Iterator[dict[str, object]]:
    """Yield how each message of a port is sent to it.

    Where all that is sent to a port is handled at once, the handler is called from here: no
    queue, no switch, and no look for who handles it.
    """
    at_once = any(k.name == port.kind and k.vectors[0] == AT_ONCE for k in kinds)
    for name in port.messages:
        message = known[name]
        verb = {"sync": "do", "async": "send", "oneway": "send"}[message.mode]
        function = name if message.port else f"{port.c_name}_{name}"
        params = [f"struct {port.c_name}_port *to", f"struct {name}_msg *m"]
        yield {
            "type": "int" if verb == "do" else "void",
            "tag": f"{name}_msg",
            "direct": handler_of(port, message) if at_once and verb == "do" and
            not port.automaton else "",
            "does": {"do": "return (lwkt_domsg(&to->port, &m->h));",
                     "send": "lwkt_sendmsg(&to->port, &m->h);"}[verb],
            "head": prototype(f"{function}_{verb}", params, ")"),
            "forward": prototype(f"{function}_forward", params, ")"),
        }
