# SPDX-License-Identifier: BSD-3-Clause
"""Atomic operations: what is done to a word that several CPUs change."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Atomic:
    """A row of the table of atomic operations."""

    operation: str
    widths: tuple[str, ...]
    acquire: bool
    release: bool
    nonlocked: tuple[str, ...]
    doc: str


def atomic(
    operation: str,
    *,
    widths: tuple[str, ...],
    acquire: bool = False,
    release: bool = False,
    nonlocked: tuple[str, ...] = (),
    doc: str,
) -> Atomic:
    """Declare an atomic operation: `atomic_<operation>_<width>()`, a function for each width.

    `operation` is set, clear, add, subtract, cmpset, fetchadd, swap, load, store or drop; a
    width is char, short, int, long or 64.  `acquire` and `release` say that there are variants
    whose neighbours stay behind them, or before them (`atomic_load_acq_int()`).  `nonlocked` are
    the widths that interrupts of one CPU share, and no others: one instruction without a lock.
    """
    return Atomic(operation, widths, acquire, release, nonlocked, doc)
