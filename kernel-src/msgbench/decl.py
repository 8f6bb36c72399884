# SPDX-License-Identifier: BSD-3-Clause
"""What messages cost: a port that answers at once, and one that a thread serves."""

from config.decl import BENCH
from msgport.decl import put_only_port

from dsl import (
    Async,
    Kptr,
    L,
    Port,
    Priority,
    Sync,
    budget,
    ipi,
    message,
    only_in,
    thread,
    u64,
)

configs = only_in(BENCH)


class BenchNowPort(Port, id=0x15, kind=put_only_port):
    """Answers in the sender's thread."""

    @message(1, memory="stack")
    def add(self, a: u64, b: u64) -> Sync[u64]:
        """Answer the sum."""
        ...


benchd = thread("bench_late_serve", priority=Priority.SOFT_NORMAL, doc="Answers, when it runs.")


class BenchLatePort(Port, id=0x16, owner=benchd):
    """Answers in a thread of its own."""

    @message(1)
    def sum(self, a: u64, b: u64) -> Async[u64]:
        """Answer the sum."""
        ...


@ipi()
def count(seen: Kptr[L["bench_seen"]]) -> None:
    """Count one more."""


ipi_alone = budget(
    {"i386": 344, "x86_64": 328},
    cpus=2,
    row="ipi",
    bar={"i386": 100, "x86_64": 90},
    why="The interrupt is 100 of it, to find who has sent and to look again 80, and the sleeper "
    "looks around before it sleeps.",
    doc="A message to a CPU that sleeps, on both: until its sender knows, and it sleeps again.",
)
ipi_among_others = budget(
    {"i386": 119, "x86_64": 105},
    cpus=2,
    row="ipi_queued",
    bar={"i386": 100, "x86_64": 90},
    why="Twelve are two critical sections, eight two counts, and a queue of each pair of CPUs "
    "must be found.",
    doc="One of sixteen that are sent at once, likewise: one interrupt is for all of them.",
)
msg_sync = budget(
    {"i386": 58, "x86_64": 50},
    locked=0,
    bar={"i386": 50},
    why="The two numbers and their sum are 64 bits wide: 44 of it are a plain call.",
    doc="A message that is made, sent and answered at once.",
)
msg_plain = budget(
    {"i386": 44, "x86_64": 27}, locked=0, doc="The same, made, and its handler called."
)
msg_async = budget(
    {"i386": 407, "x86_64": 379},
    locked=0,
    bar={"i386": 170, "x86_64": 150},
    why="Twice each: a message queued and taken, a thread put on its run queue and taken off it, "
    "a look for the best, a switch, and three critical sections.",
    doc="A message to a thread of this CPU, and its answer: two switches.",
)
