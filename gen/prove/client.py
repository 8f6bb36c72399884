# SPDX-License-Identifier: BSD-3-Clause
"""What a client does: the steps of a protocol, each with a slot for its message.

Sample::

    proctype client_tty(byte me; byte first)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gen.artefact import Artefact
from gen.model.message_nodes import Message, Port

if TYPE_CHECKING:
    from gen.prove.conversation import Talk


def artefact(
    talk: Talk, fault: str, starts: Iterator[str], edit: str
) -> Artefact:
    """Return the part of a model that has the clients, and that begins everything."""
    rows = [
        {"port": p.c_name, "protocol": p.protocol or "none", "lines": lines(talk, p, fault)}
        for p, n in zip(talk.ports, talk.clients, strict=True) if n
    ]  # fmt: skip
    words = {"clients": rows, "starts": list(starts)}
    return Artefact("client.pml", "promela/client.pml.j2", words, edit)


def lines(talk: Talk, port: Port, fault: str) -> list[str]:
    """Return the choices of a client."""
    choices = [
        line
        for one, number, message in talk.told(port)
        for line in choice(talk, port, f"state == {one.state}", number, message, one.to)
    ]
    if fault == "wrong_state":
        for number, message in talk.accepted(port):
            choices += choice(talk, port, "state != NOBODY", number, message, None)
    ends = " || ".join(f"state == {n}" for n in talk.automaton(port).finals)
    return [*choices, f":: ({ends}) && FREE(first) && FREE(first + 1) -> break"]


def choice(
    talk: Talk, port: Port, when: str, number: int, message: Message, to: int | None
) -> Iterator[str]:
    """Yield one choice: find a slot, say the message, and go on unless it was refused."""
    place = talk.number(port.c_name)
    now = "true" if port.c_name in talk.direct else "false"
    target = "state" if to is None else str(to)
    yield f":: atomic {{ {when} && (FREE(first) || FREE(first + 1)) ->"
    yield "\tif :: FREE(first) -> slot = first :: else -> slot = first + 1 fi;"
    yield f"\tsay_{message.mode}(slot, {number}, {place}, {now}, me);"
    yield f"\tif :: !refused[slot] -> state = {target} :: else fi;"
    yield "\tback(slot); slot = 0 }"
