# SPDX-License-Identifier: BSD-3-Clause
"""include/ipi_message.gen.h and ipi_message.gen.c: IPI messages, sent and handled by their types.

Sample::

    static inline uint32_t
    ipi_schedule(struct cpu *to, struct thread *td)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import noted, prototype
from gen.model.nodes import IpiMessage, Kernel, Type

EDIT = "the declared IPI messages"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the senders and the switch over the handlers."""
    words = {"messages": [described(m) for m in kernel.ipis],
             "tags": sorted({tag for m in kernel.ipis for tag in tags(m)}),
             "numbers": [constant(m) for m in kernel.ipis]}
    yield Artefact("include/ipi_message.gen.h", "c/ipi_message.h.j2", words, EDIT)
    yield Artefact("ipi_message.gen.c", "c/ipi_message.c.j2", words, EDIT)


def constant(message: IpiMessage) -> str:
    """Return the constant of a message's number."""
    return noted(f"#define IPI_{message.name.upper():<19} {message.number}", message.loc.at, 40)


def tags(message: IpiMessage) -> Iterator[str]:
    """Yield the structures that a message points at."""
    for _, held in message.params:
        if held.c.startswith("struct "):
            yield held.c.split()[1]


def described(message: IpiMessage) -> dict[str, object]:
    """Return how a message is sent and handled."""
    params = [held.declare(name) for name, held in message.params]
    pointer = next((name for name, held in message.params if is_pointer(held)), "NULL")
    word = next((name for name, held in message.params if not is_pointer(held)), "0")
    word = f"(uint32_t){word}" if word != "0" else word
    send = "ipi_queue_send_passive" if message.passive else "ipi_queue_send"
    names = [f"slot->{'pointer' if is_pointer(held) else 'word'}" for _, held in message.params]
    return {
        "at": message.loc.at,
        "constant": f"IPI_{message.name.upper()}",
        "handler": message.handler,
        "prototype": prototype(f"void\t{message.handler}", params),
        "head": prototype(f"ipi_{message.name}", ["struct cpu *to", *params], ")"),
        "send": prototype(f"return ({send}", ["to", f"IPI_{message.name.upper()}", pointer, word],
                          "));"),
        "call": f"{message.handler}({', '.join(names)})",
    }


def is_pointer(held: Type) -> bool:
    """Say whether an argument travels in the slot's pointer."""
    return held.kind == "kptr"
