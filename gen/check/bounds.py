# SPDX-License-Identifier: BSD-3-Clause
"""Rules about numbers and names that have the right kind, and cannot be meant all the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import gen.edit as edit
from dsl.boot import BootTest, Expectation, Machine
from dsl.call import Retired, Syscall
from dsl.data import ArrayType, BitField, Member, PointerType, Struct
from dsl.device import Condition, Reg, RegisterAt, Regs
from dsl.start import Interrupt, Thread
from gen.check.mending import spelled
from gen.diag import Diag
from gen.edit import NOTHING, Fix
from gen.load import Declared, Fresh, Item
from gen.near import did_you_mean
from gen.noun import kind_of

#: More elements than anybody means; a structure of the kernel's stands in memory whole.
MOST_ELEMENTS = 1 << 20

#: Lines of the two 8259A (kernel-src/trap/interrupt.c); bytes of a thread's stack.
MOST_LINES, MOST_STACK = 16, 1 << 20

WIDTHS = (8, 16, 32, 64)


def arrays_have_lengths_that_can_be(declared: Fresh) -> Iterator[Diag]:
    """An array has a number of elements, and not a million."""
    for item in declared.items(Struct):
        for name, annotation in vars(item.value).get("__annotations__", {}).items():
            if isinstance(annotation, ArrayType):
                count = annotation.count
                if isinstance(count, int) and count > MOST_ELEMENTS:
                    at = item.module.source.annotation(item.name, name)
                    what = f"`{name}` of `{item.name}` has {count} elements"
                    yield Diag("K0103", at, what, f"more than {MOST_ELEMENTS}")
            elif isinstance(annotation, PointerType) and not is_name(annotation.target):
                at = item.module.source.annotation(item.name, name)
                what = f"`{name}` of `{item.name}` points at {kind_of(annotation.target)}"
                yield Diag("K0108", at, what, help='name a structure of C: Kptr[L["thread"]]',
                           fix=tagged(item, name, annotation.target))


def tagged(item: Item, name: str, target: object) -> Fix:
    """Return the edit that leaves the tag alone of what is called as in C: struct row."""
    match = re.fullmatch(r"struct ([A-Za-z_]\w*)(?: *\*)?", str(target))
    node = item.module.source.bound(item.name).get(name)
    if match is None or not isinstance(node, ast.AnnAssign):
        return NOTHING
    return edit.argument.spelled(item.module.source, node.annotation, target, match[1])


def registers_have_widths_that_can_be(declared: Fresh) -> Iterator[Diag]:
    """A register has 8, 16, 32 or 64 bits."""
    for item in declared.items(Reg):
        if item.value.width not in WIDTHS:
            at = item.module.source.keyword(item.name, "width")
            what = f"register `{item.name}` has {item.value.width} bits"
            yield Diag("K0062", at, what, help="say width=8, 16, 32 or 64")


def conditions_are_conditions(declared: Fresh) -> Iterator[Diag]:
    """What stands behind when= compares a field with a number that it can hold."""
    for item in declared.items(Regs):
        for name, at in vars(item.value).items():
            if not isinstance(at, RegisterAt) or at.when is None:
                continue
            where = item.module.source.argument(item.name, "when", name)
            if not isinstance(at.when, Condition):
                what = f"`when` of `{name}` must be a condition, not {kind_of(at.when)}"
                yield Diag("K0074", where, what, help="compare a field: when=lcr.dlab == 1")
                continue
            value = at.when.value
            field = vars(at.when.ref.register.type).get(at.when.ref.field)
            if not isinstance(field, BitField):
                continue  # another rule's (K0072)
            most = (1 << field.high - field.low + 1) - 1
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
                what = f"`{at.when.ref.field}` cannot be {kind_of(value)}"
                yield Diag("K0074", where, what, f"it holds 0 to {most}")


def lines_and_stacks_can_be(declared: Fresh) -> Iterator[Diag]:
    """An interrupt has a line of its controller, a thread a stack that fits memory."""
    for item in declared.items(Interrupt):
        if not 0 <= item.value.irq < MOST_LINES:
            at = item.module.source.argument(item.name, 0)
            what = f"interrupt line {item.value.irq} of `{item.name}` must be 0 to {MOST_LINES - 1}"
            yield Diag("K0084", at, what)
    for item in declared.items(Thread):
        if item.value.stack > MOST_STACK:
            at = item.module.source.argument(item.name, "stack")
            what = f"the stack of `{item.name}` has {item.value.stack} bytes"
            yield Diag("K0092", at, what, f"more than {MOST_STACK}")


def expectations_can_come_true(declared: Fresh) -> Iterator[Diag]:
    """A program exits with a byte, and dies by a signal that there is."""
    for item in declared.items(BootTest):
        expect = item.value.expect
        at = item.module.source.argument(item.name, "expect")
        if not isinstance(expect, Expectation):
            continue  # another rule's (K0112)
        if expect.kind == "exits" and not 0 <= expect.value <= 255:
            yield Diag("K0114", at, f"no program exits with {expect.value}", "0 to 255")
        if expect.kind == "dies" and not isinstance(expect.value, Member):
            yield Diag("K0114", at, f"`{item.name}` dies by {kind_of(expect.value)}",
                       help="name a Signal: dies(Signal.SIGSEGV)")


def architectures_are_known(declared: Declared) -> Iterator[Diag]:
    """A machine, or a test, is for architectures that have facts."""
    for kind in (Machine, BootTest):
        for item in declared.items(kind):
            for arch in item.value.arches:
                if arch not in declared.facts:
                    at = item.module.source.argument(item.name, "arches")
                    what = f"`{item.name}` is for `{arch}`, which has no arch/{arch}/facts.py"
                    near = edit.text.meant(arch, declared.facts)
                    yield Diag("K0115", at, what, help=did_you_mean(arch, declared.facts),
                               fix=spelled(item, "arches", arch, near))


def former_names_are_names(declared: Fresh) -> Iterator[Diag]:
    """What a call was called is a name."""
    for item in declared.items(Syscall):
        was = item.value.was
        if was is not None and not is_name(was):
            yield former(item, "was", was)
    for item in declared.items(Retired):
        if not is_name(item.value.name):
            yield former(item, 1, item.value.name)


def former(item: Item, argument: str | int, name: object) -> Diag:
    """Return the diagnostic of a former name that is none."""
    at = item.module.source.argument(item.name, argument)
    return Diag("K0019", at, f"{kind_of(name)} was never the name of a call")


def is_name(value: object) -> bool:
    """Say whether a value can be a name in C."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z_]\w*", value) is not None
