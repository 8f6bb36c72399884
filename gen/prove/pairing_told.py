# SPDX-License-Identifier: BSD-3-Clause
"""A counterexample of a pair of ports, step by step, with the flags that each step changes."""

from __future__ import annotations

from collections.abc import Iterator

from gen.prove.pairing import NAMES
from gen.prove.sequence import Arrow, Note, Row
from gen.prove.spin import Outcome
from gen.prove.step import Life
from gen.prove.told import Event, Told, changed, events, flags_of

#: What an event says of who does it.
SAYINGS = {
    "now": "answers at once",
    "keep": "keeps it, to answer later",
    "answer": "answers",
    "sleep": "sleeps",
    "wake": "wakes the sender",
    "back": "has it back",
    "free": "frees it",
}


def told(life: Life, outcome: Outcome) -> Told:
    """Return what the trail of a pair's model says."""
    found = events(outcome.trail)
    rows = [row for event in found for row in shown(life, event)]
    sentence, step = judged(life, found, outcome.error)
    places = tuple((t.loc, f"the step `{t.name}`") for t in life.steps if t.name == step)
    return Told(NAMES, tuple(rows), sentence, places)


def shown(life: Life, event: Event) -> Iterator[Row]:
    """Yield the rows of an event."""
    who = NAMES[event.numbers[0]]
    if event.word in ("send", "forward"):
        yield Arrow(who, NAMES[event.numbers[2]], "the message")
    elif event.word == "step":
        _, _, step, before, after = event.numbers
        yield Note(who, f"{life.steps[step].name}: {changed(life, before, after)}".rstrip(": "))
    elif event.word == "read":
        yield Note(who, f"{life.steps[event.numbers[2]].name} reads "
                        f"{flags_of(life, event.numbers[3])}")
    elif event.word in SAYINGS:
        yield Note(who, SAYINGS[event.word])
    elif event.word == "broken":
        yield Note(who, f"{life.steps[event.numbers[2]].name}: it does not fit")
    elif event.word == "freed":
        yield Note(who, "touches the message")


def judged(life: Life, found: list[Event], error: str) -> tuple[str, str]:
    """Return the sentence that a counterexample ends in, and the step that it is about."""
    last = found[-1] if found else Event("", ())
    who = NAMES[last.numbers[0]] if last.numbers else ""
    if last.word == "freed":
        return f"reply after free: {who} touches the message, which its sender has freed", ""
    if last.word == "broken":
        name = life.steps[last.numbers[2]].name
        flags, state = flags_of(life, last.numbers[3]), life.states[last.numbers[4]]
        if name == "request_abort":
            return (f"abort race: the sender asks for an early answer, and the message has "
                    f"its answer already ({flags})"), name
        return (f"`{name}` does not fit: {who} finds {flags}, and the message is {state}"), name
    if error != "invalid end state":
        return ("half an answer: the flags say QUEUED, and the sender finds the message on no "
                "queue"), ""
    sent = max((n for n, e in enumerate(found) if e.word == "send"), default=0)
    steps = {life.steps[e.numbers[2]].name for e in found[sent:] if e.word == "step"}
    if any(name.startswith("reply") for name in steps):
        return "lost wake-up: the sender sleeps for an answer that was given, for ever", ""
    return "lost message: the sender waits for an answer, and nobody comes to give one", ""
