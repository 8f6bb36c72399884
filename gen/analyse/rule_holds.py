# SPDX-License-Identifier: BSD-3-Clause
"""The rule about locks: what says `Context: holds LOCK` is called by who holds it.

A lock is known by the last name in what is taken: `&proc_lock`, `&p->proc_lock`.  A function
that says no context holds what all its callers hold where they call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.analyse.entry import entered
from gen.analyse.fact import Call, Function
from gen.analyse.program import Program
from gen.analyse.section import PRIMITIVES
from gen.diag import Diag, Mark

HOLDS = "holds "
NAME = re.compile(r"\w+")


def said(one: Function) -> set[str]:
    """Return the locks that a function says its callers hold."""
    return {word.removeprefix(HOLDS).strip() for word in one.context if word.startswith(HOLDS)}


def taken(call: Call) -> set[str]:
    """Return the names of the locks that are held at a call by who makes it."""
    return {NAME.findall(key)[-1] for key in call.held if NAME.search(key)}


def is_held(program: Program, one: Function, lock: str) -> bool:
    """Say whether a lock is held wherever a function is called, over all ways to it."""
    waiting, seen = [one], {one}
    for at in waiting:  # which grows
        if at.context:
            if lock not in said(at):
                return False
            continue
        callers = program.callers(at)
        if not callers or at in entered(program):
            return False
        for caller, call in callers:
            if lock not in taken(call) and caller not in seen:
                seen.add(caller)
                waiting.append(caller)
    return True


def locks_are_held_where_it_is_said(program: Program) -> Iterator[Diag]:
    """What is called under a lock is called by who holds it."""
    for one in program.functions:
        for call, callee in program.callees(one):
            wanted = said(callee) - taken(call)
            if not wanted or callee.name in PRIMITIVES:
                continue
            for name in sorted(lock for lock in wanted if not is_held(program, one, lock)):
                what = f"`{callee.name}` is called under `{name}`, which is not held here"
                yield Diag("K0330", call.at, what, "", (Mark(callee.at, f"holds {name}"),),
                           help="take it before, or say Context: holds " + name)
