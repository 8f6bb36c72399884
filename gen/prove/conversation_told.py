# SPDX-License-Identifier: BSD-3-Clause
"""A counterexample of a talk, in the declarer's own names."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.record import dataclass, field
from gen.model.message_nodes import Message, Port, Send
from gen.place import Loc
from gen.prove.conversation import Talk
from gen.prove.sequence import Arrow, Note, Row
from gen.prove.server import Serves
from gen.prove.spin import Outcome
from gen.prove.step import Life
from gen.prove.told import Event, Told, events, flags_of


@dataclass(slots=True)
class Reader:
    """Reads the events of a trail, one by one, and knows who waits for what."""

    life: Life
    talk: Talk
    lanes: list[str]
    rows: list[Row] = field(default_factory=list)
    waits: dict[int, tuple[int, int]] = field(default_factory=dict)
    open: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)
    taken: list[tuple[int, int]] = field(default_factory=list)
    end: Event | None = None

    def read(self, event: Event) -> None:
        """Take in an event."""
        numbers = event.numbers
        if event.word == "say":
            who, m, port, what = numbers
            self.open[m] = (who, port, what)
            self.order[m] = len(self.rows)
        elif event.word == "take":
            self.taken.append((self.order[numbers[1]], numbers[2]))
        elif event.word == "wait":
            self.waits[numbers[0]] = (numbers[1], numbers[2])
        elif event.word == "done":
            self.waits.pop(numbers[0], None)
        elif event.word == "forward":
            who, _, what = self.open[numbers[1]]
            self.open[numbers[1]] = (who, numbers[2], what)
        elif event.word in ("broken", "above", "wrong", "lost"):
            self.end = event
        self.rows += self.shown(event)
        if event.word in ("answer", "refused"):
            self.open.pop(numbers[1], None)

    def shown(self, event: Event) -> Iterator[Row]:
        """Yield the rows of an event."""
        numbers = event.numbers
        lane = self.lanes[numbers[0]]
        if event.word == "say":
            yield Arrow(lane, self.port_name(numbers[2]), self.message(numbers[3]))
        elif event.word == "answer":
            yield Arrow(lane, self.lanes[numbers[2]], self.message(numbers[3]), True)
        elif event.word == "forward":
            yield Arrow(lane, self.port_name(numbers[2]), self.what(numbers[1]))
        elif event.word == "keep":
            yield Note(lane, f"keeps {self.what(numbers[1])}, to answer later")
        elif event.word == "abort":
            yield Note(lane, f"wants {self.what(numbers[1])} answered early")
        elif event.word == "refused":
            yield Note(lane, f"{self.what(numbers[1])} is refused: the queue is full")
        elif event.word == "lost":
            yield Note(lane, f"forgets to answer {self.what(numbers[1])}")
        elif event.word == "wrong":
            yield Note(lane, f"takes {self.message(numbers[2])}")

    def what(self, slot: int) -> str:
        """Return the name of the message in a slot."""
        return self.message(self.open[slot][2]) if slot in self.open else "it"

    def message(self, number: int) -> str:
        """Return the declarer's name of a message."""
        return self.talk.messages[number].name

    def port_name(self, number: int) -> str:
        """Return a port's lane."""
        return port_lane(self.talk.ports[number])


def port_lane(port: Port) -> str:
    """Return a port's name, with that of the thread behind it."""
    return f"{port.c_name} ({port.owner})" if port.owner else port.c_name


def told(life: Life, serves: Serves, outcome: Outcome) -> Told:
    """Return what the trail of a talk's model says."""
    talk = serves.talk
    lanes = [f"client {n + 1}" for n in range(sum(talk.clients))]
    for port in talk.ports:
        lanes += [port_lane(port)] * serves.pool(port)
    reader = Reader(life, talk, lanes)
    for event in events(outcome.trail):
        reader.read(event)
    sentence, places = judged(reader)
    return Told(tuple(dict.fromkeys(lanes)), tuple(reader.rows), sentence, tuple(places))


def judged(reader: Reader) -> tuple[str, list[tuple[Loc, str]]]:
    """Return the sentence that a counterexample ends in, and where to look."""
    end = reader.end
    if end is None or end.word == "lost":
        return blocked(reader)
    if end.word == "above":
        port = reader.talk.ports[end.numbers[2]]
        return (f"queue above its bound: {end.numbers[3]} messages wait at {port.c_name}, "
                f"which holds {port.bound}"), [(port.loc, f"the port {port.c_name}")]
    if end.word == "wrong":
        return wrong(reader, end)
    return misfit(reader, end)


def wrong(reader: Reader, end: Event) -> tuple[str, list[tuple[Loc, str]]]:
    """Return what is said of a message that comes when it must not."""
    port = lane_port(reader, end.numbers[0])
    state = end.numbers[3]
    wanted = [s.message for s in reader.talk.automaton(port).steps if s.state == state]
    message = reader.talk.messages[end.numbers[2]]
    who = reader.lanes[reader.open[end.numbers[1]][0]]
    expects = " or ".join(f"`{name}`" for name in wanted) or "nothing more"
    places = [(message.loc, f"`{message.name}`"), (port.loc, f"the port {port.c_name}")]
    sentence = (f"wrong state: `{message.name}` of {who} comes to {port.c_name}, which expects "
                f"{expects} (protocol `{port.protocol}`)")
    for faster in overtaking(reader, end.numbers[1]):
        sentence += f"; `{faster.name}`, which is urgent, went before it"
        places.append((faster.loc, f"`{faster.name}`, urgent"))
    return sentence, places


def overtaking(reader: Reader, slot: int) -> list[Message]:
    """Return the urgent messages that were said after one, and taken before it."""
    later = [what for order, what in reader.taken if order > reader.order[slot]]
    return [m for n, m in enumerate(reader.talk.messages) if n in later and m.urgent]


def misfit(reader: Reader, end: Event) -> tuple[str, list[tuple[Loc, str]]]:
    """Return what is said of a step that does not fit."""
    who, _, number, flags, state = end.numbers
    step = reader.life.steps[number]
    lane = reader.lanes[who]
    found = f"it has {flags_of(reader.life, flags)}, and is {reader.life.states[state]}"
    if step.name.startswith("reply"):
        answer = next(r for r in reversed(reader.rows) if isinstance(r, Arrow) and r.dashed)
        port = lane_port(reader, who)
        return (f"double reply: {lane} answers `{answer.text}` of {answer.target} once more: "
                f"{found}"), [(port.loc, f"the port {port.c_name}"),
                              (step.loc, f"the step `{step.name}`")]
    return (f"`{step.name}` of {lane} does not fit the message: {found}",
            [(step.loc, f"the step `{step.name}`")])


def blocked(reader: Reader) -> tuple[str, list[tuple[Loc, str]]]:
    """Return who waits for whom, in a circle or in vain."""
    for start in sorted(reader.waits):
        chain, place = [start], reader.waits[start][1]
        while True:
            servers = [w for w in reader.waits
                       if reader.lanes[w] == reader.port_name(place)]
            if not servers:
                break
            if servers[0] in chain:
                return circle(reader, chain[chain.index(servers[0]) :])
            chain.append(servers[0])
            place = reader.waits[servers[0]][1]
    for who, number, what in reader.open.values():
        port = reader.talk.ports[number]
        message = reader.talk.messages[what]
        return (f"lost reply: {port_lane(port)} never answers `{message.name}` of "
                f"{reader.lanes[who]}"), [(message.loc, f"`{message.name}`"),
                                          (port.loc, f"the port {port.c_name}")]
    return "deadlock: nobody can go on", []


def circle(reader: Reader, chain: list[int]) -> tuple[str, list[tuple[Loc, str]]]:
    """Return a circle of ports that wait for each other."""
    ports = [lane_port(reader, who) for who in chain]
    names = [port.c_name for port in ports]
    links = [f"waits for {name}" for name in [*names[1:], names[0]]]
    sentence = f"deadlock: {names[0]} {', which '.join(links)}"
    places = []
    for one, other in zip(names, [*names[1:], names[0]], strict=True):
        send = declared(reader.talk, one, other)
        if send:
            message = next(m for m in reader.talk.messages if m.c_name == send.message)
            places.append((send.loc, f"{one} sends {other} `{message.name}`, and waits"))
    return sentence, places


def declared(talk: Talk, sender: str, port: str) -> Send | None:
    """Return the declared send between two ports that waits."""
    return next((s for s in talk.sends if (s.sender, s.port, s.mode) == (sender, port, "sync")),
                None)


def lane_port(reader: Reader, who: int) -> Port:
    """Return the port that a talker serves."""
    return next(p for p in reader.talk.ports if port_lane(p) == reader.lanes[who])
