# SPDX-License-Identifier: BSD-3-Clause
"""A model of ports that talk to each other, and of clients that keep to their protocols.

Each operation on a message is one step here: that those of two CPUs do not get in each
other's way is what the models of pairs say (gen/prove/pairing.py).  A port's conversation is
that of all its clients together (doc/adr/0015).  A client has at most WINDOW messages
unanswered; one that is refused for want of room it says again, since the answer to such a
send is there when the send returns.

Sample::

    inline say_sync(m, w, p, from, amid, to, at_once, who)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dsl.record import dataclass
from gen.artefact import Artefact
from gen.model.message_nodes import Automaton, Message, Messaging, Port, Send, Step
from gen.protocol import endless
from gen.prove import client, server, step
from gen.prove.server import Serves
from gen.prove.step import Life

#: How many messages of a client may be unanswered at once.
WINDOW = 2

#: No message, no bound.
NOBODY = 255


@dataclass(frozen=True, slots=True)
class Talk:
    """Some ports, the messages that they accept, and how many clients each has."""

    ports: tuple[Port, ...]
    messages: tuple[Message, ...]
    sends: tuple[Send, ...]
    clients: tuple[int, ...]
    direct: frozenset[str]
    """`c_name` of ports whose sender handles what it sends."""

    @property
    def name(self) -> str:
        """A name for files: tty-2, or tty-1-blk-1."""
        return "-".join(f"{p.c_name}-{n}" for p, n in zip(self.ports, self.clients, strict=True))

    def number(self, port: str) -> int:
        """Return the number of a port in the model."""
        return next(n for n, p in enumerate(self.ports) if p.c_name == port)

    def accepted(self, port: Port) -> list[tuple[int, Message]]:
        """Return the messages of a port with their numbers in the model."""
        return [(n, m) for n, m in enumerate(self.messages) if m.c_name in port.messages]

    def automaton(self, port: Port) -> Automaton:
        """Return what may be said to a port, one conversation behind another.

        Without a protocol, that is anything at any time.
        """
        if port.automaton:
            return endless(port.automaton)
        steps = tuple(Step(0, m.name, 0) for _, m in self.accepted(port))
        return Automaton(1, steps, (0,))

    def told(self, port: Port) -> Iterator[tuple[Step, int, Message]]:
        """Yield the steps of a port's protocol, each with its message."""
        by_name = {m.name: (n, m) for n, m in self.accepted(port)}
        for one in self.automaton(port).steps:
            yield (one, *by_name[one.message])

    def same_thread(self, sender: Port, target: Port) -> bool:
        """Say whether a send is handled by its sender, since it owns the target as well."""
        return bool(sender.owner) and sender.owner == target.owner


def talk(
    messaging: Messaging, ports: tuple[Port, ...], clients: tuple[int, ...], fault: str = ""
) -> Talk:
    """Return the talk of some ports with their clients."""
    names = {p.c_name for p in ports}
    accepted = {m for p in ports for m in p.messages}
    messages = tuple(m for m in messaging.messages if m.c_name in accepted)
    sends = tuple(dict.fromkeys(
        s for s in messaging.sends if s.sender in names and s.port in names
    ))
    if fault == "cyclic_send":
        first = next(m for m in messages if m.c_name in ports[0].messages)
        sends += (Send(ports[-1].c_name, ports[0].c_name, first.c_name, "sync", first.loc),)
    direct = frozenset(
        k.name for k in messaging.kinds if k.vectors[0] and not k.vectors[1]
    )
    at_once = frozenset(p.c_name for p in ports if p.kind in direct)
    return Talk(ports, messages, sends, clients, at_once)


def serves(one: Talk, fault: str = "") -> Serves:
    """Return a talk with its fault, and how many of what its model has."""
    return Serves(one, fault, sum(one.clients))


def artefacts(life: Life, serves: Serves) -> tuple[Artefact, ...]:
    """Return the parts of a talk's model, with a fault or without."""
    one, fault = serves.talk, serves.fault
    pools = [serves.pool(p) for p in one.ports]
    slots = sum(one.clients) * WINDOW + sum(pools)
    edit = one.ports[0].loc.file
    defines = {
        "MESSAGES": slots,
        "PORTS": len(one.ports),
        "THREADS": len(one.ports),
        "NOBODY": NOBODY,
        "FREE(m)": "(life[m] == S_idle)",
        "ONEWAY(w)": either("w", (m.mode == "oneway" for m in one.messages)),
        "ABORTABLE(w)": either("w", (m.abortable for m in one.messages)),
    }
    title = f"{', '.join(p.c_name for p in one.ports)}: who says what to whom."
    words = {
        "bounds": [{"number": n, "bound": p.bound or NOBODY} for n, p in enumerate(one.ports)],
        "room": room(one) if fault != "unbounded_queue" else "true",
        "goes_first": either("what[m]", (m.urgent for m in one.messages)),
    }
    name = f"{one.name}{'-' * bool(fault)}{fault}.pml"
    return (
        step.artefact(life, title, defines, ("request_abort",), False, edit),
        Artefact(name, "promela/conversation.pml.j2", words, edit),
        server.artefact(serves, edit),
        client.artefact(one, fault, starts(one, slots, pools), edit),
    )


def either(what: str, chosen: Iterable[bool]) -> str:
    """Return the test whether a message's number is that of a chosen one."""
    tests = [f"({what}) == {number}" for number, true in enumerate(chosen) if true]
    return f"({' || '.join(tests) or 'false'})"


def room(one: Talk) -> str:
    """Return the test for room on a port's queue."""
    full = [f"(p == {n} && waits[p] >= {p.bound})" for n, p in enumerate(one.ports) if p.bound]
    return f"!({' || '.join(full) or 'false'})"


def starts(one: Talk, slots: int, pools: list[int]) -> Iterator[str]:
    """Yield the statements that begin everything."""
    for slot in range(slots):
        yield f"flags[{slot}] = MSGF_DONE | MSGF_ABORTABLE;"
    talker = 0
    for port, count in zip(one.ports, one.clients, strict=True):
        for _ in range(count):
            yield f"run client_{port.c_name}({talker}, {talker * WINDOW});"
            talker += 1
    slot = talker * WINDOW
    for port, pool in zip(one.ports, pools, strict=True):
        for _ in range(pool):
            yield f"run serve_{port.c_name}({talker}, {slot});"
            talker, slot = talker + 1, slot + 1
