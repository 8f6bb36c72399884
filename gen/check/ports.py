# SPDX-License-Identifier: BSD-3-Clause
"""Rules about ports: who receives, what is accepted, who sends."""

from __future__ import annotations

import re
from collections.abc import Iterator

import gen.edit as edit
from dsl.order import Lock
from dsl.port import Message, Port, PortKind, PortMessage, Transition
from dsl.start import Thread
from gen.check.handlers import c_functions
from gen.check.mending import spelled_at
from gen.diag import Diag, Mark
from gen.edit import NOTHING, Fix
from gen.load import Declared, Fresh, Item
from gen.model.build import System
from gen.model.message_nodes import SERIALIZE
from gen.model.messages import port_name, sent_by
from gen.model.nodes import Kernel
from gen.near import closest, did_you_mean
from gen.noun import kind_of
from gen.place import Loc
from gen.protocol import ProtocolError, kept, mistakes, parse

HIGHEST = 0x6F

#: More at one time than a proof can look at.
MOST_CLIENTS = 8
HIGHEST_STATE = 1 << 32


def ports_by_id(declared: Declared) -> list[Item]:
    """Return the ports by number, then place."""
    return sorted(declared.items(Port), key=lambda item: (item.value.__port__.id, item.loc))


def lowest_id(declared: Declared) -> int:
    """Return the lowest id that no port has; those below 0x10 are for what every message needs."""
    taken = {item.value.__port__.id for item in declared.items(Port)}
    return next(n for n in range(0x10, HIGHEST + 1) if n not in taken)


def port_ids_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two ports have one number."""
    seen: dict[int, Item] = {}
    for item in ports_by_id(declared):
        at = item.module.source.keyword(item.name, "id")
        number = item.value.__port__.id
        free = lowest_id(declared)
        if number in seen:
            first = seen[number]
            mark = Mark(first.module.source.keyword(first.name, "id"), f"`{first.name}` has it")
            what = f"ports `{first.name}` and `{item.name}` both have id {number:#04x}"
            yield Diag("K0132", at, what, f"`{item.name}` takes it again", (mark,),
                       help=f"the lowest free one is {free:#04x}",
                       fix=edit.type_name.numbered(item.module.source, item.name, free, "id"))
        elif not 1 <= number <= HIGHEST:
            what = f"id {number:#x} of `{item.name}` must be between 0x01 and {HIGHEST:#x}"
            yield Diag("K0132", at, what, help=f"the lowest free one is {free:#04x}",
                       fix=edit.type_name.numbered(item.module.source, item.name, free, "id"))
        seen.setdefault(number, item)


def port_names_are_unique_in_c(declared: Declared) -> Iterator[Diag]:
    """No two ports become one structure."""
    seen: dict[str, Item] = {}
    for item in declared.items(Port):
        name = port_name(item.name)
        if name in seen:
            what = f"two ports become `struct {name}_port`"
            yield Diag("K0141", item.loc, what, "", (Mark(seen[name].loc, "the other"),))
        seen.setdefault(name, item)


def kind_of_port(declared: Declared, item: Item) -> PortKind | None:
    """Return the kind of a port, the declared default included."""
    kinds = [k.value for k in declared.items(PortKind)]
    return item.value.__port__.kind or next((k for k in kinds if k.number == 0), None)


def ports_have_the_owner_that_they_need(declared: Declared) -> Iterator[Diag]:
    """A port that a thread receives from says which; no other has an owner."""
    for item in declared.items(Port):
        kind = kind_of_port(declared, item)
        if kind is None:
            continue
        messages = any(isinstance(v, PortMessage) for v in vars(item.value).values())
        if item.value.__port__.owner is None and kind.number == 0:
            what = f"`{item.name}` is a thread's port, and does not say whose"
            names = [i.name for i in declared.items(Thread)]
            yield Diag("K0144", item.loc, what,
                       help=f"write owner={names[0]}, say" if names else "declare a thread",
                       fix=owned(declared, item))
        elif item.value.__port__.owner is not None and kind.get is None:
            at = item.module.source.keyword(item.name, "owner")
            what = f"`{item.name}` has an owner, and nobody gets messages from such a port"
            yield Diag("K0144", at, what, help="take owner away", fix=without(item, "owner"))
        if (messages or item.value.accepts) and kind.put is None:
            what = f"`{item.name}` declares messages, and nothing is sent to a port of its kind"
            at = item.module.source.keyword(item.name, "kind")
            yield Diag("K0145", at, what, help="take another kind, or take the messages away")


def serialize_ports_have_a_serializer(declared: Declared) -> Iterator[Diag]:
    """A port of kind serialize names a serializer that stands by itself; no other names one."""
    kinds = [one.value for one in declared.items(PortKind)
             if one.name.removesuffix("_port") == SERIALIZE]
    free = [one.name for one in declared.items(Lock)
            if one.value.kind == "serializer" and one.value.per is None]
    for item in declared.items(Port):
        named, source = item.value.__port__.serializer, item.module.source
        if kind_of_port(declared, item) not in kinds:
            if named is not None:
                what = f"`{item.name}` has a serializer, and its kind looks at none"
                yield Diag("K0157", source.keyword(item.name, "serializer"), what,
                           help="take serializer away, or write kind=serialize_port",
                           fix=without(item, "serializer"))
        elif named is None:
            what = f"`{item.name}` is of kind serialize, and does not say which serializer"
            yield Diag("K0157", item.loc, what,
                       help=f"write serializer={free[0]}, say" if free else "declare a serializer")
        elif named.kind != "serializer" or named.per is not None:
            other = declared.owner(named)
            name = other.name if other else "nothing"
            what = f"the serializer of `{item.name}` is `{name}`, "
            what += f"a {named.kind}" if named.per is None else "of which each structure has one"
            yield Diag("K0157", source.keyword(item.name, "serializer"), what,
                       help="name one that is declared by serializer(), without per")


def ports_accept_and_send_messages(declared: Declared) -> Iterator[Diag]:
    """What a port accepts are messages that stand by themselves; what is sent, messages."""
    for item in declared.items(Port):
        for one in item.value.accepts:
            if not (isinstance(one, type) and issubclass(one, Message) and one is not Message):
                what = f"`{item.name}` accepts {kind_of(one)}, which is no message by itself"
                yield Diag("K0146", item.module.source.field(item.name, "accepts"), what,
                           help="write accepts = (BlkReq,), say")
    for kind in (Thread, Port):
        for item in declared.items(kind):
            for one in sent_by(item):
                if isinstance(one, PortMessage) or (isinstance(one, type) and
                                                    issubclass(one, Port)):
                    continue
                source = item.module.source
                at = (source.argument if kind is Thread else source.keyword)(item.name, "sends")
                what = f"`{item.name}` sends {kind_of(one)}, which is neither message nor port"
                yield Diag("K0146", at, what, help="write sends=(TtyPort.open,), say")


def queues_have_room(declared: Declared) -> Iterator[Diag]:
    """A queue holds no negative number of messages, and somebody talks to a port."""
    for item in declared.items(Port):
        at = item.module.source.keyword(item.name, "queue")
        kind = kind_of_port(declared, item)
        if not 1 <= item.value.__port__.clients <= MOST_CLIENTS:
            where = item.module.source.keyword(item.name, "clients")
            what = f"`{item.name}` has {item.value.__port__.clients} clients at one time"
            yield Diag("K0148", where, what, help=f"say 1 to {MOST_CLIENTS}")
        if not 0 <= item.value.__port__.queue < HIGHEST_STATE:
            what = f"the queue of `{item.name}` holds {item.value.__port__.queue} messages"
            yield Diag("K0148", at, what, help="say how many may wait: queue=16")
        elif item.value.__port__.queue and kind is not None and kind.get is None:
            what = f"`{item.name}` has a queue, and nothing waits at a port of its kind"
            yield Diag("K0148", at, what, help="take queue away", fix=without(item, "queue"))


def protocols_are_about_the_messages(declared: Fresh) -> Iterator[Diag]:
    """A protocol is a regular expression over the port's messages, each of them in it."""
    for item in declared.items(Port):
        text = vars(item.value).get("protocol", "")
        if "protocol" not in vars(item.value):
            continue
        if not isinstance(text, str):
            at = item.module.source.field(item.name, "protocol")
            what = f"protocol of `{item.name}`: it is {kind_of(text)}"
            yield Diag("K0147", at, what, help='write it in quotes: "open write* close"')
            continue
        for mistake in wrong(text, names_of(item)):
            literal = item.module.source.value(item.name, "protocol")
            at = item.module.source.span(literal) if literal else item.loc
            start = at.col + 1 + mistake.start
            if at.end - at.col == len(text) + 2:  # one literal, as it is written
                at = Loc(at.file, at.line, start, start + mistake.end - mistake.start)
            yield Diag("K0147", at, f"protocol of `{item.name}`: {mistake.what}",
                       help=mistake.help, fix=said_otherwise(item, at, mistake))


def said_otherwise(item: Item, at: Loc, mistake: ProtocolError) -> Fix:
    """Return the edit that names the message which a protocol can only mean."""
    line = item.module.source.lines[at.line - 1]
    name = line[at.col - 1 : at.end - 1]
    near = edit.text.meant(name, names_of(item)) if f"`{name}`" in mistake.what else ""
    return edit.text.replaced(at, near) if near else NOTHING


def owned(declared: Declared, item: Item) -> Fix:
    """Return the edit that names the one thread of a port's subsystem as its owner."""
    own = [one.name for one in declared.items(Thread) if one.module is item.module]
    if len(own) != 1:
        return NOTHING
    source = item.module.source
    head = edit.argument.giver(source, item.name)
    return edit.argument.with_argument(source, head, f"owner={own[0]}")


def without(item: Item, word: str) -> Fix:
    """Return the edit that takes an argument of a port away."""
    source = item.module.source
    return edit.argument.without_argument(source, item.name, word)


def names_of(item: Item) -> list[str]:
    """Return the names of all that a port accepts, in the order of their numbers."""
    own = [(v.number, v.name) for v in vars(item.value).values() if isinstance(v, PortMessage)]
    more = [(m.__message__.id, m.__name__) for m in item.value.accepts
            if isinstance(m, type) and issubclass(m, Message) and m is not Message]
    return [name for _, name in [*sorted(own), *sorted(more)]]


def wrong(text: str, names: list[str]) -> list[ProtocolError]:
    """Return all that is wrong with a protocol; a parser is built only when something is."""
    try:
        kept(text, names)
    except ProtocolError as first:
        try:
            return list(mistakes(parse(text), names)) or [first]
        except ProtocolError as error:
            return [error]
    return []


def kinds_of_ports_have_numbers_of_their_own(declared: Declared) -> Iterator[Diag]:
    """No two kinds of ports have one number."""
    seen: dict[int, Item] = {}
    for item in declared.items(PortKind):
        number = item.value.number
        if number in seen:
            mark = Mark(seen[number].module.source.argument(seen[number].name, 0), "the other")
            what = f"kinds `{seen[number].name}` and `{item.name}` both have number {number}"
            yield Diag("K0149", item.module.source.argument(item.name, 0), what, "", (mark,))
        seen.setdefault(number, item)


def transitions_are_possible(declared: Declared) -> Iterator[Diag]:
    """A step of a message's life needs no flag that it forbids, and sets none that it clears."""
    for item in declared.items(Transition):
        step, source = item.value, item.module.source
        for one, other, word in (("needs", "forbids", "needs and forbids"),
                                 ("sets", "clears", "sets and clears")):
            both = getattr(step, one) & getattr(step, other)
            if both:
                what = f"`{item.name}` {word} one flag ({both:#x})"
                mark = Mark(source.argument(item.name, one), f"{one} it")
                yield Diag("K0153", source.argument(item.name, other), what, f"{other} it",
                           (mark,))


def flags_have_one_writer(declared: Declared) -> Iterator[Diag]:
    """A flag that senders set while somebody has the message is no holder's, but at the start."""
    steps = list(declared.items(Transition))
    asked = [item for item in steps if item.value.by == "sender"]
    for item in steps:
        step, source = item.value, item.module.source
        if step.by not in ("holder", "sender"):
            what = f"`{item.name}` is by `{step.by}`"
            yield Diag("K0156", source.argument(item.name, "by"), what,
                       help="say by=\"holder\" or by=\"sender\"")
        elif step.by == "holder" and step.before != ("idle",):
            for other in asked:
                both = (step.sets | step.clears) & (other.value.sets | other.value.clears)
                if both:
                    word = "sets" if step.sets & both else "clears"
                    what = f"`{item.name}` {word} a flag that the sender sets meanwhile ({both:#x})"
                    mark = Mark(other.loc, "the sender's step")
                    yield Diag("K0156", source.argument(item.name, word), what, "", (mark,),
                               help="two CPUs would write one word: take another flag")


def messages_have_handlers(system: System) -> Iterator[Diag]:
    """Every message that a port accepts has a handler in C, and an abortable one a second."""
    known = c_functions(system)
    for kernel in list(system.kernels.values())[:1]:
        messages = {m.c_name: m for m in kernel.messaging.messages}
        for port in kernel.messaging.ports:
            for name in port.messages:
                message = messages[name]
                handler = message.handler or f"{port.c_name}_on_{name}"
                wanted = [handler, f"{handler}_abort"] if message.abortable else [handler]
                for function in wanted:
                    if function in known:
                        continue
                    what = f"port `{port.name}` accepts `{message.name}`, and `{function}` is "
                    mark = () if message.port else (Mark(port.loc, "accepted here"),)
                    does = "void" if function != handler else "int"
                    note = f"it must be: {does} {function}(struct {name}_msg *)"
                    near = edit.text.meant(function, {f for f in known if is_orphan(f, kernel)})
                    yield Diag("K0150", message.loc, f"{what}nowhere in C", "", mark, (note,),
                               did_you_mean(function, known),
                               edit.text.replaced(known[near][0], function) if near else NOTHING)


def is_orphan(function: str, kernel: Kernel) -> bool:
    """Say whether a C function is called like a message's handler, and is none."""
    messaging = kernel.messaging
    handlers = {m.handler for m in messaging.messages} | {
        f"{port.c_name}_on_{name}" for port in messaging.ports for name in port.messages
    }
    ours = any(function.startswith(f"{port.c_name}_on_") for port in messaging.ports)
    return ours and function.removesuffix("_abort") not in handlers and "_on_reply" not in function


def handlers_of_messages_are_declared(system: System) -> Iterator[Diag]:
    """A handler in C belongs to a message that its port accepts."""
    known = c_functions(system)
    prefixed: dict[str, list[str]] = {}
    for function in known:
        for match in re.finditer("_on_", function):
            prefixed.setdefault(function[: match.end()], []).append(function)
    for kernel in list(system.kernels.values())[:1]:
        messages = {m.c_name: m for m in kernel.messaging.messages}
        for port in kernel.messaging.ports:
            wanted = [messages[n].handler or f"{port.c_name}_on_{n}" for n in port.messages]
            wanted += [f"{w}_abort" for w in wanted]
            names = [*wanted, f"{port.c_name}_on_reply"]
            missing = [name for name in wanted if name not in known and "_abort" not in name]
            for function in prefixed.get(f"{port.c_name}_on_", ()):
                loc, _ = known[function]
                if function not in names and not closest(function, missing):  # else K0150 tells
                    what = f"`{function}` handles a message that `{port.name}` does not accept"
                    yield Diag("K0151", loc, what, "", (Mark(port.loc, "the port"),),
                               help=did_you_mean(function, wanted))


def operations_of_ports_exist(system: System) -> Iterator[Diag]:
    """The function behind each operation of a kind of port is there."""
    known = c_functions(system)
    for kernel in list(system.kernels.values())[:1]:
        for kind in kernel.messaging.kinds:
            for function in kind.vectors:
                if function and function not in known:
                    what = f"the kind of port calls `{function}`, which is nowhere in C"
                    near = edit.text.meant(function, known)
                    yield Diag("K0152", kind.loc, what, help=did_you_mean(function, known),
                               fix=spelled_at(system.declared, kind.loc, function, near))
