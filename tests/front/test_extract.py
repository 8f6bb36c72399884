# SPDX-License-Identifier: BSD-3-Clause
"""Is a command's output cut out of the serial line exactly, however it arrives?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front.extract import Extract

LINE = b"SeaBIOS\r\n\x1eDARNER-BEGIN c0ffee\r\none\r\ntwo\r\n\x1eDARNER-END c0ffee 3\r\nbye\r\n"


@given(st.lists(st.integers(0, len(LINE))))
def test_output_is_the_same_in_any_pieces(cuts: list[int]) -> None:
    extract = Extract("c0ffee")
    edges = [0, *sorted(cuts), len(LINE)]
    pieces = [LINE[a:b] for a, b in pairwise(edges)]
    assert b"".join(map(extract.feed, pieces)) == b"one\ntwo\n"
    assert extract.status == 3


def test_output_arrives_before_the_command_ends() -> None:
    extract = Extract("c0ffee")
    assert extract.feed(b"\x1eDARNER-BEGIN c0ffee\nhalf a line") == b"half a line"
    assert extract.begun and extract.status is None


@pytest.mark.parametrize(
    "line",
    [
        b"\x1eDARNER-BEGIN 0ther\nout\n\x1eDARNER-END 0ther 0\n",
        b"DARNER-BEGIN c0ffee\nout\nDARNER-END c0ffee 0\n",
    ],
    ids=["another-run", "no-separator"],
)
def test_marks_of_others_are_not_believed(line: bytes) -> None:
    extract = Extract("c0ffee")
    assert extract.feed(line) == b""
    assert not extract.begun and extract.status is None


def test_a_commands_own_separators_pass() -> None:
    extract = Extract("c0ffee")
    line = b"\x1eDARNER-BEGIN c0ffee\na\x1eb\n\x1eDARNER-END 0ther 0\n\x1eDARNER-END c0ffee 0\n"
    assert extract.feed(line) == b"a\x1eb\n\x1eDARNER-END 0ther 0\n"
    assert extract.status == 0
