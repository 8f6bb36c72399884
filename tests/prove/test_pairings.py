# SPDX-License-Identifier: BSD-3-Clause
"""All kinds of ports with all: refused with a reason, or proved; -s shows each verdict."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from terminal import kernel, prover

from gen.model.message_nodes import KINDS
from gen.prove.prover import Verdict
from gen.prove.vector import refusal

#: Kinds that something can be sent to, and kinds that answers can go to (DragonFly's table).
TARGETS = ("thread", "spin", "serialize", "put_only")
ORIGINATORS = ("thread", "spin", "serialize", "reply_only", "reply_null")

#: The kinds' rows in the sums: 5 originators, 4 targets, 2 modes.
PROVED, REFUSED = 40, 58


@cache
def verdicts() -> dict[str, Verdict]:
    """Return every pair's verdict."""
    return {v.name: v for v in prover().pairings()}


def test_kernel_declares_every_kind() -> None:
    assert tuple(k.name for k in kernel().messaging.kinds) == KINDS


def test_every_pair_is_proved_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        for verdict in verdicts().values():
            print(f"    {verdict.summary}")
    assert len(verdicts()) == 2 * len(KINDS) ** 2
    failed = {v.name: v.told.text for v in verdicts().values() if v.told}
    assert failed == {}
    counted = Counter("refused" if v.refused else "proved" for v in verdicts().values())
    assert counted == {"proved": PROVED, "refused": REFUSED}


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("originator", KINDS)
def test_only_impossible_pairs_are_refused(originator: str, target: str, mode: str) -> None:
    kinds = {k.name: k for k in kernel().messaging.kinds}
    reason = refusal(kinds[originator], kinds[target], mode)
    assert bool(reason) != (originator in ORIGINATORS and target in TARGETS)
    assert not reason or ("has no `" in reason and (originator in reason or target in reason))


def test_refused_pairs_have_no_model_and_proved_ones_are_not_empty() -> None:
    for verdict in verdicts().values():
        assert (verdict.outcome is None) == bool(verdict.refused)
        if verdict.outcome:
            assert verdict.outcome.states > 300, verdict.summary


def test_templates_know_what_the_kinds_declare() -> None:
    """Each function behind a put or a reply is in the model, under its own name."""
    text = (Path(__file__).resolve().parents[2] / "templates/promela/vector.pml.j2").read_text()
    for kind in kernel().messaging.kinds:
        for function in filter(None, (kind.vectors[0], kind.vectors[4])):
            assert f"inline {function}(" in text
