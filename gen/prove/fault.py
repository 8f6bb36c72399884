# SPDX-License-Identifier: BSD-3-Clause
"""Faults that a model can be given on purpose: a proof that cannot fail proves nothing."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake of a kernel's, or of who uses it; `model` says in which it is made."""

    name: str
    model: str
    doc: str


FAULTS = (
    Fault("lost_reply", "conversation", "a handler forgets to answer"),
    Fault("double_reply", "conversation", "a handler answers twice"),
    Fault("unbounded_queue", "conversation", "a put does not look at the queue's bound"),
    Fault("cyclic_send", "conversation", "the last port of a chain asks the first, and waits"),
    Fault("wrong_state", "conversation", "a client does not keep to the protocol"),
    Fault("abort_race", "pairing", "who asks for an early answer does not wait until it was asked"),
    Fault("reply_after_free", "pairing", "who answered looks at the message once more"),
    Fault("shared_word", "pairing", "sender and holder write one word, neither atomically"),
    Fault("bare_reply", "pairing", "an answer is queued outside of any critical section"),
    Fault("stale_look", "pairing", "who answers looks for a sleeper before it answers"),
)


def fault(name: str) -> Fault:
    """Return the fault of a name."""
    return next(f for f in FAULTS if f.name == name)
