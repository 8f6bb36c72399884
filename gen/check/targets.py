# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what calls and structures become on each architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import gen.edit as edit
from dsl.scalar import Scalar
from gen.check.mending import widest_hole
from gen.diag import Diag, Edit, Mark
from gen.edit import NOTHING, Fix
from gen.load import Item
from gen.model.build import System
from gen.model.hardware import Frame
from gen.model.nodes import MOST_WORDS, Call, Field, Kernel, Param, Structure
from gen.place import Source

#: Bytes of a call's arguments on the kernel's stack (lwkt.h, KERNEL_STACK), of which the
#: handler and an interrupt need the rest.
LARGEST_SNAPSHOTS = 8192


def extra_words_are_declared(system: System) -> Iterator[Diag]:
    """A call with more words than registers says stack_words, and no other does."""
    calls: dict[str, list[tuple[Kernel, Call]]] = {}
    for kernel in system.kernels.values():
        for call in kernel.calls:
            calls.setdefault(call.name, []).append((kernel, call))
    items = {(i.module.subsystem, i.name): i for i in system.declared.owners.values()}
    for name, rows in sorted(calls.items()):
        call = rows[0][1]
        item = items[call.subsystem, name]
        over = [k.arch.name for k, c in rows if c.stack_count]
        if over and not item.value.stack_words:
            kernel, found = next((k, c) for k, c in rows if c.stack_count)
            what = (f"`{name}` needs {found.word_count} register words on {' and '.join(over)}, "
                    f"which has {len(kernel.arch.call_args)}")
            yield Diag("K0036", call.loc, what, help="take arguments away, or say stack_words=True")
        elif item.value.stack_words and not over:
            at = item.module.source.argument(name, "stack_words")
            yield Diag("K0037", at, f"all words of `{name}` fit into registers",
                       help="take stack_words away",
                       fix=edit.argument.without_argument(item.module.source, name,
                                                          "stack_words"))


def words_are_few(system: System) -> Iterator[Diag]:
    """A call has at most MOST_WORDS words on every architecture."""
    told = set()
    for kernel in system.kernels.values():
        for call in kernel.calls:
            if call.word_count > MOST_WORDS and call.name not in told:
                told.add(call.name)
                what = (f"`{call.name}` needs {call.word_count} words on {kernel.arch.name}, "
                        f"and a call may have {MOST_WORDS}")
                yield Diag("K0046", call.loc, what,
                           help="put arguments that belong together into a structure: In[...]")


def snapshots_fit_the_stack(system: System) -> Iterator[Diag]:
    """What one call has copied into the kernel leaves the handler half of its stack."""
    told = set()
    for kernel in system.kernels.values():
        for call in kernel.calls:
            sizes = [(snapshot(p), p) for p in call.params]
            total = sum(size for size, _ in sizes)
            largest = max(sizes, key=lambda pair: pair[0], default=None)
            if total > LARGEST_SNAPSHOTS and largest is not None and call.name not in told:
                told.add(call.name)
                what = (f"the arguments of `{call.name}` take {total} bytes of the kernel's stack "
                        f"on {kernel.arch.name}, and may take {LARGEST_SNAPSHOTS}")
                label = f"`{largest[1].name}` takes {largest[0]}"
                yield Diag("K0033", largest[1].loc, what, label,
                           help='take it piece by piece: without a bound behind its length')


def snapshot(param: Param) -> int:
    """Return how many bytes of an argument's memory the kernel keeps on its stack."""
    if param.kind in ("in_bytes", "out_bytes", "inout_bytes", "cstr"):
        return param.bound
    return param.type.size if param.kind in ("in", "out", "inout") else 0


def results_fit_a_word(system: System) -> Iterator[Diag]:
    """A result fits one register on every architecture."""
    for kernel in system.kernels.values():
        for call in kernel.calls:
            if call.result.size > kernel.arch.word:
                what = (f"the result of `{call.name}` has {8 * call.result.size} bits, and a "
                        f"register of {kernel.arch.name} {8 * kernel.arch.word}")
                yield Diag("K0041", call.loc, what, help="pass it by Out[...]")


def shared_structures_have_no_holes(system: System) -> Iterator[Diag]:
    """What crosses between user and kernel has no hidden bytes."""
    for structure in both(system):
        holes = [(kernel.arch.name, hole) for kernel, s in structure for hole in s.holes]
        if holes:
            arch, (offset, size) = holes[0]
            s = next(s for kernel, s in structure if kernel.arch.name == arch)
            after = next((f for f in s.fields if f.offset > offset), None)
            at = after.loc if after else s.loc
            what = f"`{s.name}` has {size} hidden bytes at offset {offset} on {arch}"
            note = "it crosses between user and kernel: hidden bytes would carry secrets"
            source = system.declared.texts.get(at.file)
            hole = edit.body.hole_before if after else edit.body.hole_behind
            yield Diag("K0100", at, what, notes=(note,),
                       help="make the hole explicit", fix=hole(source, at, size))


def fixed_layouts_agree(system: System) -> Iterator[Diag]:
    """A shared structure without machine words lies the same on every architecture."""
    items = {item.name: item for item in reversed(system.declared.owners.values())}
    for rows in both(system):
        (first_kernel, first), *others = rows
        if has_words(items[first.name]):
            continue
        for kernel, other in others:
            for a, b in zip(first.fields, other.fields, strict=True):
                if a.offset != b.offset:
                    source = system.declared.texts.get(a.loc.file)
                    size = widest_hole(a, first.fields, other.fields)
                    fix = edit.body.hole_before(source, a.loc, size)
                    yield differs(first_kernel, first, a, kernel, b, fix)
                    break


def differs(
    one: Kernel, structure: Structure, a: Field, two: Kernel, b: Field, fix: Fix
) -> Diag:
    """Return the diagnostic of a field at two offsets."""
    what = f"field `{a.name}` lands at different offsets on the two targets"
    label = (f"offset {a.offset} on {one.arch.name} ({a.type.name} aligns to {a.type.align}), "
             f"{b.offset} on {two.arch.name} ({b.type.align})")
    mark = Mark(structure.loc, f"`{structure.name}` is shared, so both must agree")
    return Diag("K0107", a.loc, what, label, (mark,), help="make the hole explicit", fix=fix)


def both(system: System) -> list[list[tuple[Kernel, Structure]]]:
    """Return the shared structures, each as every architecture has it."""
    result: dict[str, list[tuple[Kernel, Structure]]] = {}
    for kernel in system.kernels.values():
        for structure in kernel.structs:
            if structure.shared:
                result.setdefault(structure.name, []).append((kernel, structure))
    return [result[name] for name in sorted(result)]


def has_words(item: Item) -> bool:
    """Say whether a structure's size hangs on the machine word, by a field of its own."""
    annotations = vars(item.value).get("__annotations__", {}).values()
    return any(
        isinstance(a, type) and (not issubclass(a, Scalar) or a.bits is None) for a in annotations
    )


def shared_structures_hold_no_kernel_pointers(system: System) -> Iterator[Diag]:
    """A kernel address never crosses to a program."""
    for rows in both(system):
        for field in rows[0][1].fields:
            if (field.type.element or field.type).kind == "kptr":
                what = f"`{rows[0][1].name}` would show `{field.name}`, a kernel address"
                yield Diag("K0101", field.loc, what, help="name the object by a number")


def switches_keep_what_c_keeps(system: System) -> Iterator[Diag]:
    """The switch frame holds every register that C functions keep."""
    for kernel in system.kernels.values():
        frame = kernel.arch.switch_frame
        for register in kernel.arch.c_preserved:
            if register not in frame.saved:
                what = f"a switch loses `{register}` on {kernel.arch.name}"
                note = "C functions keep it (c_convention, preserved)"
                yield Diag("K0120", frame.loc, what, notes=(note,),
                           help=f"add \"{register}\" to switch_frame",
                           fix=saved(system.declared.texts.get(frame.loc.file), frame, register))


def saved(source: Source | None, frame: Frame, register: str) -> Fix:
    """Return the edit that saves one more register in a frame, behind the others."""
    call = edit.argument.giver(source, frame.name) if source else None
    if source is None or not isinstance(call, ast.Call) or not call.args:
        return NOTHING
    last = [part for part in edit.argument.arguments(call) if part in call.args][-1]
    return (Edit(edit.text.end(source, last), f', "{register}"'),)


def frames_hold_registers(system: System) -> Iterator[Diag]:
    """A frame's slots are registers of the CPU."""
    special = {"vector", "error", "cs", "ss", "ds", "es", "fs", "gs"}
    for kernel in system.kernels.values():
        arch = kernel.arch
        known = {*arch.registers, arch.pc, arch.sp, arch.flags, *special}
        for frame in (arch.trap_frame, arch.switch_frame):
            for slot in frame.registers:
                if slot not in known:
                    what = f"`{slot}` is no register of {arch.name}"
                    yield Diag("K0121", frame.loc, what)
