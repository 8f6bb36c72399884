# SPDX-License-Identifier: BSD-3-Clause
"""Rules about vectors, start order, threads, configs and boot tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import gen.edit as edit
from dsl.boot import BootTest, Config, Expectation, Machine, Release
from dsl.start import InitStep, Interrupt, LocalInterrupt, SyscallGate, Thread, Trap
from gen.check.mending import spelled
from gen.diag import Diag, Mark
from gen.edit import NOTHING, Fix
from gen.load import Declared, Fresh, Item
from gen.model.start import qualified
from gen.near import did_you_mean
from gen.noun import kind_of

#: Exceptions with an error code (SDM 3A, table 6-1).
WITH_ERROR_CODE = {8, 10, 11, 12, 13, 14, 17, 21}


def vectors_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two rows have one vector."""
    seen: dict[int, Item] = {}
    for kind in (Trap, SyscallGate, Interrupt, LocalInterrupt):
        for item in declared.items(kind):
            vector = item.value.vector
            if vector in seen:
                what = f"`{qualified(seen[vector])}` and `{qualified(item)}` have vector {vector}"
                yield Diag("K0080", item.loc, what, "", (Mark(seen[vector].loc, "the other"),))
            seen.setdefault(vector, item)


def vectors_are_where_the_cpu_has_them(declared: Declared) -> Iterator[Diag]:
    """Exceptions have vectors 0 to 31; interrupts and gates the others."""
    others = [(kind, 32, 255) for kind in (SyscallGate, Interrupt, LocalInterrupt)]
    for kind, low, high in ((Trap, 0, 31), *others):
        for item in declared.items(kind):
            if not low <= item.value.vector <= high:
                what = f"vector {item.value.vector} of `{item.name}` must be {low} to {high}"
                yield Diag("K0081", item.loc, what)


def error_codes_are_the_cpus(declared: Declared) -> Iterator[Diag]:
    """A row says error_code exactly where the CPU pushes one."""
    for item in declared.items(Trap):
        pushed = item.value.vector in WITH_ERROR_CODE
        if item.value.error_code != pushed:
            does = "pushes an error code" if pushed else "pushes no error code"
            what = f"the CPU {does} for vector {item.value.vector} (`{item.name}`)"
            note = "Intel SDM, volume 3A, table 6-1"
            source = item.module.source
            fix = edit.argument.with_value(source, item.name, "error_code", "True")
            if not pushed:
                fix = edit.argument.without_argument(source, item.name, "error_code")
            yield Diag("K0082", item.loc, what, notes=(note,), help=f"say error_code={pushed}",
                       fix=fix)


def lines_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two rows have one interrupt line."""
    seen: dict[int, Item] = {}
    for item in declared.items(Interrupt):
        if item.value.irq in seen:
            other = seen[item.value.irq]
            what = f"`{qualified(other)}` and `{qualified(item)}` have line {item.value.irq}"
            yield Diag("K0083", item.loc, what, "", (Mark(other.loc, "the other"),))
        seen.setdefault(item.value.irq, item)


def steps_name_steps(declared: Declared) -> Iterator[Diag]:
    """What a step runs after are steps."""
    for item in declared.items(InitStep):
        for other in item.value.after:
            if not isinstance(other, InitStep):
                at = item.module.source.argument(item.name, "after")
                what = f"`{item.name}` runs after {kind_of(other)}, which is no step"
                yield Diag("K0093", at, what, help="write after=(other_step,), with the comma",
                           fix=step_named(item, other))


def step_named(item: Item, said: object) -> Fix:
    """Return the edit that names a step which is named in quotes."""
    found = edit.argument.value(item.module.source, item.name, "after")
    step = item.module.scope.get(said) if isinstance(said, str) else None
    for part in ast.walk(found) if found is not None and isinstance(step, InitStep) else ():
        if isinstance(part, ast.Constant) and part.value == said:
            return (edit.text.node(item.module.source, part, str(said)),)
    return NOTHING


def threads_fit(declared: Declared) -> Iterator[Diag]:
    """A thread has a priority that there is, and whole pages of stack."""
    for item in declared.items(Thread):
        row = item.value
        if not 0 <= int(row.priority) <= 31:
            at = item.module.source.argument(item.name, "priority")
            yield Diag("K0091", at, f"priority {row.priority} of `{item.name}` must be 0 to 31",
                       help="take one of Priority's names")
        if row.stack <= 0 or row.stack % 4096:
            at = item.module.source.argument(item.name, "stack")
            pages = max(-(-row.stack // 4096), 1) * 4096
            source = item.module.source
            yield Diag("K0092", at, f"the stack of `{item.name}`, {row.stack} bytes, is no "
                       "multiple of 4096", help=f"say stack={pages}",
                       fix=edit.argument.with_value(source, item.name, "stack", str(pages)))
        if row.preempts and int(row.priority) < 20:
            what = f"`{item.name}` preempts with priority {int(row.priority)}"
            yield Diag("K0094", item.loc, what, notes=("interrupt threads begin at 20",))
        if not row.preempts and 20 <= int(row.priority) <= 31:
            at = item.module.source.argument(item.name, "priority")
            what = f"`{item.name}` has an interrupt thread's priority, {int(row.priority)}"
            yield Diag("K0094", at, what, notes=("interrupt threads begin at 20",),
                       help="say preempts=True, or take a lower one")


def boot_tests_run_programs(declared: Declared) -> Iterator[Diag]:
    """A boot test runs a program that there is, and expects what can come of it."""
    folder = declared.root / "user"
    names = [p.name for p in folder.glob("*") if p.is_dir()] if folder.is_dir() else []
    for item in declared.items(BootTest):
        program = item.value.run.split(" ")[0]
        if program not in names:
            at = item.module.source.argument(item.name, 0)
            yield Diag("K0110", at, f"there is no program `{program}` in user/",
                       help=did_you_mean(program, names), fix=program_named(item, names))
        if not isinstance(item.value.expect, Expectation):
            yield Diag("K0112", item.loc, f"`{item.name}` does not say what it expects",
                       help="say expect=exits(0), or expect=dies(Signal.SIGSEGV)")


def program_named(item: Item, names: list[str]) -> Fix:
    """Return the edit that runs the program which can only be meant."""
    program, *words = item.value.run.split(" ")
    near = edit.text.meant(program, names)
    return spelled(item, 0, item.value.run, " ".join([near, *words]) if near else "")


def one_config_is_the_default(declared: Declared) -> Iterator[Diag]:
    """Exactly one config is built when none is named."""
    items = list(declared.items(Config))
    defaults = [item for item in items if item.value.default]
    if items and len(defaults) != 1:
        at = (defaults or items)[-1].loc
        what = "no config is the default" if not defaults else "two configs are the default"
        marks = tuple(Mark(i.loc, "also") for i in defaults[:-1])
        only = items[0] if len(items) == 1 else None
        fix = NOTHING
        if only:
            fix = edit.argument.with_value(only.module.source, only.name, "default", "True")
        yield Diag("K0111", at, what, "", marks, help="say default=True in one", fix=fix)


def there_is_one_release(declared: Declared) -> Iterator[Diag]:
    """There is one release."""
    items = list(declared.items(Release))
    for item in items[1:]:
        mark = Mark(items[0].loc, "the other")
        yield Diag("K0117", item.loc, "there are two releases", "", (mark,))


def a_release_has_a_day(declared: Fresh) -> Iterator[Diag]:
    """A release is of a day that there was."""
    for item in declared.items(Release):
        from datetime import date  # which takes long to import, for what hardly ever changes

        try:
            day = date.fromisoformat(item.value.date).isoformat()
        except ValueError:
            day = ""
        if day != item.value.date:
            at = item.module.source.argument(item.name, "date")
            what = f"`{item.value.date}` is no day"
            yield Diag("K0117", at, what, help='say date="2026-11-24": year, month, day')


def machines_boot_somehow(declared: Declared) -> Iterator[Diag]:
    """A machine's medium is one that there is."""
    for item in declared.items(Machine):
        if item.value.medium not in ("kernel", "iso"):
            at = item.module.source.argument(item.name, "medium")
            what = f"`{item.name}` boots from `{item.value.medium}`"
            yield Diag("K0113", at, what, help='say medium="kernel" or medium="iso"')
