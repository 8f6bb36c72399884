# SPDX-License-Identifier: BSD-3-Clause
"""A model of one message between two kinds of ports, on two CPUs, as fine as its flags.

Sample::

    proctype receiver(byte mine; byte here)
"""

from __future__ import annotations

from gen.artefact import Artefact
from gen.model.message_nodes import PortKind
from gen.prove import guard as guards
from gen.prove import operation, step, vector
from gen.prove.step import Life
from gen.prove.vector import does, guard

#: The participants, by the numbers of the template.
NAMES = ("sender", "receiver", "next", "later", "cpu 0", "cpu 1", "who is asked")

#: Steps that are tried, since another CPU may be faster.
TRIED = ("watch", "request_abort")

#: What the templates say by name.
NUMBERS: dict[str, object] = {
    "MESSAGES": 1,
    "CPU_GUARD": 0, "LOCK_GUARD": 1, "SERIALIZER": 2,
    "ANSWERS": 0, "TARGET": 1, "NEXT": 2,
    "PUT": 1, "REPLY": 2, "MARK": 3,
    "EASYNC": 1,
    "SENDER": 0, "LATER": 3, "INTERRUPT": 4, "ASKED": 6,
    "ROUNDS": 2,
}  # fmt: skip

ANSWER_AT_ONCE = ["if", ":: result != EASYNC -> answer(0, SENDER)", ":: else", "fi;"]


def artefacts(
    life: Life, originator: PortKind, target: PortKind, mode: str, fault: str = ""
) -> tuple[Artefact, ...]:
    """Return the parts of a pair's model in a mode, with a fault or without."""
    edit = "the kinds of ports and the transitions"
    title = (f"One message between two CPUs, {mode}: from {originator.name}, whose kind its "
             f"answers go to,\n * to {target.name}, which may hand it on to its like.")
    defines = {
        **NUMBERS,
        "put_message(p, c, who)": f"{does(target, 'put')}(p, c, who)",
        "reply_message(c, who)": f"{does(originator, 'reply')}(c, who)",
    }
    drops, receiving_words = receiving(originator, target, mode)
    words = {
        "prepare": "prepare_sync" if mode == "sync" else "prepare",
        "collect": collect(originator, target, mode),
        "answers_guard": guard(originator),
        "target_guard": guard(target),
        **receiving_words,
    }
    name = f"{originator.name}-{target.name}-{mode}{'-' * bool(fault)}{fault}"
    return (
        step.artefact(life, title, defines, TRIED, fault == "shared_word", edit),
        guards.artefact(edit),
        vector.artefact(fault, edit),
        operation.artefact(fault, mode, drops, edit),
        Artefact(f"{name}.pml", "promela/pairing.pml.j2", words, edit),
    )


def collect(originator: PortKind, target: PortKind, mode: str) -> list[str]:
    """Return how the sender sends, and gets its message back."""
    put = ["put_message(TARGET, 0, SENDER);"]
    if mode == "sync":
        if does(target, "put") == "port_put_thread":  # who owns the target serves itself
            put = ["if", ":: put_message(TARGET, 0, SENDER)",
                   ":: home[TARGET] == 0 -> port_put_now(TARGET, 0, SENDER)", "fi;"]
        return [*put, "if", ":: result == EASYNC -> wait_message(0, SENDER)",
                ":: else -> msg_reply_marked(0, SENDER)", "fi;"]
    if does(originator, "get"):
        return [*put, *ANSWER_AT_ONCE, "if", ":: wait_message(0, SENDER)",
                ":: wait_answer(ANSWERS, 0);", "   msg_collect(0, SENDER);",
                "   leave(ANSWERS, 0)", "fi;"]
    return [*put, *ANSWER_AT_ONCE, "if", ":: frees -> life[0] == S_freed; break",
            ":: !frees -> flags[0] & MSGF_DONE", "fi;"]


def receiving(
    originator: PortKind, target: PortKind, mode: str
) -> tuple[bool, dict[str, list[str]]]:
    """Return whether messages may be dropped, who receives, and what else may happen."""
    nobody_waits = mode == "async" and not does(originator, "get")
    chooses = []
    if nobody_waits:
        chooses = ["if", ":: flags[0] = flags[0] | MSGF_DROPABLE"]
        if does(originator, "reply") == "port_reply_call":
            chooses.append(":: frees = true")
        chooses += [":: true", "fi;"]
    moves = []
    if guard(target) == "CPU_GUARD":
        moves = ["if", ":: !moved -> atomic { !cpu[here] -> moved = true; home[mine] = 1 - here;",
                 "   here = 1 - here }", ":: true", "fi"]
    lines = []
    if does(target, "get"):
        lines = ["run receiver(TARGET, home[TARGET]);", "run receiver(NEXT, home[NEXT])"]
    return nobody_waits and bool(does(target, "drop")), {
        "chooses": chooses,
        "moves": moves or ["skip"],
        "receivers": lines or ["skip"],
    }
