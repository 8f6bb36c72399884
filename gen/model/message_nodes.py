# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of messages, ports and what orders them: tokens, spinlocks, serializers."""

from __future__ import annotations

from dsl.record import dataclass
from gen.model.nodes import Field, Member, Type
from gen.place import Loc

#: What a sender does after a send: it waits, it gets the reply on its port, it gets none.
MODES = ("sync", "async", "oneway")

#: The kinds of ports that kernel-src/msgport declares (DragonFly, sys/kern/lwkt_msgport.c).
KINDS = ("thread", "spin", "serialize", "reply_only", "reply_null", "put_only", "panic")

#: Ports of this kind have a serializer, which whoever uses them is inside of.
SERIALIZE = "serialize"

#: What is done with a port, in the order of a kind's vectors.
OPERATIONS = ("put", "get", "wait_port", "wait_message", "reply", "drop")


@dataclass(frozen=True, slots=True)
class Message:
    """A message, resolved for the target.

    `number` is unique in the kernel, `name` the declarer's, `c_name` with the port before it
    (`tty_open`); `port` is the port's `c_name`, empty for one that stands by itself.
    `fields` are those of the request behind the header, offsets counted from the header's
    start; `result` has kind void when nothing but an error comes back.  `size` is the whole
    structure's.  `wire_size` is that of a `remote` message's request on a wire, 0 for others.
    `handler` is the C function that a receiver writes.  `memory`: embedded, cache, stack.
    """

    number: int
    name: str
    c_name: str
    port: str
    subsystem: str
    mode: str
    fields: tuple[Field, ...]
    result: Type
    result_enumeration: str
    errors: tuple[Member, ...]
    size: int
    align: int
    wire_size: int
    memory: str
    blocks: bool
    abortable: bool
    droppable: bool
    urgent: bool
    remote: bool
    handler: str
    doc: str
    loc: Loc
    wire: tuple[Field, ...] = ()
    """The fields of a `remote` message on a wire, behind its number and its size."""
    was: str = ""
    """The name in C that it had before it was renamed."""
    older: str = ""
    """The `c_name` of the message that it was before it changed; peers may still say that."""
    bounds: tuple[tuple[str, int], ...] = ()
    """The most bytes of what moves with it, by the field of its size."""


@dataclass(frozen=True, slots=True)
class Send:
    """A declared send: what a port's handlers, or a thread, may send where."""

    sender: str
    """`c_name` of the port, or name of the thread."""
    port: str
    message: str
    mode: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a protocol's automaton; `message` is the declarer's name."""

    state: int
    message: str
    to: int


@dataclass(frozen=True, slots=True)
class Automaton:
    """A protocol as a deterministic automaton: state 0 is the start, `finals` may be the end."""

    states: int
    steps: tuple[Step, ...]
    finals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Port:
    """A port: who may say what, when.

    `owner` is the thread that receives (empty for kinds without one), `messages` the
    `c_name` of all that it accepts, by number; `bound` the most messages that may be queued
    (0: not said).  `protocol` is the text as declared, `automaton` None without one.
    `takes` are the locks that its handlers take.
    """

    number: int
    name: str
    c_name: str
    subsystem: str
    kind: str
    owner: str
    bound: int
    messages: tuple[str, ...]
    protocol: str
    automaton: Automaton | None
    takes: tuple[str, ...]
    doc: str
    loc: Loc
    clients: int = 1
    """How many may talk to it at one time."""
    serializer: str = ""
    """The lock that guards a port of kind serialize."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock; `kind` is the word that declares it, `after` are those that are taken before it.

    `structure` is the C tag of its object, and `header` declares what is done with it; both are
    empty where no `lock_kind` says what its kind is.
    """

    name: str
    kind: str
    subsystem: str
    per: str
    after: tuple[str, ...]
    doc: str
    loc: Loc
    structure: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class PortKind:
    """A kind of port: the C function behind each of OPERATIONS, empty where there is none."""

    number: int
    name: str
    subsystem: str
    vectors: tuple[str, ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Transition:
    """A step of a message's life: from the states `before` to `after` (empty: it stays)."""

    name: str
    subsystem: str
    before: tuple[str, ...]
    after: str
    needs: int
    forbids: int
    sets: int
    clears: int
    doc: str
    loc: Loc
    by: str = "holder"
    """Who takes the step: the holder, who has the message, or the sender meanwhile."""


@dataclass(frozen=True, slots=True)
class RetiredMessage:
    """A message's number that stays taken; `port` is the `c_name` of the port that it was of."""

    number: int
    name: str
    port: str
    since: str
    why: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Messaging:
    """All that a kernel declares about messages and order."""

    header: str
    """`c_name` of the structure that every message begins with; empty without messages."""
    flags: str
    """Name of the set that a message's flags are of."""
    unanswered: str
    """`c_name` of the port that answers go to which nobody wants."""
    freed: str
    """`c_name` of the port whose answers' memory is freed."""
    messages: tuple[Message, ...]
    ports: tuple[Port, ...]
    sends: tuple[Send, ...]
    locks: tuple[Lock, ...]
    kinds: tuple[PortKind, ...]
    transitions: tuple[Transition, ...]
    wanted: int = 0
    """The flags that senders set while somebody else has the message: a word of their own."""
    retired: tuple[RetiredMessage, ...] = ()
    lock_kinds: tuple[tuple[str, str], ...] = ()
    """The C tag of the object of each kind of lock, by the word that declares such locks."""
