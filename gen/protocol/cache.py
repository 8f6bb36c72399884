# SPDX-License-Identifier: BSD-3-Clause
"""Automata that were made before, by the digest of all that they are made of.

To import lark and to build its parser takes 80 ms, a third of a cold run of the generator;
an automaton from its file takes 0.05 ms.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from gen.model.message_nodes import Automaton, Step
from gen.protocol.automaton import automaton

#: Where they lie when nobody says otherwise.
FOLDER = Path(__file__).resolve().parents[2] / "out" / ".protocols"


@functools.cache
def maker() -> bytes:
    """Return the digest of what makes automata: this folder."""
    state = hashlib.sha256()
    for place in sorted(Path(__file__).parent.glob("*.py")):
        state.update(place.read_bytes())
    return state.digest()


def kept(text: str, names: Sequence[str], folder: Path = FOLDER) -> Automaton:
    """Return the automaton of a protocol's text: from its file, else made, and kept if possible.

    Raises a ProtocolError like `parse` and `automaton`; mistakes are not kept.
    """
    key = "\0".join([text, *names]).encode()
    place = folder / hashlib.sha256(maker() + key).hexdigest()[:32]
    with contextlib.suppress(OSError, ValueError):
        return read(place.read_text())
    from gen.protocol import grammar

    made = automaton(grammar.parse(text), names)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.{os.getpid()}")
        beside.write_text(written(made))
        beside.replace(place)
    return made


def written(one: Automaton) -> str:
    """Return an automaton as text: its states, its ends, a line a step."""
    lines = [str(one.states), " ".join(map(str, one.finals))]
    lines += [f"{s.state} {s.message} {s.to}" for s in one.steps]
    return "\n".join([*lines, "end"])


def read(text: str) -> Automaton:
    """Return the automaton of a text that `written` made; raise ValueError for another."""
    states, finals, *steps, end = text.split("\n")
    if end != "end":
        raise ValueError("the text has no end")
    found = [step.split(" ") for step in steps]
    return Automaton(
        int(states),
        tuple(Step(int(state), message, int(to)) for state, message, to in found),
        tuple(map(int, finals.split())),
    )
