# SPDX-License-Identifier: BSD-3-Clause
"""Calls of several kinds, for the golden files."""

from syscall.decl import Errno

from dsl import (
    Array,
    Bytes,
    CStr,
    Enum,
    Flags,
    In,
    InOut,
    L,
    Opt,
    Out,
    Pid,
    Struct,
    i64,
    retired,
    syscall,
    u8,
    u32,
    usize,
)


class Shade(Enum, u32):
    """Shades of grey."""

    DARK, GREY, LIGHT = 0, 1, 4


class Marks(Flags, u32):
    """What can be marked."""

    MARK_TOP = 0x1
    MARK_END = 0x8


class Point(Struct):
    """A place on the screen."""

    x: u32
    y: u32


class Brush(Struct):
    """What to paint with."""

    shade: Shade
    ends: Array[Marks, L[2]]
    tip: Point


@syscall(2)
def owner() -> Pid:
    """Return the owner of the screen."""
    ...


@syscall(3, errors=(Errno.EINVAL, Errno.EFAULT), example={"shade": 1})
def draw(shade: Shade, at: In[Point], marks: Marks, drawn: Opt[Out[Point]]) -> None:
    """Draw a point.

    Draws in *shade* at the place *at*.  Where the point came to lie is stored in *drawn*,
    when it is not NULL.  See also owner().
    """
    ...


@syscall(4, errors=(Errno.EINVAL, Errno.EFAULT, Errno.ENAMETOOLONG), blocks=True)
def label(text: In[CStr, L[32]], font: In[Bytes, L["nfont"], L[64]], level: u8) -> None:
    """Write *text*, in the *nfont* bytes of *font*, at *level*."""
    ...


@syscall(9, errors=(Errno.EINVAL, Errno.EFAULT), stack_words=True, was="scan")
def scan_lines(
    pixels: Out[Bytes, L["npixels"]], first: i64, last: i64, step: InOut[u32], way: Shade
) -> usize:
    """Read the pixels of lines.

    Stores the lines from *first* to *last* in *pixels*, at most *npixels* bytes.
    """
    ...


@syscall(10, errors=(Errno.EINVAL, Errno.EFAULT))
def paint(brush: Opt[In[Brush]], marks: InOut[Marks]) -> None:
    """Paint with *brush*, or with the last one; change *marks*."""
    ...


@syscall(11, errors=(Errno.EFAULT,), alters=False)
def where(at: Out[Point]) -> None:
    """Store in *at* where the last point was drawn."""
    ...


clear = retired(5, "clear", since="0.2", why="draw does it")
