# SPDX-License-Identifier: BSD-3-Clause
"""What can be done in two ways, for the golden files."""

from dsl import Kptr, L, implementation, interface, method, u32

order = interface(doc="In which order those who wait are served.")


@method(order)
def choose(queue: Kptr[L["queue"]]) -> Kptr[L["waiter"]]:
    """Take off who is next."""
    ...


@method(order, default=7)
def patience(queue: Kptr[L["queue"]], waiting: u32) -> u32:
    """Say how long the next one will wait."""
    ...


@method(order, default=0)
def closed(queue: Kptr[L["queue"]]) -> None:
    """Nobody will come any more."""
    ...


fifo = implementation(order, 0, has=(closed,), doc="First come, first served.")
lifo = implementation(order, 3, has=(patience,), doc="Last come, first served.")
