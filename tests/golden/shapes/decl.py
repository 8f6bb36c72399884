# SPDX-License-Identifier: BSD-3-Clause
"""Data of every kind, for the golden files."""

from dsl import (
    Array,
    Bits,
    Enum,
    Flags,
    In,
    Kptr,
    L,
    Reserved,
    Struct,
    Text,
    bit,
    bits,
    i32,
    syscall,
    u16,
    u32,
    u64,
    usize,
)


class Colour(Enum, u32):
    """What a shape is painted with."""

    COLOUR_NONE, COLOUR_RED, COLOUR_BLUE = 0, 1, 5


class Style(Flags, u32):
    """How a shape is drawn."""

    STYLE_FILL = 0x1
    STYLE_DASH = 0x4


class Pen(Bits, u16):
    """A pen, packed."""

    width = bits(0, 3)
    round = bit(4)


class Canvas(Struct):
    """What shapes are drawn on; programs never see it."""

    name: Text[L[12]]
    pixels: usize
    next: Kptr[L["canvas"]]
    log: Kptr[L["log"]]


class Point(Struct):
    """A place."""

    x: i32
    y: i32


class Shape(Struct):
    """A line from place to place."""

    colour: u32
    points: Array[Point, L[4]]
    _pad: Reserved[L[4]]
    area: u64


@syscall(700)
def draw(shape: In[Shape], colour: Colour, style: Style, layer: u32) -> None:
    """Draw the *shape* in a *colour* and *style* on a *layer*."""
    ...
