# SPDX-License-Identifier: BSD-3-Clause
"""Steps of a message's life that come with a second CPU, and are not declared before.

A kernel that declares a step of the same name is believed instead.
"""

from __future__ import annotations

from typing import ClassVar

from dsl.record import dataclass


@dataclass(frozen=True, slots=True)
class Beyond:
    """A step as declarations have it (gen/model/message_nodes.py), flags by name."""

    FILE: ClassVar[str] = "gen/prove/lifecycle.py"

    line: int
    name: str
    before: tuple[str, ...]
    after: str
    needs: str
    forbids: str
    sets: str
    clears: str
    doc: str


BEYOND = (
    Beyond(32, "reply_depart", ("owned", "sent"), "intransit", "", "DONE QUEUED INTRANSIT SYNC",
           "REPLY INTRANSIT", "", "The answer travels to the CPU of its reply port."),
    Beyond(34, "reply_arrive", ("intransit",), "replied", "REPLY INTRANSIT", "DONE QUEUED",
           "DONE QUEUED", "INTRANSIT", "The reply port's CPU queues the answer."),
)

#: States in which a step comes, too, once another CPU is about: who asks for an early answer
#: may ask while the message still travels, or is being handed on.
WIDER = {"request_abort": ("sent", "intransit")}
