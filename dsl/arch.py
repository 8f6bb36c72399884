# SPDX-License-Identifier: BSD-3-Clause
"""The facts of an architecture: registers, conventions, frames, page geometry."""

from __future__ import annotations

from dsl.record import dataclass


@dataclass(frozen=True, eq=False)
class Cpu:
    """An architecture's word and its general registers, in its manual's names."""

    word: int
    registers: tuple[str, ...]
    pc: str
    sp: str
    fp: str
    flags: str
    elf_machine: int


def cpu(
    *,
    word: int,
    registers: tuple[str, ...],
    pc: str,
    sp: str,
    fp: str,
    flags: str,
    elf_machine: int,
) -> Cpu:
    """Declare the register file; `word` in bytes."""
    return Cpu(word, registers, pc, sp, fp, flags, elf_machine)


@dataclass(frozen=True, eq=False)
class CConvention:
    """How C functions call each other (the System V psABI)."""

    args: tuple[str, ...]
    preserved: tuple[str, ...]
    scratch: tuple[str, ...]
    stack_align: int


def c_convention(
    *,
    args: tuple[str, ...],
    preserved: tuple[str, ...],
    scratch: tuple[str, ...],
    stack_align: int,
) -> CConvention:
    """Declare the C calling convention: argument registers, and who keeps which."""
    return CConvention(args, preserved, scratch, stack_align)


@dataclass(frozen=True, eq=False)
class SyscallConvention:
    """How a program enters: where number, arguments and result travel."""

    number: str
    args: tuple[str, ...]
    result: str
    stack_offset: int
    fast: str
    fast_args: int


def syscall_convention(
    *,
    number: str,
    args: tuple[str, ...],
    result: str,
    stack_offset: int = 0,
    fast: str,
    fast_args: int,
) -> SyscallConvention:
    """Declare the native system-call convention.

    The carry flag set means that `result` holds an errno.  `stack_offset`: bytes from the
    user's stack pointer to the first word beyond the registers.  `fast`: the instruction
    of the fast gate; `fast_args`: how many argument words it can carry.
    """
    return SyscallConvention(number, args, result, stack_offset, fast, fast_args)


@dataclass(frozen=True, eq=False)
class Frame:
    """Registers in memory order, lowest address first.

    `saved` are pushed by our code, `pushed` by the stub (vector, error code) and `hardware`
    by the CPU.
    """

    saved: tuple[str, ...]
    pushed: tuple[str, ...]
    hardware: tuple[str, ...]


def frame(*saved: str, pushed: tuple[str, ...] = (), hardware: tuple[str, ...] = ()) -> Frame:
    """Declare a frame: the register list from which asm, struct, offsets and unwinder come."""
    return Frame(saved, pushed, hardware)


@dataclass(frozen=True, eq=False)
class Pages:
    """Page geometry: page size in bytes, index bits of each level from the root down."""

    size: int
    levels: tuple[int, ...]
    entry_size: int
    physical_bits: int


def pages(*, size: int, levels: tuple[int, ...], entry_size: int, physical_bits: int) -> Pages:
    """Declare the page-table geometry (SDM 3A 4)."""
    return Pages(size, levels, entry_size, physical_bits)


@dataclass(frozen=True, eq=False)
class AddressSpace:
    """Where user and kernel live in the virtual address space."""

    constants: dict[str, int]


def address_space(**constants: int) -> AddressSpace:
    """Declare the borders of the address space; each becomes a C constant."""
    return AddressSpace(constants)


@dataclass(frozen=True, eq=False)
class Numbers:
    """A group of named numbers of the architecture (MSRs, selectors)."""

    prefix: str
    values: dict[str, int]


def numbers(prefix: str, **values: int) -> Numbers:
    """Declare architecture numbers; each becomes the C constant <prefix>_<NAME>."""
    return Numbers(prefix, values)


@dataclass(frozen=True, eq=False)
class CpuNeeds:
    """Features without which no CPU will do."""

    leaf: int
    features: dict[str, int]


def cpu_needs(leaf: int, **features: int) -> CpuNeeds:
    """Declare features that a CPU must have: bits of edx in a leaf of CPUID (SDM 2A, CPUID).

    They are asked for in this order, before anything else runs; a CPU is refused by the name
    of the first that it lacks, which has seven letters at most.
    """
    return CpuNeeds(leaf, features)
