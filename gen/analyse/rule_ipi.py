# SPDX-License-Identifier: BSD-3-Clause
"""The rules about waits for other CPUs: none in a handler, none under a spinlock.

While a CPU waits for another, it handles what it is sent, and nothing else.  A handler that
waited could wait for a CPU whose handler waits for ours: so there is no such wait, and no ring
of them.  Who waits for a spinlock handles nothing: who holds one does not wait for that CPU, and
does not send, for a queue may be full.
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.analyse.fact import Function
from gen.analyse.program import Program
from gen.analyse.rule_context import blocking_in
from gen.diag import Diag, Mark

#: What waits for other CPUs.
WAITS = ("ipi_wait", "ipi_wait_for", "cpusync_begin")

#: What waits when a queue is full; handlers may: meanwhile their CPU serves others.
SENDS = ("ipi_queue_send", "ipi_queue_send_passive")

#: What waits when the lock is free: the end of its section.  So does who sleeps, which may
#: not be called at all.
ELSEWHERE = ("crit_exit",)

#: Where a message is handed to its handler: what comes after is another one's.
DISPATCH = "ipi_dispatch"


def handlers_do_not_wait(program: Program) -> Iterator[Diag]:
    """No handler of an IPI message waits for another CPU, by whatever it calls."""
    for message in program.kernel.ipis:
        start = program.named(message.handler)
        ways: dict[Function, tuple[Mark, ...]] = {start: ()} if start else {}
        waiting = list(ways)
        for one in waiting:  # which grows
            for call, callee in program.callees(one):
                way = (*ways[one], Mark(call.at, f"`{one.name}` calls `{callee.name}`"))
                if callee.name in WAITS:
                    what = f"the handler of `{message.name}` waits for another CPU"
                    mark = Mark(message.loc, "the message")
                    yield Diag("K0308", way[0].at, what, way[0].text, (*way[1:], mark), (),
                               "have the other CPU answer by a message of its own")
                elif callee not in ways and callee.name != DISPATCH and not callee.noreturn:
                    ways[callee] = way
                    waiting.append(callee)


def nobody_waits_for_cpus_under_a_spinlock(program: Program) -> Iterator[Diag]:
    """Who holds a spinlock neither waits for another CPU nor sends it what needs room."""
    blocking = blocking_in(program)
    waiting = [one for name in (*WAITS, *SENDS) if (one := program.named(name))]
    ways: dict[Function, tuple[str, ...]] = dict.fromkeys(waiting, ())
    for one in waiting:  # which grows
        for caller, _ in program.callers(one):
            passes = one.noreturn or caller.name in ELSEWHERE or blocking.way(caller)
            if caller not in ways and not passes:
                ways[caller] = (one.name, *ways[one])
                waiting.append(caller)
    for one in program.functions:
        for call, callee in program.callees(one):
            if call.spin and callee in ways:
                way = (callee.name, *ways[callee])
                what = f"`{callee.name}` may wait for another CPU, and a spinlock is held"
                note = (f"it calls {' -> '.join(f'{name}()' for name in way[1:])}",)
                yield Diag("K0309", call.at, what, f"`{call.spin}` is held", (),
                           note if way[1:] else (), "call it when the lock is free again")
