# SPDX-License-Identifier: BSD-3-Clause
"""Messages and ports of the model, laid out for the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from dsl.call import Bytes
from dsl.data import Member as DslMember
from dsl.port import (
    Header,
    Moved,
    OneWay,
    Options,
    PortMessage,
    Reply,
)
from dsl.port import Message as DslMessage
from dsl.port import Port as DslPort
from dsl.port import PortKind as DslKind
from dsl.port import RetiredMessage as DslRetired
from dsl.port import Transition as DslTransition
from dsl.record import dataclass
from dsl.scalar import usize
from dsl.start import Thread
from gen.load import Declared, Item
from gen.model.data import content
from gen.model.locks import lock_kinds, locks
from gen.model.message_nodes import (
    Automaton,
    Message,
    Messaging,
    Port,
    PortKind,
    RetiredMessage,
    Send,
    Transition,
)
from gen.model.nodes import Field, Member, Type
from gen.model.types import POISON, VOID, Types, once, round_up, snake

#: Bytes before the fields of a wire message: its number and its size.
WIRE_HEADER = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """A declared message, of a port or by itself, in one form."""

    item: Item
    number: int
    port: str
    hints: dict[str, object]
    reply: Reply
    options: Options

    @property
    def name(self) -> str:
        """The declarer's name: `open`, `BlkReq`."""
        return self.item.name.rpartition(".")[2]

    @property
    def c_name(self) -> str:
        """The name in C, with the port's before it."""
        return f"{self.port}_{self.name}" if self.port else snake(self.name)


def port_name(name: str) -> str:
    """Return the name in C of a port: `TtyPort` is tty."""
    return snake(name.removesuffix("Port") or name)


def sent(declared: Declared) -> Iterator[Sent]:
    """Yield every declared message, unresolved."""
    for item in declared.items(DslMessage):
        hints = dict(vars(item.value).get("__annotations__", {}))
        said = item.value.__message__
        yield Sent(item, said.id, "", hints, replied(said.reply), said.options)
    for port in declared.items(DslPort):
        for name, value in vars(port.value).items():
            if isinstance(value, PortMessage):
                hints = dict(value.function.__annotations__)
                reply = replied(hints.pop("return", None))
                number = port.value.__port__.id << 8 | value.number
                item = Item(port.module, f"{port.name}.{name}", value)
                yield Sent(item, number, port_name(port.name), hints, reply, value.options)


def replied(annotation: object) -> Reply:
    """Return what comes back by an annotation; poison when it says nothing."""
    if isinstance(annotation, Reply):
        return annotation
    return Reply("oneway", None) if annotation is OneWay else Reply("", POISON)


def messaging(declared: Declared, types: Types) -> Messaging:
    """Return all that is declared about messages, ports and locks."""
    header = next(iter(declared.items(Header)), None)
    begin = types.of(header.value.structure) if header else VOID
    everything = sorted(sent(declared), key=lambda s: (s.number, s.c_name))
    by_value = {id(s.item.value): s for s in everything}
    return Messaging(
        header=begin.c.removeprefix("struct ") if header else "",
        flags=header.value.flags.__name__ if header else "",
        unanswered=port_name(header.value.unanswered.__name__) if header else "",
        freed=port_name(header.value.freed.__name__) if header else "",
        messages=tuple(
            once(types.nodes, (Message, s.item.module.file, s.item.name, begin),
                 message, s, types, begin) for s in everything),
        ports=tuple(ports(declared, by_value)),
        sends=tuple(sends(declared, by_value)),
        locks=tuple(locks(declared)),
        kinds=tuple(kinds(declared)),
        transitions=tuple(transitions(declared)),
        wanted=wanted(transitions(declared)),
        retired=tuple(retired(declared)),
        lock_kinds=tuple(lock_kinds(declared)),
    )


def message(one: Sent, types: Types, begin: Type) -> Message:
    """Return a message behind its header."""
    fields = list(laid_out(one, types, begin.size))
    align = max([begin.align, *(f.type.align for f in fields)])
    end = fields[-1].offset + fields[-1].type.size if fields else begin.size
    options = one.options
    result = types.of(one.reply.result)
    source = one.item.module.source
    where = source.argument(one.item.name, "errors")
    return Message(
        number=one.number,
        name=one.name,
        c_name=one.c_name,
        port=one.port,
        subsystem=one.item.module.subsystem,
        mode=one.reply.mode,
        fields=tuple(fields),
        result=result,
        result_enumeration=content(one.reply.result)[1],
        errors=tuple(Member(e.name, int(e), where) for e in options.errors
                     if isinstance(e, DslMember)),
        size=round_up(end, align),
        align=align,
        wire_size=wire_size(one, types) if options.remote else 0,
        memory=options.memory,
        blocks=options.blocks,
        abortable=options.abortable,
        droppable=options.droppable,
        urgent=options.urgent,
        remote=options.remote,
        handler=f"{one.port}_on_{one.name}" if one.port else "",
        doc=one.item.doc,
        loc=one.item.loc,
        wire=tuple(laid_out(one, types, WIRE_HEADER)) if options.remote else (),
        bounds=tuple((f"{name}_size", kind.bound) for name, kind in one.hints.items()
                     if isinstance(kind, Moved) and kind.target is Bytes and kind.bound),
        was=former(one),
        older=snake(options.was.__name__) if isinstance(options.was, type) else "",
    )  # fmt: skip


def former(one: Sent) -> str:
    """Return the name in C that a message had before it was renamed; empty without one."""
    was = one.options.was
    if not was or isinstance(was, type):
        return ""
    return f"{one.port}_{was}" if one.port else snake(was)


def laid_out(one: Sent, types: Types, offset: int) -> Iterator[Field]:
    """Yield the fields of a message from an offset; lent bytes are an address and a length."""
    for name, annotation in one.hints.items():
        for part, kind, holds in parts(name, annotation, types):
            offset = round_up(offset, kind.align)
            source = one.item.module.source
            in_class = isinstance(one.item.value, type)
            loc = (source.field if in_class else source.parameter)(one.item.name, name)
            yield Field(part, kind, offset, loc, *content(holds))
            offset += kind.size


def parts(name: str, annotation: object, types: Types) -> Iterator[tuple[str, Type, object]]:
    """Yield the fields in C of one that is declared, with what each holds."""
    if not isinstance(annotation, Moved):
        yield name, types.of(annotation), annotation
        return
    inside = types.of(annotation.target)
    const = "const " if annotation.way == "lend" else ""
    c = "void" if annotation.target is Bytes else inside.c
    yield name, Type("kptr", annotation.way, f"{const}{c} *", types.word, types.word), None
    if annotation.target is Bytes:
        yield f"{name}_size", types.of(usize), None


def wire_size(one: Sent, types: Types) -> int:
    """Return the bytes of a message's request on a wire."""
    fields = list(laid_out(one, types, WIRE_HEADER))
    end = fields[-1].offset + fields[-1].type.size if fields else WIRE_HEADER
    return round_up(end, max([4, *(f.type.align for f in fields)]))


def ports(declared: Declared, by_value: dict[int, Sent]) -> Iterator[Port]:
    """Yield every port, by number."""
    default = next((k for k in declared.items(DslKind) if k.value.number == 0), None)
    for item in sorted(declared.items(DslPort), key=by_id):
        cls, said = item.value, item.value.__port__
        own = [by_value[id(v)] for v in vars(cls).values() if isinstance(v, PortMessage)]
        own += [by_value[id(m)] for m in cls.accepts if id(m) in by_value]
        kind = declared.owner(said.kind) if said.kind else default
        owner = declared.owner(said.owner) if said.owner else None
        serializer = declared.owner(said.serializer) if said.serializer else None
        yield Port(
            number=said.id,
            name=item.name,
            c_name=port_name(item.name),
            subsystem=item.module.subsystem,
            kind=kind.name.removesuffix("_port") if kind else "",
            owner=owner.name if owner else "",
            bound=said.queue,
            messages=tuple(s.c_name for s in sorted(own, key=lambda s: s.number)),
            protocol=cls.protocol,
            automaton=automaton(cls.protocol, [s.name for s in own]),
            takes=tuple(lock.name for one in said.takes if (lock := declared.owner(one))),
            doc=item.doc,
            loc=item.loc,
            clients=said.clients,
            serializer=serializer.name if serializer else "",
        )


def automaton(protocol: str, names: list[str]) -> Automaton | None:
    """Return a protocol's automaton; None without one, or when it is wrong (a rule tells)."""
    if not protocol or not isinstance(protocol, str):
        return None
    from gen.protocol import ProtocolError, kept

    try:
        return kept(protocol, names)
    except ProtocolError:
        return None


def sends(declared: Declared, by_value: dict[int, Sent]) -> Iterator[Send]:
    """Yield every declared send, by sender."""
    for item in declared.items(Thread):
        yield from sends_of(item, item.name, declared, by_value)
    for item in declared.items(DslPort):
        yield from sends_of(item, port_name(item.name), declared, by_value)


def by_id(item: Item) -> tuple[int, str]:
    """Return what ports are sorted by: their numbers, then their names."""
    return item.value.__port__.id, item.name


def sent_by(item: Item) -> tuple[object, ...]:
    """Return what a thread or a port says that it sends."""
    value = item.value
    return tuple(value.sends if isinstance(value, Thread) else value.__port__.sends)


def sends_of(
    item: Item, sender: str, declared: Declared, by_value: dict[int, Sent]
) -> Iterator[Send]:
    """Yield what one thread or port sends; a port stands for all that it accepts."""
    source = item.module.source
    at = (source.keyword if isinstance(item.value, type) else source.argument)(item.name, "sends")
    for one in sent_by(item):
        if isinstance(one, PortMessage) and id(one) in by_value:
            to = by_value[id(one)]
            yield Send(sender, to.port, to.c_name, to.reply.mode, at)
        elif isinstance(one, type) and issubclass(one, DslPort):
            own = [by_value[id(v)] for v in vars(one).values() if isinstance(v, PortMessage)]
            own += [by_value[id(m)] for m in one.accepts if id(m) in by_value]
            for to in own:
                yield Send(sender, port_name(one.__name__), to.c_name, to.reply.mode, at)


def kinds(declared: Declared) -> Iterator[PortKind]:
    """Yield the kinds of ports, by number."""
    for item in sorted(declared.items(DslKind), key=lambda i: (i.value.number, i.name)):
        kind = item.value
        vectors = (kind.put, kind.get, kind.wait_port, kind.wait_message, kind.reply, kind.drop)
        yield PortKind(
            kind.number,
            item.name.removesuffix("_port"),
            item.module.subsystem,
            tuple(vector or "" for vector in vectors),
            kind.doc,
            item.loc,
        )


def transitions(declared: Declared) -> Iterator[Transition]:
    """Yield the steps of a message's life, in the order in which they are declared."""
    for item in declared.items(DslTransition):
        t = item.value
        yield Transition(
            item.name, item.module.subsystem, t.before, t.after,
            int(t.needs), int(t.forbids), int(t.sets), int(t.clears), t.doc, item.loc,
            t.by,
        )  # fmt: skip


def wanted(steps: Iterable[Transition]) -> int:
    """Return the flags that senders set while somebody else has the message."""
    return reduce(or_, (t.sets | t.clears for t in steps if t.by == "sender"), 0)


def retired(declared: Declared) -> Iterator[RetiredMessage]:
    """Yield the numbers that stay taken, in their order."""
    ports = {item.value.__port__.id: port_name(item.name) for item in declared.items(DslPort)}
    for item in sorted(declared.items(DslRetired), key=lambda i: i.value.number):
        gone = item.value
        port = ports.get(gone.number >> 8, "")
        yield RetiredMessage(gone.number, gone.name, port, gone.since, gone.why, item.loc)
