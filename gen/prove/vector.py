# SPDX-License-Identifier: BSD-3-Clause
"""The kinds of ports as the models know them: who guards one, and which pairs can talk.

What a kind can do is what it declares: its row of functions, each of which the model has
under the same name (templates/promela/vector.pml.j2).

Sample::

    inline port_put_thread(p, c, who)
"""

from __future__ import annotations

from gen.artefact import Artefact
from gen.model.message_nodes import OPERATIONS, PortKind

#: What a port is protected by (DragonFly, sys/kern/lwkt_msgport.c), by its kind's name.
GUARDS = {
    "thread": "CPU_GUARD",
    "spin": "LOCK_GUARD",
    "serialize": "SERIALIZER",
}

#: The functions behind kinds that the models have.
PUTS = ("port_put_thread", "port_put_locked", "port_put_serialized", "port_put_now")
REPLIES = (
    "port_reply_thread", "port_reply_locked", "port_reply_serialized", "port_reply_mark",
    "port_reply_call",
)  # fmt: skip

#: What a send in a mode wants of the port that its answer goes to, and what for.
WANTED = {
    "sync": (("reply", "gets no answers"),),
    "async": (("reply", "gets no answers"),),
}


def does(kind: PortKind, operation: str) -> str:
    """Return the function behind an operation of a kind, empty without one."""
    return kind.vectors[OPERATIONS.index(operation)]


def guard(kind: PortKind) -> str:
    """Return what protects ports of a kind; what nothing waits on needs nothing."""
    return GUARDS.get(kind.name, "CPU_GUARD")


def refusal(originator: PortKind, target: PortKind, mode: str) -> str:
    """Return why two kinds cannot talk in a mode, empty when they can."""
    if not does(target, "put"):
        return f"nothing can be sent to a {target.name} port: it has no `put`"
    if does(target, "put") not in PUTS:
        return f"no model has {does(target, 'put')}, by which {target.name} ports are sent to"
    for operation, why in WANTED[mode]:
        if not does(originator, operation):
            return f"a {originator.name} port {why}: it has no `{operation}`"
    if does(originator, "reply") not in REPLIES:
        return f"no model has {does(originator, 'reply')}, by which {originator.name} ports answer"
    return ""


def artefact(fault: str, edit: str) -> Artefact:
    """Return the part of a model that has the functions of the kinds."""
    words = {
        "look": ["looked = wants[0];"] if fault == "stale_look" else [],
        "watched": "looked" if fault == "stale_look" else "was",
        "enter": "skip" if fault == "bare_reply" else "enter(ANSWERS, c)",
        "leave": "skip" if fault == "bare_reply" else "leave(ANSWERS, c)",
        "marked": ["touch(who);"] if fault == "reply_after_free" else [],
    }
    return Artefact("vector.pml", "promela/vector.pml.j2", words, edit)
