# SPDX-License-Identifier: BSD-3-Clause
"""The atomic operations of the model: every function that the table says."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.operation import Atomic as DslAtomic
from gen.load import Declared
from gen.model.hardware import Atomic

#: What may be done, in the order in which it is told.
OPERATIONS = ("set", "clear", "add", "subtract", "cmpset", "fetchadd", "swap", "load", "store",
              "drop")

#: The widths by name: the C type, and bytes; 0 for a register of the machine.
WIDTHS = {"char": ("uint8_t", 1), "short": ("uint16_t", 2), "int": ("uint32_t", 4),
          "long": ("uintptr_t", 0), "64": ("uint64_t", 8)}


def atomics(declared: Declared, word: int) -> Iterator[Atomic]:
    """Yield every function for a machine whose registers have `word` bytes, by place."""
    for item in declared.items(DslAtomic):
        row: DslAtomic = item.value
        orders = ["", *(["acq"] if row.acquire else []), *(["rel"] if row.release else [])]
        forms = [(width, order, True) for width in row.widths for order in orders]
        forms += [(width, "", False) for width in row.nonlocked]
        for width, order, locked in forms:
            c, size = WIDTHS.get(width, ("", 0))
            yield Atomic(row.operation, width, c, size or word, order, locked, row.doc, item.loc)
