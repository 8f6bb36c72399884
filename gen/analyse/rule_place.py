# SPDX-License-Identifier: BSD-3-Clause
"""The rules about places: what a comment says behind `Context:` is kept by every caller.

A function that says no place is as if it stood in those that call it: what it calls is held
against what they say.  What may block, and what needs a section, `rule_context` judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dsl.record import dataclass
from gen.analyse.entry import entered
from gen.analyse.fact import Call, Function
from gen.analyse.program import Program
from gen.analyse.rule_context import blocking_in
from gen.analyse.section import CRITICAL, PRIMITIVES
from gen.analyse.source import Source
from gen.diag import Diag, Edit, Mark
from gen.near import closest
from gen.place import Loc

#: From where functions may be called, and what may be said beside it.
PLACES = ("any", "thread", "intr", "crit", "boot")
BESIDE = ("interrupts on", "interrupts off", "paging off", "on a stack of its own",
          "stays on its CPU")
OWNED = ("holds ", "owner of ")

#: Within so many lines before a function's name stands what it says of its place.
CLOSE = 12

#: What a function may say that is called as something.
ADMITS = {
    "thread": ("thread", "any"), "boot": ("boot", "thread", "any"), "intr": ("intr", "any"),
    "crit": ("crit", "any"),
}

SAYS = {
    "any": "may be called from anywhere", "intr": "is called by interrupts",
    "crit": "is called in critical sections", "boot": "is called by the start of the kernel",
    "thread": "is called by threads",
}


@dataclass(frozen=True, slots=True)
class Need:
    """A call of a function that says its place, as it is made below another function."""

    call: Call
    callee: Function
    inside: Loc | None
    """Where the section began in which it is made, if it is."""
    left: bool = False
    """Whether it is made behind the end of the caller's section, which does not come back."""


def place(one: Function) -> str:
    """Return from where a function says that it may be called; nothing when it does not say."""
    return next((word for word in one.context if word in PLACES), "")


def contexts_have_the_words_that_there_are(program: Program) -> Iterator[Diag]:
    """What stands behind `Context:` is of the vocabulary."""
    for one in program.functions:
        for word in one.context:
            if word not in PLACES and word not in BESIDE and not word.startswith(OWNED):
                what = f"`{one.name}` says `Context: {word}`, which is no place"
                near = closest(word, [*PLACES, *BESIDE])
                yield Diag("K0325", one.at, what, help=f"did you mean `{near}`?" if near else
                           "say any, thread, intr, crit or boot; then, behind a comma, "
                           "interrupts on, holds TOKEN, owner of X",
                           fix=respelled(program.root, one, word, near) if near else ())


def respelled(root: Path, one: Function, word: str, near: str) -> tuple[Edit, ...]:
    """Return the edit of a word in the comment before a function."""
    lines = Source(root).lines(one.at.file)
    for number in range(one.at.line, max(one.at.line - CLOSE, 0), -1):
        text = lines[number - 1]
        start = text.find(word, text.find("Context:")) if "Context:" in text else -1
        if start >= 0:
            return (Edit(Loc(one.at.file, number, start + 1, start + 1 + len(word)), near),)
    return ()


def functions_are_entered_where_they_say(program: Program) -> Iterator[Diag]:
    """What tables hold, and what is handed to who will call it, says so."""
    traps = {trap.handler for trap in program.kernel.traps}
    for one, (how, loc) in entered(program).items():
        fits = (*ADMITS[how], "intr") if one.name in traps else ADMITS[how]
        if place(one) and place(one) not in fits:
            what = f"`{one.name}` {SAYS[how]}, and says `Context: {place(one)}`"
            yield Diag("K0324", one.at, what, "", (Mark(loc, "so it is called"),),
                       help=f"say Context: {how}, or have it called elsewhere")


def needs(program: Program, start: Function) -> Iterator[Need]:
    """Yield the calls below a function of those that say their places."""
    waiting: list[tuple[Function, Loc | None, bool]] = [(start, None, False)]
    seen = {(start, False, False)}
    for one, outer, gone in waiting:  # which grows
        for call, callee in program.callees(one):
            if callee.name in PRIMITIVES:
                continue
            inside = (call.since or call.at) if call.most or call.spin else outer
            left = gone or has_left(one, call)
            if place(callee):
                yield Need(call, callee, inside, left)
            elif (state := (callee, inside is not None, left)) not in seen:
                seen.add(state)
                waiting.append((callee, inside, left))


def has_left(one: Function, call: Call) -> bool:
    """Say whether a function that never returns has ended its caller's section before a call."""
    ends = [other.at for other in one.calls if other.name == CRITICAL.ends and other.most <= 0]
    return one.noreturn and "crit" in one.context and any(at < call.at for at in ends)


def functions_are_called_where_they_say(program: Program) -> Iterator[Diag]:
    """A function is called from where it says that it may be."""
    blocking, tables = blocking_in(program), entered(program)
    told: set[tuple[Loc, str]] = set()
    for one in program.functions:
        here = place(one) or tables.get(one, ("",))[0]
        if not here or one.name in PRIMITIVES:
            continue
        for need in needs(program, one):
            key = (need.call.at, need.callee.name)
            if key not in told and not blocking.way(need.callee):
                for diag in judged(one, "thread" if need.left else here, need):
                    told.add(key)
                    yield diag


def judged(one: Function, here: str, need: Need) -> Iterator[Diag]:
    """Tell what is wrong with a call of a function that says its place."""
    callee, theirs = need.callee, place(need.callee)
    said = Mark(callee.at, f"it says Context: {theirs}")
    if theirs == "thread" and need.inside is not None and here != "boot":
        what = f"`{callee.name}` is for threads outside of sections, and is called in one"
        yield Diag("K0324", need.call.at, what, "", (Mark(need.inside, "this begins it"), said),
                   help="call it before, or after")
    elif (theirs == "thread" and here in ("any", "crit", "intr")) or (
        theirs in ("boot", "intr") and here != theirs
    ):
        only = {"thread": "threads outside of sections", "boot": "the start of the kernel",
                "intr": "interrupts"}[theirs]
        what = f"`{callee.name}` is for {only}, and `{one.name}` {SAYS[here]}"
        yield Diag("K0324", need.call.at, what, "", (Mark(one.at, "from here"), said))


def who_waits_can_be_interrupted(program: Program) -> Iterator[Diag]:
    """What may block is called with interrupts on: who runs next does not switch them on."""
    blocking = blocking_in(program)
    for one in program.functions:
        for call, callee in program.callees(one):
            if call.off is not None and blocking.way(callee):
                what = f"`{callee.name}` may block, and interrupts are off"
                marks = (Mark(call.off, "switched off here"), Mark(callee.at, "may block"))
                yield Diag("K0329", call.at, what, "", marks, help="call cpu_enable() first")
