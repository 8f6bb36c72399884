# SPDX-License-Identifier: BSD-3-Clause
"""Does each fault have a counterexample that says what is wrong, and its model none without?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from terminal import BLK, TTY, kernel, prover

from gen.prove.fault import FAULTS
from gen.prove.prover import Verdict

EXPECTED = Path(__file__).parent / "expected"

#: The line of a step is that of the kernel's own declarations, which move.
STEP = re.compile(r"(?<=kernel-src/lwktmsg/decl\.py:)\d+")

#: What a fault of a talk is made in: ports and their clients.
TALKS = {
    "lost_reply": ((TTY,), (1,)),
    "double_reply": ((TTY,), (1,)),
    "unbounded_queue": ((replace(TTY, bound=2),), (2,)),
    "cyclic_send": ((TTY, BLK), (1, 0)),
    "wrong_state": ((TTY,), (1,)),
}

#: The kinds and the mode of a pair in which a fault is made.
PAIRS = {
    "abort_race": ("spin", "thread", "sync"),
    "reply_after_free": ("thread", "spin", "sync"),
    "shared_word": ("spin", "thread", "async"),
    "bare_reply": ("thread", "thread", "async"),
    "stale_look": ("spin", "thread", "async"),
}


def verdict(name: str, fault: str) -> Verdict:
    """Return what comes of the model that is meant for a fault, with another or none."""
    if name in TALKS:
        return prover().talk(*TALKS[name], fault)
    kinds = {k.name: k for k in kernel().messaging.kinds}
    one, other, mode = PAIRS[name]
    return prover().pair(kinds[one], kinds[other], mode, fault)


def test_every_fault_is_tried() -> None:
    assert {f.name for f in FAULTS} == {*TALKS, *PAIRS}
    assert {f.name for f in FAULTS if f.model == "pairing"} == set(PAIRS)
    assert {file.stem for file in EXPECTED.glob("*.txt")} == {*TALKS, *PAIRS}


@pytest.mark.parametrize("name", [*TALKS, *PAIRS])
def test_fault_is_found_and_told(name: str) -> None:
    found = verdict(name, name)
    assert found.told is not None
    said = STEP.sub("LINE", found.told.text)
    assert said + "\n" == (EXPECTED / f"{name}.txt").read_text()
    steps = {loc.at for loc, what in found.told.places if what.startswith("the step")}
    assert steps <= {t.loc.at for t in kernel().messaging.transitions}


@pytest.mark.parametrize("name", [*TALKS, *PAIRS])
def test_model_without_the_fault_holds(name: str) -> None:
    found = verdict(name, "")
    assert found.holds
    assert found.outcome is not None
    assert found.outcome.states > 100
