# SPDX-License-Identifier: BSD-3-Clause
"""The rule about what a CPU has: it is taken again where the thread may have gone to another."""

from __future__ import annotations

from collections.abc import Iterator

from gen.analyse.program import Program
from gen.analyse.rule_context import BLOCKERS, blocking_in
from gen.diag import Diag, Mark

#: What a function says of a thread that goes to no other CPU.
STAYS = "stays on its CPU"


def what_a_cpu_has_is_not_kept(program: Program) -> Iterator[Diag]:
    """What points at the running CPU's own is not used behind what may block.

    Who promises not to wait, and does, is told that (K0302), and not this, too.
    """
    blocking = blocking_in(program)
    for one in program.functions:
        stays = STAYS in one.context or blocking.promises(one)
        for row in one.kept if not stays else ():
            callee = program.called(one, row.call)
            blocks = blocking.way(callee) if callee is not None else row.call in BLOCKERS
            if blocks:
                what = f"`{row.name}` is what a CPU has, and the thread may be on another one"
                marks = (Mark(row.taken, "it was taken here"),
                         Mark(row.called, f"`{row.call}` may block"))
                yield Diag("K0332", row.used, what, "", marks,
                           help="take it again behind the call")
