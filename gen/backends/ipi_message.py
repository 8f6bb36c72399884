# SPDX-License-Identifier: BSD-3-Clause
"""include/ipi_message.gen.h and ipi_message.gen.c: IPI messages, sent and handled by their types.

Sample::

    static inline uint32_t
    ipi_schedule(struct cpu *to, struct thread *td)
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.fold import listed, noted, prototype
from gen.model.nodes import IpiMessage, Kernel, Type

EDIT = "the declared IPI messages"

#: The argument of a handler that is the trap frame of what was interrupted.
FRAME = "frame"


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the senders and the switch over the handlers."""
    words = {"messages": [described(m) for m in kernel.ipis],
             "rendezvous": [described(m) for m in kernel.ipis if m.rendezvous],
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
    carried = [(name, held) for name, held in message.params if name != FRAME]
    sent = [held.declare(name) for name, held in carried]
    pointer = next((name for name, held in carried if is_pointer(held)), "NULL")
    word = next((f"(uint32_t){name}" for name, held in carried if not is_pointer(held)), "0")
    parts = [number(message), pointer, word]
    names = [name for name, _ in carried]
    passive = "_passive" if message.passive else ""
    return {
        "at": message.loc.at,
        "constant": number(message),
        "handler": message.handler,
        "prototype": prototype(f"void\t{message.handler}", params),
        "head": prototype(f"ipi_{message.name}", ["struct cpu *to", *sent], ")"),
        "send": called(f"ipi_queue_send{passive}", ["to", *parts]),
        "head_try": prototype(f"ipi_{message.name}_try", ["struct cpu *to", *sent], ")"),
        "send_try": called("ipi_queue_try", ["to", *parts]),
        "head_mask": prototype(f"ipi_{message.name}_mask", ["uint32_t cpus", *sent], ")"),
        "send_mask": prototype(f"(void)ipi_{message.name}", ["ipi_first(cpus)", *names], ");"),
        "head_sync": prototype(f"cpusync_{message.name}", ["struct cpusync *sync", *sent], ")"),
        "send_sync": prototype("cpusync_run", ["sync", *parts], ");"),
        "call": f"{message.handler}({', '.join(taken(name, h) for name, h in message.params)})",
    }


def number(message: IpiMessage) -> str:
    """Return the name of a message's number."""
    return f"IPI_{message.name.upper()}"


def taken(name: str, held: Type) -> str:
    """Return where a handler's argument comes from."""
    if name == FRAME:
        return "ipi_state()->frame"
    return f"slot->{'pointer' if is_pointer(held) else 'word'}"


def called(function: str, parts: list[str]) -> list[str]:
    """Return the statement that answers what a function does, without its first tab."""
    lines = listed(f"\treturn ({function}(", parts, "));")
    return [line.removeprefix("\t") for line in lines]


def is_pointer(held: Type) -> bool:
    """Say whether an argument travels in the slot's pointer."""
    return held.kind == "kptr"
