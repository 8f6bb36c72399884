# SPDX-License-Identifier: BSD-3-Clause
"""Registers of devices, as the data sheet prints them."""

from __future__ import annotations

from typing import Any, ClassVar

from dsl.data import Access, ro, rw, wo
from dsl.record import dataclass
from dsl.scalar import Scalar


class Reg:
    """One register's fields; `width` is its size in bits.

    Sample::

        class Lsr(Reg, width=8):
            dr = bit(0, ro)
            thre = bit(5, ro)
    """

    width: ClassVar[int]

    def __init_subclass__(cls, width: int = 8) -> None:
        cls.width = width


@dataclass(frozen=True)
class FieldRef:
    """A field of a register of this block, for a `when=` condition."""

    register: RegisterAt
    field: str

    def __eq__(self, value: object) -> Condition:  # type: ignore[override]
        """Say which value the field must hold."""
        return Condition(self, value)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Condition:
    """A register that is there only while another's field holds a value (the 16550's DLAB)."""

    ref: FieldRef
    value: object


@dataclass(frozen=True, eq=False)
class RegisterAt:
    """A register at its place in a window, with what may be done to it."""

    window: Window
    offset: int
    type: type[Reg] | type[Scalar]
    access: Access
    when: Condition | None
    side_effect: bool = False
    high: int | None = None

    def __getattr__(self, name: str) -> FieldRef:
        """Name one of the register's fields."""
        if name.startswith("__"):
            raise AttributeError(name)
        return FieldRef(self, name)


@dataclass(frozen=True)
class Slot:
    """A place in a window, waiting to be told what stands there."""

    window: Window
    offset: int

    def ro(
        self, type: type[Reg] | type[Scalar], *, when: Any = None, read_clears: bool = False
    ) -> RegisterAt:
        """Declare a register that is only read.

        `read_clears`: reading it has a side effect, so a dump leaves it alone.
        """
        return RegisterAt(self.window, self.offset, type, ro, when, read_clears)

    def wo(self, type: type[Reg] | type[Scalar], *, when: Any = None) -> RegisterAt:
        """Declare a register that is only written."""
        return RegisterAt(self.window, self.offset, type, wo, when)

    def rw(
        self,
        type: type[Reg] | type[Scalar],
        *,
        when: Any = None,
        read_clears: bool = False,
        high: int | None = None,
    ) -> RegisterAt:
        """Declare a register that is read and written.

        `read_clears`: reading it has a side effect, so a dump leaves it alone.  `high`: the
        upper half of its 64 bits stands apart, at this offset, and is written first.
        """
        return RegisterAt(self.window, self.offset, type, rw, when, read_clears, high)


@dataclass(frozen=True, eq=False)
class Window:
    """Where a block's registers live: `size` I/O ports, or bytes of memory; or MSRs, too."""

    space: str
    size: int
    msrs: int | None = None

    def __getitem__(self, offset: int) -> Slot:
        """Name the place at `offset` (ports, or bytes) from the window's base."""
        return Slot(self, offset)


def ioports(size: int) -> Window:
    """Declare a window of `size` x86 I/O ports."""
    return Window("port", size)


def mmio(size: int, *, msrs: int | None = None) -> Window:
    """Declare a window of `size` bytes of memory-mapped registers.

    `msrs`: the same registers are model-specific ones as well, which have this number and
    those behind it, one for each 16 bytes (SDM 3A 11.12.1.2).  Who says that the window's
    base is 0 reaches them so.
    """
    return Window("memory", size, msrs)


class Regs:
    """A register block: windows first, then each register at its place.

    Sample::

        class Ns16550(Regs):
            io = ioports(8)
            lcr = io[3].rw(Lcr)
            rbr = io[0].ro(u8, when=lcr.dlab == 0)
    """
