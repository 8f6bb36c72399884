# SPDX-License-Identifier: BSD-3-Clause
"""Data: enumerations, flag sets, bit layouts, structures and arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform
from typing import Literal as L

from dsl.record import dataclass

T = TypeVar("T")
N = TypeVar("N")


class Member(int):
    """A named value of an Enum or Flags; an int that knows where it comes from."""

    owner: type
    name: str


def _named(owner: type) -> None:
    """Turn the plain integers of a class body into members that know their names."""
    for name, value in list(vars(owner).items()):
        if isinstance(value, int) and not isinstance(value, (bool, Member)) and name[0] != "_":
            member = Member(value)
            member.owner, member.name = owner, name
            setattr(owner, name, member)


class Enum:
    """A closed set of named values, held in the scalar that is its second base.

    Sample::

        class Clock(Enum, u32):
            REALTIME, MONOTONIC = 0, 4
    """

    def __init_subclass__(cls) -> None:
        _named(cls)


class Flags:
    """A set of named bits, held in the scalar that is its second base.

    Each value is a mask; a bit that no name covers is refused by the generated
    validation with EINVAL.
    """

    def __init_subclass__(cls) -> None:
        _named(cls)


@dataclass(frozen=True)
class Access:
    """What reading and writing a register field does."""

    name: str


ro = Access("ro")
"""Read only: a write leaves it as it is."""
wo = Access("wo")
"""Write only: a read says nothing of it."""
rw = Access("rw")
"""Read and write."""
w1c = Access("w1c")
"""Write one to clear."""
mbz = Access("mbz")
"""Must be zero: reserved, written as zero."""
read_clears = Access("read_clears")
"""Reading has a side effect (it clears): a dump leaves the register alone."""


@dataclass(frozen=True)
class BitField:
    """Bits `low` to `high`, both included, of a Bits layout or a register."""

    low: int
    high: int
    access: tuple[Access, ...]


def bit(position: int, *access: Access) -> BitField:
    """Declare one bit; 0 is the least significant."""
    return BitField(position, position, access)


def bits(low: int, high: int, *access: Access) -> BitField:
    """Declare the bits `low` to `high`, both included, as the data sheet counts them."""
    return BitField(low, high, access)


class Bits:
    """A bit layout held in the scalar that is its second base (a page-table entry, CR4)."""


@dataclass_transform()
class Struct:
    """A structure: annotations are its fields, in memory order.

    Layout follows the target's C ABI; it is computed for both architectures
    and proved by static assertions in every build.

    `was` is the structure that it was before it changed: functions that translate between
    the two are generated, field by field, by their names.

    `percpu`: every CPU has one, which begins on a cache line of its own; `load()` is this
    CPU's and `load_of(cpu)` another's.  `cpus`: it heads the area in which a CPU has all of
    these, and there are so many CPUs at most.

    Sample::

        class Load(Struct, was=Load1):
            average: u64

        class Misses(Struct, percpu=True):
            count: u64
    """

    __was__: type[Struct] | None
    __percpu__: bool
    __cpus__: int | None
    """What stands in the head of the class; no field is called like this."""

    def __init_subclass__(
        cls, *, was: type[Struct] | None = None, percpu: bool = False, cpus: int | None = None
    ) -> None:
        cls.__was__, cls.__percpu__, cls.__cpus__ = was, percpu, cpus


@dataclass(frozen=True)
class ArrayType:
    """`count` elements of one type, one after the other (bytes when `element` is None)."""

    element: Any
    count: Any
    kind: str


@dataclass(frozen=True)
class PointerType:
    """A kernel pointer to the C structure `target`, or to anything."""

    target: Any


def _literal(value: Any) -> Any:
    """Return what stands inside L[...], or the value itself when it is no Literal."""
    return value.__args__[0] if getattr(value, "__origin__", None) is L else value


class Array(Generic[T, N]):
    """`Array[u8, L[16]]`: sixteen bytes."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            element, count = args if isinstance(args, tuple) else (args, None)
            return ArrayType(element, _literal(count), "array")


class Text(Generic[N]):
    """`Text[L[32]]`: a NUL-terminated string in 32 bytes."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, count):
            return ArrayType(None, _literal(count), "text")


class Reserved(Generic[N]):
    """`Reserved[L[4]]`: four bytes that are zero."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, count):
            return ArrayType(None, _literal(count), "reserved")


class Kptr(Generic[N]):
    """`Kptr[L["thread"]]`: a kernel pointer to `struct thread`; never crosses to a user."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, target):
            return PointerType(_literal(target))
