# SPDX-License-Identifier: BSD-3-Clause
"""IPI messages of the model: what one CPU asks another to do."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.smp import Ipi
from gen.load import Declared
from gen.model.nodes import IpiMessage
from gen.model.start import qualified
from gen.model.types import Types


def ipis(declared: Declared, types: Types) -> Iterator[IpiMessage]:
    """Yield the IPI messages, by name; that is the order of their numbers."""
    for number, item in enumerate(sorted(declared.items(Ipi), key=qualified)):
        hints = dict(item.value.function.__annotations__)
        hints.pop("return", None)
        yield IpiMessage(
            number,
            item.name,
            item.module.subsystem,
            f"ipi_on_{item.name}",
            tuple((name, types.of(hint)) for name, hint in hints.items()),
            item.value.passive,
            item.value.rendezvous,
            item.doc,
            item.loc,
        )
