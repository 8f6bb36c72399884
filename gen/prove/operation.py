# SPDX-License-Identifier: BSD-3-Clause
"""What senders and receivers do with a message, whatever the kinds: as in msgport.c.

Sample::

    inline wait_message(c, who)
"""

from __future__ import annotations

from gen.artefact import Artefact

#: Who receives may sleep for ever; who sent may not.
WAITS = ({"name": "wait_port", "label": "end_idle:"}, {"name": "wait_answer", "label": ""})

#: Who waits for an answer at a spin port looks at first without the lock.
PEEKS = (":: guard[ANSWERS] == LOCK_GUARD && flags[0] & MSGF_DONE -> break",)


def artefact(fault: str, mode: str, drops: bool, edit: str) -> Artefact:
    """Return the part of a model that has the operations; some receivers may drop.

    Who waits for a mark is in a critical section of its CPU when it looks; who waits for an
    answer on its port, under what guards that.
    """
    drop = [":: flags[0] & MSGF_DROPABLE -> msg_drop(0, who); ok = false"]
    sync = mode == "sync"
    words = {
        "enter": "crit_enter(c)" if sync else "enter(ANSWERS, c)",
        "leave": "crit_exit(c)" if sync else "leave(ANSWERS, c)",
        "waits_asked": "skip" if fault == "abort_race" else "!asking",
        "peeks": [] if sync else PEEKS,
        "waits": WAITS,
        "drops": drop if drops else [],
    }
    return Artefact("operation.pml", "promela/operation.pml.j2", words, edit)
