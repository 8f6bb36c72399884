# SPDX-License-Identifier: BSD-3-Clause
"""What is declared for the kernel alone: no program and no other machine sees it."""

from __future__ import annotations

from collections.abc import Iterator

from gen.model.nodes import Kernel


def inner_enums(kernel: Kernel) -> frozenset[str]:
    """Return the Enums and Flags that nothing but structures of the kernel's own is made of."""
    held = {f.enumeration for s in kernel.structs if not s.shared for f in s.fields}
    return frozenset(held) - frozenset(said(kernel)) - {""}


def said(kernel: Kernel) -> Iterator[str]:
    """Yield the Enums and Flags that calls, messages and what travels by them speak of."""
    waiting = [f for s in kernel.structs if s.shared for f in s.fields]
    structs = {s.name: s for s in kernel.structs}
    errors = {e.name for call in kernel.calls for e in call.errors}
    for call in kernel.calls:
        yield call.result.name
        yield from (param.enumeration for param in call.params)
    for message in kernel.messaging.messages:
        errors |= {e.name for e in message.errors}
        waiting += message.fields
        yield message.result_enumeration
    for field in waiting:  # which grows by what is inside
        yield field.enumeration
        if field.structure in structs:
            waiting += structs.pop(field.structure).fields
    yield from (e.name for e in kernel.enums if errors & {m.name for m in e.members})
