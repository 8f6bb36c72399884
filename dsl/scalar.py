# SPDX-License-Identifier: BSD-3-Clause
"""Scalars: numbers of a declared width, and the handles that travel as numbers.

A scalar is a class, so that it can stand in an annotation.  Nothing is ever
instantiated: the loader reads the classes.
"""

from __future__ import annotations

from typing import ClassVar


class Scalar:
    """A number.

    `bits` is its width in bits, or None for one machine word of the target
    (32 on i386, 64 on x86_64); `signed` says whether it is two's complement.
    """

    bits: ClassVar[int | None]
    signed: ClassVar[bool] = False


class u8(Scalar):
    """Unsigned, 8 bits."""

    bits = 8


class u16(Scalar):
    """Unsigned, 16 bits."""

    bits = 16


class u32(Scalar):
    """Unsigned, 32 bits."""

    bits = 32


class u64(Scalar):
    """Unsigned, 64 bits; two register words on i386, where it aligns to 4 bytes."""

    bits = 64


class i8(Scalar):
    """Signed, 8 bits."""

    bits, signed = 8, True


class i16(Scalar):
    """Signed, 16 bits."""

    bits, signed = 16, True


class i32(Scalar):
    """Signed, 32 bits."""

    bits, signed = 32, True


class i64(Scalar):
    """Signed, 64 bits; two register words on i386, where it aligns to 4 bytes."""

    bits, signed = 64, True


class usize(Scalar):
    """Unsigned, one machine word: the size of an object (C's size_t)."""

    bits = None


class isize(Scalar):
    """Signed, one machine word: a size or an error (C's ssize_t)."""

    bits, signed = None, True


class Handle(Scalar):
    """A number that names a kernel object.  The handler looks it up and owns the error."""

    bits, signed = 32, True


class Fd(Handle):
    """A file descriptor: i32, EBADF when it names nothing."""


class Pid(Handle):
    """A process id: i32, ESRCH or ECHILD when it names nothing."""


class UserAddr(Scalar):
    """An address in the caller's space that is an argument itself, not a way to data.

    The handler gets an opaque `user_ptr_t`; it can be compared and mapped, never
    dereferenced.
    """

    bits = None
