# SPDX-License-Identifier: BSD-3-Clause
"""Functions that no C calls by name: tables hold them, or somebody remembers them."""

from __future__ import annotations

from functools import lru_cache

from gen.analyse.fact import Function
from gen.analyse.program import Program
from gen.place import Loc

#: Who remembers a function, and as what it will be called.
REMEMBERS = {"interrupt_establish": "intr", "callout_start": "crit", "lwkt_create": "thread",
             "lwkt_create_on": "thread"}


@lru_cache(maxsize=1)
def entered(program: Program) -> dict[Function, tuple[str, Loc]]:
    """Return the functions that are called by tables and by who remembers them: as what, where."""
    kernel = program.kernel
    rows = [(trap.handler, "intr" if trap.own_stack else "thread", trap.loc)
            for trap in kernel.traps]
    rows += [(row.handler, "intr", row.loc) for row in kernel.interrupts]
    rows += [(step.calls, "boot", step.loc) for step in kernel.init_steps]
    rows += [(thread.entry, "thread", thread.loc) for thread in kernel.threads]
    rows += [(call.handler, "thread", call.loc) for call in kernel.calls]
    rows += [(test.function, "thread", test.loc) for test in kernel.kernel_tests]
    rows += [(ipi.handler, "crit", ipi.loc) for ipi in kernel.ipis]
    known = {message.c_name: message for message in kernel.messaging.messages}
    for port in kernel.messaging.ports:
        for message in (known[name] for name in port.messages):
            handler = message.handler or f"{port.c_name}_on_{message.c_name}"
            rows += [(handler, "thread", message.loc), (f"{handler}_abort", "crit", message.loc)]
    found = {one: (how, loc) for name, how, loc in rows
             if (one := program.named(name)) is not None}
    for one in program.functions:
        for call in one.calls:
            for name in one.refers if call.name in REMEMBERS else ():
                given = program.called(one, name)
                if given is not None:
                    found.setdefault(given, (REMEMBERS[call.name], call.at))
    return found
