# SPDX-License-Identifier: BSD-3-Clause
"""What senders and receivers do with a message, whatever the kinds: as in msgport.c.

Sample::

    inline wait_message(c, who)
"""

from __future__ import annotations

from gen.artefact import Artefact

#: Who receives may sleep for ever; who sent may not.
WAITS = ({"name": "wait_port", "label": "end_idle:"}, {"name": "wait_answer", "label": ""})


def artefact(fault: str, drops: bool, edit: str) -> Artefact:
    """Return the part of a model that has the operations; some receivers may drop."""
    drop = [":: flags[0] & MSGF_DROPABLE -> msg_drop(0, who); ok = false"]
    words = {"abort": abort(fault), "waits": WAITS, "drops": drop if drops else []}
    return Artefact("operation.pml", "promela/operation.pml.j2", words, edit)


def abort(fault: str) -> list[str]:
    """Return how the sender asks for an early answer."""
    if fault != "abort_race":
        return ["try_request_abort(0, who);"]
    return [
        "ok = !(flags[0] & (MSGF_DONE | MSGF_REPLY | MSGF_ABORTED));",
        "if",
        ":: ok -> msg_request_abort(0, who)",
        ":: else",
        "fi;",
    ]
