# SPDX-License-Identifier: BSD-3-Clause
"""Rules about an architecture's facts (arch/<a>/facts.py)."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from dsl import arch
from gen.check.mending import spelled
from gen.diag import Diag
from gen.load import Declared, Item, Module, items_of
from gen.near import did_you_mean

#: What each facts file must hold once, and the word that declares it.
ONCE = (
    (arch.Cpu, "cpu"),
    (arch.CConvention, "c_convention"),
    (arch.SyscallConvention, "syscall_convention"),
    (arch.Pages, "pages"),
    (arch.AddressSpace, "address_space"),
)
FRAMES = ("trap_frame", "switch_frame")


def facts_are_complete(declared: Declared) -> Iterator[Diag]:
    """Each architecture says everything once."""
    for name, module in sorted(declared.facts.items()):
        for kind, word in ONCE:
            found = list(items_of(module, kind))
            if not found:
                what = f"the facts of {name} lack {word}(...)"
                yield Diag("K0122", module.source.start(), what)
            for item in found[1:]:
                what = f"the facts of {name} say {word}(...) twice"
                yield Diag("K0122", item.loc, what)
        frames = {item.name for item in items_of(module, arch.Frame)}
        for wanted in FRAMES:
            if wanted not in frames:
                what = f"the facts of {name} lack {wanted} = frame(...)"
                near = edit.text.meant(wanted, frames - {*FRAMES})
                fix = tuple(edit.name.of_module(module.source, near, wanted)) if near else ()
                yield Diag("K0122", module.source.start(), what, help=did_you_mean(wanted, frames),
                           fix=fix)


def words_are_four_or_eight_bytes(declared: Declared) -> Iterator[Diag]:
    """A machine word has 4 or 8 bytes."""
    for _, item in facts(declared, arch.Cpu):
        if item.value.word not in (4, 8):
            at = item.module.source.argument(item.name, "word")
            what = f"a word of {item.value.word} bytes, where 4 or 8 are known"
            yield Diag("K0123", at, what)


def conventions_name_registers(declared: Declared) -> Iterator[Diag]:
    """What a convention names is a register of the CPU."""
    for name, known, item in beside_cpu(declared, arch.CConvention, arch.SyscallConvention):
        row = item.value
        lists = {"args": row.args}
        if isinstance(row, arch.CConvention):
            lists |= {"preserved": row.preserved, "scratch": row.scratch}
        else:
            lists |= {"number": (row.number,), "result": (row.result,)}
        for word, registers in lists.items():
            for register in registers:
                if register not in known:
                    at = item.module.source.argument(item.name, word)
                    what = f"`{register}` is no register of {name}"
                    yield Diag("K0124", at, what, help=did_you_mean(register, known),
                               fix=spelled(item, word, register, edit.text.meant(register, known)))


def somebody_keeps_every_register(declared: Declared) -> Iterator[Diag]:
    """C functions keep a register or spend it: every one is in one list, and in one only."""
    for name, known, item in beside_cpu(declared, arch.CConvention):
        row, stack = item.value, stack_pointer(declared, name)
        for register in known:
            lists = [w for w in ("preserved", "scratch") if register in getattr(row, w)]
            if register != stack and len(lists) != 1:
                where = "both kept and spent" if lists else "neither kept nor spent"
                what = f"`{register}` is {where} by C functions of {name}"
                yield Diag("K0125", item.loc, what,
                           help="name it in preserved= or in scratch=, as the psABI does")


def frames_hold_a_register_once(declared: Declared) -> Iterator[Diag]:
    """A frame has one place for a register."""
    for name, item in facts(declared, arch.Frame):
        row = item.value
        every = [*row.saved, *row.pushed, *row.hardware]
        for register in dict.fromkeys(every):
            if every.count(register) > 1:
                what = f"`{item.name}` of {name} holds `{register}` twice"
                yield Diag("K0126", item.loc, what)


def tables_fill_pages(declared: Declared) -> Iterator[Diag]:
    """A page table of the largest level fills one page."""
    for name, item in facts(declared, arch.Pages):
        row = item.value
        bits = max(row.levels, default=0)
        size = row.entry_size << bits if 0 <= bits < 64 else 0
        if size != row.size:
            what = f"a table of {name} has {size} bytes, and a page {row.size}"
            note = f"2^{bits} entries of {row.entry_size} bytes"
            at = item.module.source.argument(item.name, "levels")
            yield Diag("K0127", at, what, notes=(note,))


def needs_can_be_asked_for(declared: Declared) -> Iterator[Diag]:
    """A feature that a CPU must have is a bit of 32, and its name fits its row."""
    for name, item in facts(declared, arch.CpuNeeds):
        for feature, bit in item.value.features.items():
            at = item.module.source.argument(item.name, feature)
            if not 0 <= bit < 32:
                yield Diag("K0128", at, f"`{feature}` of {name} is bit {bit}, not 0 to 31")
            if len(feature) > 7:
                what = f"`{feature}` has {len(feature)} letters, and a refusal room for 7"
                yield Diag("K0128", at, what)


def facts(declared: Declared, kind: type) -> Iterator[tuple[str, Item]]:
    """Yield what the architectures declare of a kind, each with the architecture's name."""
    for name, module in sorted(declared.facts.items()):
        for item in items_of(module, kind):
            yield name, item


def beside_cpu(
    declared: Declared, *kinds: type
) -> Iterator[tuple[str, tuple[str, ...], Item]]:
    """Yield declarations of some kinds with the registers of their CPU, where it is known."""
    for name, module in sorted(declared.facts.items()):
        known = registers(module)
        for kind in kinds if known else ():
            for item in items_of(module, kind):
                yield name, known, item


def registers(module: Module) -> tuple[str, ...]:
    """Return the registers that a facts file names."""
    return next((item.value.registers for item in items_of(module, arch.Cpu)), ())


def stack_pointer(declared: Declared, name: str) -> str:
    """Return the stack pointer of an architecture."""
    return next((i.value.sp for i in items_of(declared.facts[name], arch.Cpu)), "")
