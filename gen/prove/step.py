# SPDX-License-Identifier: BSD-3-Clause
"""The steps of a message's life as Promela: flags as declared, and where the message is.

A step reads both words of flags, and writes what it changes later: another CPU comes between.

Flags alone do not tell a message that is sent from one that is owned; the model keeps the
declared state beside them, and a step must fit both.

Sample::

    inline msg_take(m, who)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_

from dsl.record import dataclass, replace
from gen.artefact import Artefact
from gen.model.message_nodes import Messaging, Transition
from gen.model.nodes import Enumeration, Kernel
from gen.place import Loc
from gen.prove.lifecycle import BEYOND, WIDER, Beyond

#: What a short of Promela's holds.
EVERY_FLAG = 0x7FFF


class Unmodelled(Exception):
    """Something that the kernel declares, or does not, and of which no model can be made."""


@dataclass(frozen=True, slots=True)
class Life:
    """All that a model knows of the life of messages: names of flags and states, and steps."""

    flags: tuple[tuple[str, int], ...]
    states: tuple[str, ...]
    steps: tuple[Transition, ...]

    def flag(self, name: str) -> int:
        """Return a flag's bit by the end of its name: DONE."""
        for known, value in self.flags:
            if known.rpartition("_")[2] == name:
                return value
        raise Unmodelled(f"the flags of messages have none called {name}")


def life(kernel: Kernel) -> Life:
    """Return the life of messages that a kernel declares, with what it does not yet say."""
    messaging = kernel.messaging
    flags = next((e for e in kernel.enums if e.name == messaging.flags), None)
    if flags is None or not messaging.transitions:
        raise Unmodelled("no transition of a message's life is declared")
    steps = tuple(map(wider, (*messaging.transitions, *beyond(messaging, flags))))
    states = sorted({state for t in steps for state in (*t.before, t.after) if state})
    ordered = ["idle", *(s for s in states if s != "idle"), "freed"]
    return Life(tuple((m.name, m.value) for m in flags.members), tuple(ordered), steps)


def beyond(messaging: Messaging, flags: Enumeration) -> Iterator[Transition]:
    """Yield the steps of BEYOND that a kernel does not declare itself."""
    declared = {t.name for t in messaging.transitions}
    bits = {m.name.rpartition("_")[2]: m.value for m in flags.members}
    for row in BEYOND:
        if row.name not in declared:
            yield Transition(
                row.name, messaging.transitions[0].subsystem, row.before, row.after,
                masked(row.needs, bits), masked(row.forbids, bits), masked(row.sets, bits),
                masked(row.clears, bits), row.doc, Loc(Beyond.FILE, row.line, 1, 2),
            )  # fmt: skip


def wider(one: Transition) -> Transition:
    """Return a step with all the states in which it comes."""
    more = [state for state in WIDER.get(one.name, ()) if state not in one.before]
    return replace(one, before=(*one.before, *more))


def masked(names: str, bits: dict[str, int]) -> int:
    """Return the flags of a text of names."""
    return sum(bits[name] for name in names.split())


def artefact(
    one: Life, title: str, defines: Mapping[str, object], tries: tuple[str, ...], shared: bool,
    edit: str,
) -> Artefact:
    """Return the part of a model that comes first: its constants, and the steps.

    `tries` are steps that are taken only where they fit; with `shared`, all flags lie in one
    word, which holder and sender write.
    """
    wanted = 0 if shared else reduce(or_, (t.sets for t in one.steps if t.by == "sender"), 0)
    steps = [row(number, t, one.flag("DONE"), wanted) for number, t in enumerate(one.steps)]
    read = 'printf("@ read %d %d %d %d\\n", who, m, step, was)'
    words = {
        "title": title,
        "defines": [
            *({"name": name, "value": value} for name, value in defines.items()),
            {"name": "SPLIT(who, m, step)", "value": read if shared else "skip"},
        ],
        "flags": [{"name": name, "value": value} for name, value in one.flags],
        "states": [{"name": f"S_{name}", "number": n} for n, name in enumerate(one.states)],
        "steps": steps,
        "tries": [r for r in steps if r["name"] in tries],
    }
    return Artefact("step.pml", "promela/step.pml.j2", words, edit)


def row(number: int, t: Transition, done: int, wanted: int) -> dict[str, object]:
    """Return what a step is made of; who answers must know whether somebody sleeps."""
    return {
        "name": t.name,
        "number": number,
        "at": t.loc.at,
        "fits": f"(was & {t.needs | t.forbids}) == {t.needs}",
        "lives": " || ".join(f"life[m] == S_{state}" for state in t.before),
        "writes": "; ".join(written(t, wanted)) or "skip",
        "keeps": "was & MSGF_WAITING" if t.sets & done else "0",
        "after": f"S_{t.after}" if t.after else "life[m]",
    }


def written(t: Transition, wanted: int) -> Iterator[str]:
    """Yield what a step writes: the holder's word, the sender's, or both."""
    for word, mask in (("flags", EVERY_FLAG & ~wanted), ("wants", wanted)):
        if (t.sets | t.clears) & mask:
            yield f"{word}[m] = (was & {mask & ~t.clears}) | {t.sets & mask}"
