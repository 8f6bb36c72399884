# SPDX-License-Identifier: BSD-3-Clause
"""The rules about which functions there are: what generated code calls is there, once."""

from __future__ import annotations

from collections.abc import Iterator

from gen.analyse.fact import Function
from gen.analyse.program import Program
from gen.analyse.rule_handler import Wanted, wanted
from gen.diag import Diag, Mark
from gen.model.debug_nodes import CommandParam
from gen.near import did_you_mean

#: What functions are called that only a declaration reaches.
ASKED = {"sys_": "system call", "trap_on_": "trap", "intr_on_": "interrupt",
         "ddb_on_": "command of the debugger"}

FRAME = ("struct trap_frame *",)


def rows(program: Program) -> Iterator[Wanted]:
    """Yield what the declared traps, interrupts and threads call."""
    kernel = program.kernel
    for trap in kernel.traps:
        yield Wanted(trap.handler, "void", FRAME, trap.loc, f"trap `{trap.name}`")
    for row in kernel.interrupts:
        yield Wanted(row.handler, "void", FRAME, row.loc, f"interrupt `{row.name}`")
    for thread in kernel.threads:
        yield Wanted(thread.entry, "void", (), thread.loc, f"thread `{thread.name}`")
    for command in kernel.debugging.commands:
        params, noun = tuple(bare(p) for p in command.params), f"command `{command.name}`"
        yield Wanted(command.handler, "void", params, command.loc, noun)


def bare(param: CommandParam) -> str:
    """Return the type of a command's argument, without its name."""
    return param.c.removesuffix(param.name).rstrip()


def prototype(one: Wanted) -> str:
    """Return what a function must be, in C."""
    return f"{one.returns} {one.name}({', '.join(one.params) or 'void'})"


def functions_are_there_once(program: Program) -> Iterator[Diag]:
    """No two functions that every file knows have one name."""
    seen: dict[str, Function] = {}
    for one in program.functions:
        if one.static:
            continue
        first = seen.setdefault(one.name, one)
        if first.at != one.at:
            what = f"there are two functions `{one.name}`"
            yield Diag("K0326", one.at, what, "", (Mark(first.at, "the other"),),
                       help="take one away, or make it static")


def what_generated_code_calls_is_there(program: Program) -> Iterator[Diag]:
    """Each declaration has its function, in the kernel of each architecture."""
    shared = {one.name for one in program.functions if not one.static}
    own = {one.name: one for one in program.functions if one.static}
    arch = program.kernel.arch.name
    for one in (*wanted(program), *rows(program)):
        if one.name in shared:
            continue
        note = (f"it must be: {prototype(one)}",)
        if one.name in own:
            what = f"`{one.name}` is static, and generated code calls it"
            mark = (Mark(one.at, f"{one.noun} is declared here"),)
            yield Diag("K0327", own[one.name].at, what, "", mark, note, "take static away")
            continue
        what = f"{one.noun} has no function in the {arch} kernel"
        near = did_you_mean(one.name, shared | set(own))
        yield Diag("K0327", one.at, what, f"`{one.name}` is in none of its files", (), note, near)


def rows_call_what_they_hand_on_to(program: Program) -> Iterator[Diag]:
    """The functions of traps, interrupts and threads take what these hand on."""
    for one in rows(program):
        has = program.named(one.name)
        if has is not None and (has.returns, has.params) != (one.returns, one.params):
            what = f"`{one.name}` is `{has.shape}`, and {one.noun} calls another"
            mark = (Mark(one.at, "declared here"),) if one.at != has.at else ()
            yield Diag("K0305", has.at, what, "", mark, (f"it must be: {prototype(one)}",))


def what_only_declarations_reach_is_declared(program: Program) -> Iterator[Diag]:
    """Who is called like a handler is the handler of something."""
    known = {one.name for one in (*wanted(program), *rows(program))}
    for one in program.functions:
        if one.static or one.name in known or one.at.file.startswith("out/"):
            continue
        for front, noun in ASKED.items():
            if one.name.startswith(front):
                what = f"`{one.name}` is the handler of no declared {noun}"
                yield Diag("K0328", one.at, what, help=did_you_mean(one.name, known))
