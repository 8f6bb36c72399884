# SPDX-License-Identifier: BSD-3-Clause
"""include/message_state.gen.h: the steps of a message's life, each one atomic change of flags.

A step that does not fit what the flags say ends a kernel with assertions, by name.

Sample::

    msg_prepare(struct lwkt_msg *m)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import comment, paragraph
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
        "steps": [step(t, flags) for t in messaging.transitions],
    }
    edit = messaging.transitions[0].loc.file
    yield Artefact("include/message_state.gen.h", "c/message_state.h.j2", words, edit)


def step(one: Transition, flags: Enumeration | None) -> dict[str, object]:
    """Return what a step's function is made of."""
    return {
        "name": one.name,
        "at": one.loc.at,
        "doc": comment(paragraph(one.doc)),
        "needs": one.needs,
        "mask": f"{one.needs | one.forbids:#x}",
        "value": f"{one.needs:#x}",
        "clears": f"{one.clears:#x}",
        "sets": f"{one.sets:#x}",
        "says": said(one, flags),
    }


def said(one: Transition, flags: Enumeration | None) -> str:
    """Return the flags that a step needs and forbids, in their names: `DONE, no QUEUED`."""
    members = flags.members if flags else ()
    wants = [(m.name, m.value & one.needs) for m in members if m.value & one.needs]
    never = [(m.name, 0) for m in members if m.value & one.forbids]
    words = [name.partition("_")[2] if value else f"no {name.partition('_')[2]}"
             for name, value in [*wants, *never]]
    return ", ".join(words)
