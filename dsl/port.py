# SPDX-License-Identifier: BSD-3-Clause
"""Messages and ports: who may say what to whom, when, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeVarTuple

from dsl.data import Flags, Member, Struct, _literal
from dsl.order import Lock
from dsl.record import dataclass
from dsl.start import Thread

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class Reply:
    """What comes back: `mode` says how the sender learns of it, `result` its value's type."""

    mode: str
    result: Any


class Sync(Generic[T]):
    """`-> Sync[u32]`: the sender waits for the reply; the message may lie on its stack."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, result):
            return Reply("sync", result)


class Async(Generic[T]):
    """`-> Async[u32]`: the reply arrives on the sender's reply port."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, result):
            return Reply("async", result)


class OneWay:
    """Nothing comes back: the receiver owns the message, and frees it."""


@dataclass(frozen=True)
class Moved:
    """Memory that goes with a message: `way` is lend (until the reply) or give (for ever)."""

    way: str
    target: Any
    bound: int | None = None


class Lend(Generic[T, *Ts]):
    """`Lend[Bytes, L[4096]]`: the receiver may use the sender's memory until it replies."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            target, *rest = args if isinstance(args, tuple) else (args,)
            return Moved("lend", target, _literal(rest[0]) if rest else None)


class Give(Generic[T, *Ts]):
    """`Give[Page]`: the memory belongs to the receiver from now on, whatever it replies."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            target, *rest = args if isinstance(args, tuple) else (args,)
            return Moved("give", target, _literal(rest[0]) if rest else None)


@dataclass(frozen=True, eq=False)
class Options:
    """What a message is beside its fields: see `message`."""

    errors: tuple[Member, ...] = ()
    memory: str = "embedded"
    blocks: bool = False
    abortable: bool = False
    droppable: bool = False
    urgent: bool = False
    remote: bool = False
    was: str | type[Message] | None = None


@dataclass(frozen=True, eq=False)
class MessageFacts:
    """What a message that stands by itself says of itself, beside its fields."""

    id: int
    reply: Any
    options: Options


class Message:
    """A message that stands by itself: annotations are its fields, in memory order.

    `id` is its number, for ever; the high byte is no port's.  `reply` is Sync[...],
    Async[...] or OneWay.  Ports take it by `accepts`.  The rest is as in `message`, but `was` may
    also be the message that it was before it changed: what peers send by that one's number, in its
    form, arrives as this one, field by field, by their names.

    Sample::

        class BlkReq(Message, id=0x0301, reply=Async[u32]):
            unit: u16
    """

    __message__: MessageFacts
    """What stands in the head of the class; no field is called like this."""

    def __init_subclass__(
        cls,
        *,
        id: int,
        reply: object = OneWay,
        errors: tuple[int, ...] = (),
        memory: str = "embedded",
        blocks: bool = False,
        abortable: bool = False,
        droppable: bool = False,
        urgent: bool = False,
        remote: bool = False,
        was: str | type[Message] | None = None,
    ) -> None:
        options = Options(
            errors,  # type: ignore[arg-type]  # members at run time; the rules check it
            memory, blocks, abortable, droppable, urgent, remote, was,
        )  # fmt: skip
        cls.__message__ = MessageFacts(id, reply, options)


@dataclass(eq=False)
class PortMessage:
    """A message that a port declares: a prototype in its body."""

    number: int
    function: Callable[..., Any]
    options: Options
    name: str = ""
    port: type[Port] | None = None

    def __set_name__(self, owner: type[Port], name: str) -> None:
        self.name, self.port = name, owner


def message(
    number: int,
    *,
    errors: tuple[int, ...] = (),
    memory: str = "embedded",
    blocks: bool = False,
    abortable: bool = False,
    droppable: bool = False,
    urgent: bool = False,
    remote: bool = False,
    was: str | None = None,
) -> Callable[[Callable[..., Any]], PortMessage]:
    """Declare a message of a port; stands above a prototype whose annotations are its fields.

    `number` counts within the port, for ever.  `errors`: what the reply's error may be, beside
    0.  `memory`: "embedded" in something of the sender's, from a "cache", or on its "stack"
    (Sync alone).  `blocks`: its handler may sleep.  `abortable`: the sender may ask for an early
    reply.  `droppable`: the receiver may throw it away unanswered.  `urgent`: it goes before
    others.  `remote`: it may travel to another machine, and has a wire form.  `was`: the name
    that it had before it was renamed; its constant stays defined.
    """

    def declare(function: Callable[..., Any]) -> PortMessage:
        options = Options(
            errors,  # type: ignore[arg-type]  # members at run time; the rules check it
            memory, blocks, abortable, droppable, urgent, remote, was,
        )  # fmt: skip
        return PortMessage(number, function, options)

    return declare


@dataclass(frozen=True, eq=False)
class RetiredMessage:
    """A message that is gone.  Its number stays taken, and is answered with ENOSYS."""

    number: int
    name: str
    since: str
    why: str


def retired_message(number: int, name: str, *, since: str, why: str) -> RetiredMessage:
    """Declare that `number`, the port's id included, was `name`: no other message gets it."""
    return RetiredMessage(number, name, since, why)


@dataclass(frozen=True, eq=False)
class PortKind:
    """A kind of port: the C function behind each operation; None where there is none."""

    number: int
    put: str | None
    get: str | None
    wait_port: str | None
    wait_message: str | None
    reply: str | None
    drop: str | None
    doc: str


def port_kind(
    number: int,
    *,
    put: str | None = None,
    get: str | None = None,
    wait_port: str | None = None,
    wait_message: str | None = None,
    reply: str | None = None,
    drop: str | None = None,
    doc: str = "",
) -> PortKind:
    """Declare a kind of port by its vectors; an operation without one ends the kernel by name."""
    return PortKind(number, put, get, wait_port, wait_message, reply, drop, doc)


@dataclass(frozen=True, eq=False)
class PortFacts:
    """What a port says of itself, beside its messages."""

    id: int
    owner: Thread | None
    kind: PortKind | None
    queue: int
    clients: int
    sends: tuple[Any, ...]
    takes: tuple[Lock, ...]
    serializer: Lock | None


class Port:
    """A contract: what may be sent here, in which order, and who receives it.

    `id` is the port's number, for ever: message n of it is id << 8 | n.  `owner` is the thread
    that receives.  `kind` is one of the declared kinds (without one, number 0: a thread's
    port).  `queue` is the most messages that wait, `clients` how many may talk to it at one
    time, all in one conversation.  `sends` are the messages that its handlers send, `takes`
    the locks that they take.  `serializer` is the one that guards a port of kind serialize:
    whoever does anything with the port is inside.

    In the body: prototypes under @message; `protocol`, a regular expression over their names;
    `accepts`, messages that are declared elsewhere.

    Sample::

        class TtyPort(Port, id=0x02, owner=ttyd, queue=16):
            protocol = "open write* close"
    """

    protocol: str = ""
    accepts: tuple[type[Message], ...] = ()
    __port__: PortFacts
    """What stands in the head of the class; no message is called like this."""

    def __init_subclass__(
        cls,
        *,
        id: int,
        owner: Thread | None = None,
        kind: PortKind | None = None,
        queue: int = 0,
        clients: int = 1,
        sends: tuple[object, ...] = (),
        takes: tuple[Lock, ...] = (),
        serializer: Lock | None = None,
    ) -> None:
        cls.__port__ = PortFacts(id, owner, kind, queue, clients, sends, takes, serializer)


@dataclass(frozen=True, eq=False)
class Header:
    """What every message begins with, and what every port is."""

    structure: type[Struct]
    port: type[Struct]
    flags: type[Flags]
    unanswered: type[Port]
    freed: type[Port]


def message_header(
    structure: type[Struct],
    *,
    port: type[Struct],
    flags: type[Flags],
    unanswered: type[Port],
    freed: type[Port],
) -> Header:
    """Declare the structures that stand at the beginning of messages and of ports.

    `structure` has fields `flags`, held in the set `flags`, `number`, `error` and `result`.
    What is OneWay is answered to the port `unanswered`, or to `freed` when it has memory from
    a cache.
    """
    return Header(structure, port, flags, unanswered, freed)


@dataclass(frozen=True, eq=False)
class Transition:
    """A step in the life of a message, by its flags."""

    before: tuple[str, ...]
    after: str
    needs: int
    forbids: int
    sets: int
    clears: int
    by: str
    doc: str


def transition(
    before: tuple[str, ...],
    after: str,
    *,
    needs: int = 0,
    forbids: int = 0,
    sets: int = 0,
    clears: int = 0,
    by: str = "holder",
    doc: str = "",
) -> Transition:
    """Declare a step of a message's life, from the states `before` to the state `after`.

    Flags that it `needs` are set before, those that it `forbids` are not; then some are set
    and some cleared.  `by` says who takes the step: the "holder", who has the message, or the
    "sender" meanwhile.  What a sender sets lies in a word of its own, `wants`, so that no word
    has two writers, and no step needs an atomic instruction.
    """
    return Transition(before, after, needs, forbids, sets, clears, by, doc)
