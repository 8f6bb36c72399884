# SPDX-License-Identifier: BSD-3-Clause
"""Do the models of pairs need what they say?  Each line that is taken away makes one fail."""

from __future__ import annotations

import pytest
from terminal import ROOT, kernel, prover

from gen.prove import pairing, pairing_told, spin

#: Kinds and mode; what stands in the model, what instead; what is said then.
MUTANTS = {
    "put wakes nobody": (
        "thread", "spin", "sync",
        "atomic { queued[p] = true; wake_port(p); leave(p, c); result = EASYNC }",
        "atomic { queued[p] = true; leave(p, c); result = EASYNC }",
        "lost message",
    ),
    "sleeper looks before it is in its section": (
        "thread", "thread", "sync",
        "crit_enter(c);\n\t   try_watch(0, who);",
        "try_watch(0, who);\n\t   crit_enter(c);",
        "lost wake-up",
    ),
    "interrupt forgets to queue": (
        "thread", "thread", "sync",
        "atomic { queued[at] = true; wake_port(at) }",
        "wake_port(at)",
        "lost message",
    ),
    "message that arrives keeps INTRANSIT": (
        "thread", "thread", "sync", "(was & 32207) | 4", "(was & 32223) | 4", "does not fit",
    ),
    "QUEUED is believed without the lock": (
        "spin", "spin", "async",
        "enter(ANSWERS, c);\n\t\tassert(queued[ANSWERS]);",
        "assert(queued[ANSWERS]); enter(ANSWERS, c);",
        "finds the message on no queue",
    ),
    "who keeps a message and who aborts both answer": (
        "thread", "spin", "sync",
        "atomic { ok = pending; pending = false }",
        "ok = pending",
        "does not fit",
    ),
    "owner that moves is not followed": (
        "spin", "thread", "async",
        "what == PUT && home[at] != here -> ipi[home[at]]!PUT,at",
        "what == PUT && home[at] != here -> skip",
        "lost message",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_found(name: str) -> None:
    one, other, mode, old, new, said = MUTANTS[name]
    kinds = {k.name: k for k in kernel().messaging.kinds}
    known = prover()
    text = known.text(pairing.artefacts(known.life, kinds[one], kinds[other], mode))
    assert text.count(old) == 1
    found = spin.outcome(ROOT, text.replace(old, new))
    assert not found.holds
    assert said in pairing_told.told(known.life, found).sentence
