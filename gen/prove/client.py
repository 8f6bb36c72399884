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
    said = f"said[{talk.number(port.c_name)}]"
    choices = [
        line
        for one, number, message in talk.told(port)
        for line in choice(talk, port, number, message, (str(one.state), str(one.to)))
    ]
    if fault == "wrong_state":
        for number, message in talk.accepted(port):
            choices += choice(talk, port, number, message, (said, said))
    ends = " || ".join(f"{said} == {n}" for n in talk.automaton(port).finals)
    return [*choices, f":: ({ends}) && FREE(first) && FREE(first + 1) -> break"]


def choice(
    talk: Talk, port: Port, number: int, message: Message, states: tuple[str, str]
) -> Iterator[str]:
    """Yield one choice: find a slot and say the message, which leads on unless it is refused."""
    place = talk.number(port.c_name)
    now = "true" if port.c_name in talk.direct else "false"
    state = states[0]
    yield f":: atomic {{ said[{place}] == {state} && (FREE(first) || FREE(first + 1)) ->"
    yield "\tif :: FREE(first) -> slot = first :: else -> slot = first + 1 fi;"
    yield f"\tsay_{message.mode}(slot, {number}, {place}, {way(message.mode, *states)}, {now}, me);"
    yield "\tback(slot); slot = 0 }"


def way(mode: str, state: str, to: str) -> str:
    """Return the states before a message, and after it; between them, while somebody waits."""
    amid = [to if state == to else "NOBODY"] if mode == "sync" else []
    return ", ".join([state, *amid, to])
