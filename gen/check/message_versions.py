# SPDX-License-Identifier: BSD-3-Clause
"""Rules about versions of messages: what peers say as it was must become what it is."""

from __future__ import annotations

from collections.abc import Iterator

from gen.diag import Diag, Mark
from gen.model.build import System
from gen.model.message_nodes import Message
from gen.model.nodes import Kernel
from gen.translation import between


def message_versions_can_be_served(system: System) -> Iterator[Diag]:
    """Both travel, both are answered alike, and fields that both have can be carried over."""
    for kernel in list(system.kernels.values())[:1]:
        known = {m.c_name: m for m in kernel.messaging.messages}
        for message in known.values():
            old = known.get(message.older)
            if old is not None:
                yield from differing(message, old)
                yield from uncarried(message, old, kernel)


def differing(message: Message, old: Message) -> Iterator[Diag]:
    """Yield what keeps one message from being a version of another."""
    why = ""
    if not (old.remote and message.remote):
        why = "what stays at home is built whole, and needs no versions"
    elif (old.mode, old.result) != (message.mode, message.result):
        why = "they are answered otherwise"
    if why:
        what = f"`{old.name}` cannot be an older version of `{message.name}`"
        mark = Mark(old.loc, f"`{old.name}` is here")
        yield Diag("K0348", message.loc, what, why, (mark,),
                   help="take `was` away: it is a message of its own")


def uncarried(message: Message, old: Message, kernel: Kernel) -> Iterator[Diag]:
    """Yield the fields that both have, and that are too different."""
    structs = {s.name: s for s in kernel.structs}
    for move in between(old.wire, message.wire, structs):
        if move.way == "never":
            what = f"`{move.to.name}` of `{message.name}` cannot be made of that of `{old.name}`"
            yield Diag("K0345", move.to.loc, what, move.why, (Mark(move.by.loc, "the older"),),
                       help="give it another name: it is then zero, or lost")
