# SPDX-License-Identifier: BSD-3-Clause
"""Do the words keep what they are told, and nothing else?"""

from __future__ import annotations

from typing import Literal as L

import dsl
from dsl import Bytes, Enum, In, Opt, Out, Reg, Regs, bit, bits, ioports, ro, rw, u8, u32
from dsl.call import Passed
from dsl.data import Member


class Colour(Enum, u32):
    RED, GREEN = 1, 2


class Line(Reg, width=8):
    ready = bit(0, ro)
    mode = bits(1, 3, rw)


class Port(Regs):
    io = ioports(8)
    line = io[3].rw(Line)
    data = io[0].ro(u8, when=line.mode == 2)


def test_enum_members_know_their_names() -> None:
    assert isinstance(Colour.GREEN, Member)
    assert (Colour.GREEN, Colour.GREEN.name, Colour.GREEN.owner) == (2, "GREEN", Colour)


def test_a_pointer_keeps_direction_length_and_bound() -> None:
    passed = In[Bytes, L["nbyte"], L[64]]
    assert passed == Passed("in", Bytes, "nbyte", 64, False)
    assert Opt[Out[u32]] == Passed("out", u32, None, None, True)


def test_a_condition_names_register_and_field() -> None:
    when = Port.data.when
    assert when is not None
    assert (when.ref.register, when.ref.field, when.value) == (Port.line, "mode", 2)


def test_registers_keep_their_place_and_access() -> None:
    assert (Port.line.offset, Port.line.type, Port.line.access) == (3, Line, rw)


def test_every_word_has_a_docstring() -> None:
    missing = [
        name
        for name in dsl.__all__
        if not (getattr(dsl, name).__doc__ or "").strip() and name != "L"
    ]
    assert missing == []
