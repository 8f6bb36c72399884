# SPDX-License-Identifier: BSD-3-Clause
"""The life of messages in the models: the declared steps, and those of a second CPU."""

from __future__ import annotations

from dataclasses import replace

import pytest
from terminal import ROOT, kernel, place

from gen.model.message_nodes import Transition
from gen.prove import step
from gen.prove.lifecycle import BEYOND, WIDER, Beyond


def test_steps_are_those_that_the_kernel_declares() -> None:
    """Flags are believed to the bit; only states may be more than the kernel says yet."""
    known = {t.name: t for t in step.life(kernel()).steps}
    for declared in kernel().messaging.transitions:
        found = known[declared.name]
        assert replace(found, before=declared.before) == declared
        assert set(found.before) - set(declared.before) <= set(WIDER.get(declared.name, ()))


def test_steps_of_a_second_cpu_are_at_their_lines() -> None:
    lines = (ROOT / Beyond.FILE).read_text().splitlines()
    for row in BEYOND:
        assert f'"{row.name}"' in lines[row.line - 1]


def test_declared_step_is_believed_instead() -> None:
    own = Transition("reply_depart", "msgport", ("owned",), "intransit", 0, 1, 2, 0, "",
                     place("msgport", 7))  # fmt: skip
    said = kernel().messaging
    others = (t for t in said.transitions if t.name not in ("reply_depart", "reply_arrive"))
    more = replace(said, transitions=(*others, own))
    known = {t.name: t for t in step.life(replace(kernel(), messaging=more)).steps}
    assert known["reply_depart"] == own
    assert known["reply_arrive"].loc.file == Beyond.FILE


def test_kernel_without_steps_has_no_model() -> None:
    nothing = replace(kernel(), messaging=replace(kernel().messaging, transitions=()))
    with pytest.raises(step.Unmodelled, match="no transition of a message's life is declared"):
        step.life(nothing)
    with pytest.raises(step.Unmodelled, match="none called ODD"):
        step.life(kernel()).flag("ODD")
