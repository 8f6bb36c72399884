# SPDX-License-Identifier: BSD-3-Clause
"""The target's facts, from arch/<a>/facts.py and what architectures share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from dsl import arch as words
from gen.load import Item, Module, items_of
from gen.model.data import bit_layouts
from gen.model.hardware import Arch, CpuFeature, Frame
from gen.model.types import Types

T = TypeVar("T")


class MissingFact(LookupError):
    """A facts file lacks a word that every architecture must have."""


def only(module: Module, kind: type[T]) -> T:
    """Return the one thing of a kind that a facts file declares."""
    found = [item.value for item in items_of(module, kind)]
    if len(found) != 1:
        raise MissingFact(f"{module.file} must hold exactly one {kind.__name__}")
    value: T = found[0]
    return value


def architecture(name: str, module: Module, shared: Sequence[Module]) -> Arch:
    """Return the facts of one architecture, resolved; `shared` are those of several."""
    cpu = only(module, words.Cpu)
    convention = only(module, words.CConvention)
    gate = only(module, words.SyscallConvention)
    pages = only(module, words.Pages)
    frames = {item.name: frame(item) for item in items_of(module, words.Frame)}
    numbers = [
        (f"{group.value.prefix}_{key}", value)
        for one in (module, *shared)
        for group in items_of(one, words.Numbers)
        for key, value in group.value.values.items()
    ]
    return Arch(
        name=name,
        word=cpu.word,
        registers=cpu.registers,
        pc=cpu.pc,
        sp=cpu.sp,
        fp=cpu.fp,
        flags=cpu.flags,
        c_args=convention.args,
        c_preserved=convention.preserved,
        c_scratch=convention.scratch,
        stack_align=convention.stack_align,
        call_number=gate.number,
        call_args=gate.args,
        call_result=gate.result,
        call_stack_offset=gate.stack_offset,
        fast=gate.fast,
        fast_args=gate.fast_args,
        page_size=pages.size,
        page_levels=pages.levels,
        page_entry_size=pages.entry_size,
        physical_bits=pages.physical_bits,
        space=tuple(only(module, words.AddressSpace).constants.items()),
        numbers=tuple(numbers),
        layouts=tuple(
            layout for one in (module, *shared) for layout in bit_layouts(one, Types(cpu.word))
        ),
        trap_frame=frames["trap_frame"],
        switch_frame=frames["switch_frame"],
        needs=tuple(
            CpuFeature(name, item.value.leaf, bit, item.loc)
            for item in items_of(module, words.CpuNeeds)
            for name, bit in item.value.features.items()
        ),
    )


def frame(item: Item) -> Frame:
    """Return a register frame, lowest address first."""
    row = item.value
    return Frame(item.name, row.saved, row.pushed, row.hardware, item.loc)
