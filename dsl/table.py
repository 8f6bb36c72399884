# SPDX-License-Identifier: BSD-3-Clause
"""Tables that firmware leaves in memory: bytes of somebody else's, read by what they say."""

from __future__ import annotations

from dsl.scalar import Scalar


class Entry:
    """An entry of a table: annotations are its fields, little-endian, one behind the other.

    Its first byte is `type`.  In a table whose entries are `sized`, the second is its length.
    """

    __type__: int

    def __init_subclass__(cls, *, type: int) -> None:
        cls.__type__ = type


class Table:
    """A table: annotations are its head's fields, little-endian, one behind the other.

    It begins with `signature`, and its bytes add up to zero.  `length` names the field that
    says how long it is, in `unit`s of bytes; a table without one is its head.  Behind the
    head stand `entries`, of which those may be skipped that nobody declares, if they are
    `sized`; `count` names the field that says how many there are.  Or it is `items`, one
    number after the other.  What does not keep to this is refused before anybody reads it.

    Sample::

        class Madt(Table, signature="APIC", length="length", entries=(MadtLapic,), sized=True):
            signature: Text[L[4]]
            length: u32
    """

    __signature__: str
    __length__: str
    __unit__: int
    __entries__: tuple[type[Entry], ...]
    __sized__: bool
    __count__: str
    __items__: type[Scalar] | None

    def __init_subclass__(
        cls,
        *,
        signature: str,
        length: str = "",
        unit: int = 1,
        entries: tuple[type[Entry], ...] = (),
        sized: bool = False,
        count: str = "",
        items: type[Scalar] | None = None,
    ) -> None:
        cls.__signature__, cls.__length__, cls.__unit__ = signature, length, unit
        cls.__entries__, cls.__sized__, cls.__count__ = entries, sized, count
        cls.__items__ = items
