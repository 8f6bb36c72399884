# SPDX-License-Identifier: BSD-3-Clause
"""What messages cost: a port that answers at once, and one that a thread serves."""

from config.decl import BENCH
from msgport.decl import put_only_port

from dsl import Async, Port, Priority, Sync, budget, message, only_in, thread, u64

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


msg_sync = budget(
    {"i386": 82, "x86_64": 50},
    locked=0,
    bar={"i386": 50},
    why="The two numbers and their sum are 64 bits wide: 56 of it are a plain call.",
    doc="A message that is made, sent and answered at once.",
)
msg_plain = budget(
    {"i386": 56, "x86_64": 27}, locked=0, doc="The same, made, and its handler called."
)
msg_async = budget(
    {"i386": 571, "x86_64": 499},
    locked=0,
    bar={"i386": 170, "x86_64": 150},
    why="Two sleeps, two wakes, and what a port does is chosen by its kind at each step.",
    doc="A message to a thread of this CPU, and its answer: two switches.",
)
