# SPDX-License-Identifier: BSD-3-Clause
"""What is proved of ports with clients: does it hold where it must, and fail where it must?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from terminal import ASKS, BLK, MESSAGES, ROOT, TTY, kernel, message, place, port, prover

from gen.model.message_nodes import Send
from gen.prove.prover import Prover


@pytest.mark.parametrize("clients", [1, 2])
def test_terminal_with_its_disk_holds(clients: int) -> None:
    found = prover().talk((TTY, BLK), (clients, 0))
    assert found.holds, found.told
    assert found.outcome is not None
    assert found.outcome.states > 10 ** (clients + 1)


@pytest.mark.slow
def test_three_clients_hold() -> None:
    for ports in ((TTY,), (TTY, BLK)):
        assert prover().talk(ports, (3, *[0] * (len(ports) - 1))).holds


def test_urgent_message_overtakes_and_breaks_the_protocol() -> None:
    messages = (*MESSAGES[:2], replace(MESSAGES[2], urgent=True), MESSAGES[3])
    told = prover(messages).talk((TTY,), (1,)).told
    assert told is not None
    assert told.text.splitlines() == [
        "  client 1         tty (ttyd)",
        "      |----- open ----->|",
        "      |<- - - open - - -|",
        "      |---- write ----->|",
        "      |---- close ----->|",
        "      |<- - close - - - |",
        "      |                 * takes write",
        "",
        "wrong state: `write` of client 1 comes to tty, which expects `open` "
        "(protocol `open write* close`); `close`, which is urgent, went before it",
        "  --> kernel-src/tty/decl.py:18: `write`",
        "  --> kernel-src/tty/decl.py:10: the port tty",
        "  --> kernel-src/tty/decl.py:21: `close`, urgent",
    ]


def test_two_ports_that_ask_each_other_wait_for_ever() -> None:
    back = Send("blk", "tty", "tty_open", "sync", place("blk", 11))
    found = prover(sends=(ASKS, back)).talk((TTY, BLK), (1, 1)).told
    assert found is not None
    assert found.sentence == "deadlock: blk waits for tty, which waits for blk"
    assert [loc.at for loc, _ in found.places] == [
        "kernel-src/blk/decl.py:11", "kernel-src/tty/decl.py:11",
    ]  # fmt: skip


def test_asynchronous_circle_is_none() -> None:
    back = Send("blk", "tty", "tty_write", "async", place("blk", 11))
    messages = (*MESSAGES[:2], *MESSAGES[3:])
    tty = port(2, "tty", messages, "open? write*")
    assert prover(messages, (tty, BLK), (ASKS, back)).talk((tty, BLK), (1, 0)).holds


def test_thread_of_two_ports_asks_itself_and_goes_on() -> None:
    """Who sends to a port of its own thread handles the message itself (lwkt_domsg)."""
    mine = replace(BLK, owner="ttyd")
    assert prover(ports=(TTY, mine)).talk((TTY, mine), (1, 0)).holds


def test_message_that_is_handed_on_is_answered() -> None:
    ping = replace(message(0x7001, "", "Ping", "async"), c_name="ping", handler="")
    messages = (*MESSAGES, ping)
    blk = replace(BLK, messages=("blk_read", "ping"))
    tty = replace(TTY, messages=("ping",), automaton=None, protocol="")
    sends = (Send("tty", "blk", "ping", "async", place("tty", 11)),)
    assert prover(messages, (tty, blk), sends).talk((tty, blk), (1, 0)).holds
    lost = prover(messages, (tty, blk), sends).talk((tty, blk), (1, 0), "lost_reply").told
    assert lost is not None
    assert "never answers `Ping` of client 1" in lost.sentence


def test_message_that_is_wanted_early_is_answered_once() -> None:
    later = replace(MESSAGES[0], abortable=True, blocks=True)
    messages = (later, *MESSAGES[1:])
    assert prover(messages).talk((TTY,), (2,)).holds
    told = prover(messages).talk((TTY,), (1,), "double_reply").told
    assert told is not None


def test_client_that_is_refused_says_it_again() -> None:
    """The answer to a send that finds no room is there when the send returns."""
    assert prover().talk((replace(TTY, bound=1),), (2,)).holds


def test_ports_of_the_kernel_hold() -> None:
    real = Prover(ROOT, kernel())
    for one in real.served():
        ports = real.below(one)
        assert real.talk(ports, (1, *[0] * (len(ports) - 1))).holds, one.c_name
    for group in real.together():
        assert len(group) > 1


def test_ports_below_and_together() -> None:
    other = port(4, "net", (message(0x401, "net", "up", "sync"),))
    known = prover((*MESSAGES, message(0x401, "net", "up", "sync")), (TTY, BLK, other))
    assert [p.c_name for p in known.below(TTY)] == ["tty", "blk"]
    assert [p.c_name for p in known.below(BLK)] == ["blk"]
    assert [[p.c_name for p in group] for group in known.together()] == [["tty", "blk"]]
