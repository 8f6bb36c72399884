# SPDX-License-Identifier: BSD-3-Clause
"""Sequence diagrams: lanes, arrows to both sides and across others, notes."""

from __future__ import annotations

from gen.prove.sequence import Arrow, Note, drawn

LANES = ("client 1", "tty (ttyd)", "nobody", "blk")


def test_lanes_arrows_and_notes() -> None:
    rows = [
        Arrow("client 1", "tty (ttyd)", "open"),
        Arrow("tty (ttyd)", "blk", "a long name of a message"),
        Arrow("blk", "client 1", "open", dashed=True),
        Note("tty (ttyd)", "keeps it"),
        Arrow("blk", "blk", "itself"),
    ]
    assert drawn(LANES, rows).splitlines() == [
        "  client 1         tty (ttyd)                          blk",
        "      |----- open ----->|                               |",
        "      |                 |-- a long name of a message -->|",
        "      |<- - - - - - - - - - - open - - - - - - - - - - -|",
        "      |                 * keeps it                      |",
        "      |                 |                               * itself",
    ]


def test_nothing_is_an_empty_line() -> None:
    assert drawn(LANES, [Note("client 1", "goes")]).splitlines() == [
        "  client 1", "      * goes",
    ]  # fmt: skip
