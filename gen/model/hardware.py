# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of the model that say what hardware is: the architecture, its vectors, devices."""

from __future__ import annotations

from dsl.record import dataclass
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class BitRange:
    """A named range of bits; `mask` is in place, `access` the access words' names."""

    name: str
    low: int
    high: int
    mask: int
    access: tuple[str, ...]
    loc: Loc


@dataclass(frozen=True, slots=True)
class BitLayout:
    """A Bits class, or the fields of a Reg; `prefix` begins its C constants."""

    name: str
    prefix: str
    subsystem: str
    size: int
    fields: tuple[BitRange, ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Register:
    """A device register.  `window` names its window; `when` is (register, field, value).

    `msr`: its number as a model-specific register, if it is one, too; `high`: where the upper
    half of its 64 bits stands, if apart.
    """

    name: str
    window: str
    space: str
    offset: int
    width: int
    layout: BitLayout | None
    access: str
    side_effect: bool
    when: tuple[str, str, int] | None
    msr: int | None
    high: int | None
    loc: Loc


@dataclass(frozen=True, slots=True)
class RegisterBlock:
    """A Regs class."""

    name: str
    c_name: str
    subsystem: str
    windows: tuple[tuple[str, str, int], ...]
    registers: tuple[Register, ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class TrapRow:
    """An exception vector."""

    name: str
    vector: int
    error_code: bool
    user: bool
    own_stack: bool
    title: str
    handler: str
    subsystem: str
    loc: Loc


#: The line of an interrupt that has none.
LOCAL = -1


@dataclass(frozen=True, slots=True)
class InterruptRow:
    """An interrupt line; `irq` is LOCAL for one of the local APIC."""

    name: str
    irq: int
    vector: int
    handler: str
    subsystem: str
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Frame:
    """A register frame, lowest address first; offsets are word * index."""

    name: str
    saved: tuple[str, ...]
    pushed: tuple[str, ...]
    hardware: tuple[str, ...]
    loc: Loc

    @property
    def registers(self) -> tuple[str, ...]:
        """All slots, lowest address first."""
        return self.saved + self.pushed + self.hardware


@dataclass(frozen=True, slots=True)
class CpuFeature:
    """A feature that a CPU must have: a bit of edx in a leaf of CPUID."""

    name: str
    leaf: int
    bit: int
    loc: Loc


@dataclass(frozen=True, slots=True)
class Arch:
    """The target's facts."""

    name: str
    word: int
    registers: tuple[str, ...]
    pc: str
    sp: str
    fp: str
    flags: str
    c_args: tuple[str, ...]
    c_preserved: tuple[str, ...]
    c_scratch: tuple[str, ...]
    stack_align: int
    call_number: str
    call_args: tuple[str, ...]
    call_result: str
    call_stack_offset: int
    fast: str
    fast_args: int
    page_size: int
    page_levels: tuple[int, ...]
    page_entry_size: int
    physical_bits: int
    space: tuple[tuple[str, int], ...]
    numbers: tuple[tuple[str, int], ...]
    layouts: tuple[BitLayout, ...]
    trap_frame: Frame
    switch_frame: Frame
    needs: tuple[CpuFeature, ...]


@dataclass(frozen=True, slots=True)
class Atomic:
    """An atomic operation of one width; `size` is in bytes, `order` acq, rel or nothing."""

    operation: str
    width: str
    c: str
    size: int
    order: str
    locked: bool
    doc: str
    loc: Loc

    @property
    def name(self) -> str:
        """The function's name."""
        parts = ["atomic", self.operation, self.order, self.width, "" if self.locked else
                 "nonlocked"]
        return "_".join(part for part in parts if part)
