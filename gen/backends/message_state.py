# SPDX-License-Identifier: BSD-3-Clause
"""include/message_state.gen.h: the steps of a message's life, each a change of its flags.

The holder's flags and those that a sender sets meanwhile are two words of one writer each: no
step is an atomic instruction.

A step that does not fit what the flags say ends a kernel with assertions, by name.

Sample::

    msg_prepare(struct lwkt_msg *m)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import comment, listed, paragraph
from gen.model.message_nodes import Transition
from gen.model.nodes import Enumeration, Kernel


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the steps, when messages are declared."""
    messaging = kernel.messaging
    if not messaging.transitions:
        return
    flags = next((e for e in kernel.enums if e.name == messaging.flags), None)
    owners = sorted({f"{t.subsystem}/{t.subsystem}.h" for t in messaging.transitions})
    words = {
        "header": messaging.header,
        "headers": owners,
        "steps": [step(t, flags, messaging.wanted) for t in messaging.transitions],
    }
    edit = messaging.transitions[0].loc.file
    yield Artefact("include/message_state.gen.h", "c/message_state.h.j2", words, edit)


def step(one: Transition, flags: Enumeration | None, wanted: int) -> dict[str, object]:
    """Return what a step's function is made of."""
    return {
        "name": one.name,
        "at": one.loc.at,
        "doc": comment(paragraph(one.doc)),
        "needs": one.needs,
        "mask": f"{one.needs | one.forbids:#x}",
        "value": f"{one.needs:#x}",
        "changes": [*changed(one, "flags", ~wanted), *changed(one, "wants", wanted)],
        "says": said(one, flags),
    }


def changed(one: Transition, word: str, mask: int) -> list[str]:
    """Return the statements that change one word of a message's flags."""
    clears, sets = one.clears & mask, one.sets & mask
    if not clears and not sets:
        return []
    kept = f"m->{word} & ~{clears:#x}u" if clears else f"m->{word}"
    value = f"({kept}) | {sets:#x}" if clears and sets else f"{kept} | {sets:#x}" if sets else kept
    return listed(f"\t__atomic_store_n(&m->{word}, ", [value, "__ATOMIC_RELEASE"], ");")


def said(one: Transition, flags: Enumeration | None) -> str:
    """Return the flags that a step needs and forbids, in their names: `DONE, no QUEUED`."""
    members = flags.members if flags else ()
    wants = [(m.name, m.value & one.needs) for m in members if m.value & one.needs]
    never = [(m.name, 0) for m in members if m.value & one.forbids]
    words = [name.partition("_")[2] if value else f"no {name.partition('_')[2]}"
             for name, value in [*wants, *never]]
    return ", ".join(words)
