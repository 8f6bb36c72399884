# SPDX-License-Identifier: BSD-3-Clause
"""What the thread behind a port does: it takes, asks others, hands on, keeps, answers.

Sample::

    proctype serve_tty(byte me; byte slot)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dsl.record import dataclass
from gen.artefact import Artefact
from gen.model.message_nodes import Port, Send
from gen.prove.client import way

if TYPE_CHECKING:
    from gen.prove.conversation import Talk

#: How a message comes off what it lies on; urgent ones first.
TAKES = {
    "urgent": ":: urgent[{n}]?m -> waits[{n}]--; msg_take(m, me)",
    "queue": ":: len(urgent[{n}]) == 0 && len(queue[{n}]) > 0 ->\n"
             "\tqueue[{n}]?m; waits[{n}]--; msg_take(m, me)",
    "direct": ":: direct[{n}]?m -> msg_run(m, me)",
}


@dataclass(frozen=True, slots=True)
class Serves:
    """A talk, its fault, and how many there are of what."""

    talk: Talk
    fault: str
    clients: int

    def pool(self, port: Port) -> int:
        """Return how many may serve a port at once: its thread, or every sender of its."""
        return self.clients + len(self.talk.sends) if self.at_once(port) else 1

    def at_once(self, port: Port) -> bool:
        """Say whether some sender handles what it sends to a port."""
        talk = self.talk
        senders = {p.c_name: p for p in talk.ports}
        return port.c_name in talk.direct or any(
            s.port == port.c_name and talk.same_thread(senders[s.sender], port)
            for s in talk.sends
        )


def artefact(serves: Serves, edit: str) -> Artefact:
    """Return the part of a model that has the threads behind ports."""
    rows = [words(serves, port) for port in serves.talk.ports]
    return Artefact("server.pml", "promela/server.pml.j2", {"ports": rows}, edit)


def words(serves: Serves, port: Port) -> dict[str, object]:
    """Return what a port's part of the model is made of."""
    talk = serves.talk
    return {
        "name": port.c_name,
        "at": port.loc.at,
        "kind": port.kind,
        "monitor": list(monitor(talk, port)),
        "takes": list(takes(serves, port)),
        "handles": list(handles(serves, port)),
        "later": list(later(serves, port)),
        "frees": "handled[m] = true" if serves.at_once(port)
        else f"busy[{thread(talk, port)}] = false",
    }


def thread(talk: Talk, port: Port) -> int:
    """Return the number of the thread behind a port: that of the first port that it owns."""
    same = [n for n, p in enumerate(talk.ports) if p.owner and p.owner == port.owner]
    return same[0] if same else talk.number(port.c_name)


def monitor(talk: Talk, port: Port) -> Iterator[str]:
    """Yield the steps of a protocol as they are heard."""
    place = f"heard[{talk.number(port.c_name)}]"
    for one, number, _ in talk.told(port):
        yield f":: {place} == {one.state} && what[m] == {number} -> {place} = {one.to}"
    yield f':: else -> printf("@ wrong %d %d %d %d\\n", who, m, what[m], {place});'
    yield "\tassert(false)"


def takes(serves: Serves, port: Port) -> Iterator[str]:
    """Yield how the next message is taken."""
    talk = serves.talk
    n = talk.number(port.c_name)
    free = "" if serves.at_once(port) else f"!busy[{thread(talk, port)}] && "
    sources = ["direct"] if port.c_name in talk.direct else ["urgent", "queue"]
    if serves.at_once(port) and sources[0] != "direct":
        sources.append("direct")
    yield f"{free}({' || '.join(f'len({source}[{n}]) > 0' for source in sources)});"
    yield "if"
    yield from (line for source in sources for line in TAKES[source].format(n=n).splitlines())
    yield "fi;"
    if free:
        yield f"busy[{thread(talk, port)}] = true;"
    yield 'printf("@ take %d %d %d\\n", me, m, what[m]);'
    yield f"monitor_{port.c_name}(m, me)"


def handles(serves: Serves, port: Port) -> Iterator[str]:
    """Yield what a handler may do with a message."""
    talk = serves.talk
    n = talk.number(port.c_name)
    again = " answer(m, me);" if serves.fault == "double_reply" else ""
    yield f":: true ->{again} answer(m, me)"
    if serves.fault == "lost_reply":
        yield ':: true -> printf("@ lost %d %d 0\\n", me, m)'
    if any(m.abortable for _, m in talk.accepted(port)):
        yield f":: ABORTABLE(what[m]) && !kept[{n}] ->"
        yield f'\tatomic {{ printf("@ keep %d %d 0\\n", me, m); kept[{n}] = m + 1 }}'
    for send in talk.sends:
        if send.sender == port.c_name:
            yield from asks(talk, port, send)


def asks(talk: Talk, port: Port, send: Send) -> Iterator[str]:
    """Yield how a handler sends what it declares, and how it may hand on what it has."""
    target = next(p for p in talk.ports if p.c_name == send.port)
    number = next(n for n, m in enumerate(talk.messages) if m.c_name == send.message)
    place = talk.number(send.port)
    direct = target.c_name in talk.direct or talk.same_thread(port, target)
    now = "true" if direct else "false"
    state = f"said[{place}]"
    for one, told, _ in talk.told(target):
        if told == number:
            yield f":: {state} == {one.state} && FREE(slot) ->"
            states = way(send.mode, str(one.state), str(one.to))
            yield f"\tsay_{send.mode}(slot, {number}, {place}, {states}, {now}, me);"
            yield "\tback(slot);"
            yield "\tanswer(m, me)"
    if send.message in port.messages:
        yield f":: what[m] == {number} ->"
        yield f'\tprintf("@ forward %d %d %d\\n", me, m, {place});'
        yield f"\tmsg_forward(m, me); put(m, {place}, {state}, {now}, me);"
        yield "\tif :: refused[m] -> answer(m, me) :: else fi"


def later(serves: Serves, port: Port) -> Iterator[str]:
    """Yield how a message is answered that was kept."""
    n = serves.talk.number(port.c_name)
    if any(m.abortable for _, m in serves.talk.accepted(port)):
        yield f":: atomic {{ kept[{n}] -> m = kept[{n}] - 1; kept[{n}] = 0 }};"
        yield "   atomic { answer(m, me); m = 0 }"
