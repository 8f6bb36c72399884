# SPDX-License-Identifier: BSD-3-Clause
"""Which protocols let a peer say what it said, and what is told of one that does not?"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from test_lock import message, port

from gen.abi.change import Change, Severity
from gen.abi.differ import differences
from gen.abi.element import Abi, lines
from gen.abi.summary import of_messaging
from gen.model.message_nodes import Message, Messaging
from gen.protocol import automaton, parse

#: What peers say, and what is said at home.
SAID = {
    name: message(name=name, c_name=name, number=0x7001 + n, remote=name != "home",
                  wire=() if name == "home" else message().wire)
    for n, name in enumerate(("open", "put", "shut", "home"))
}


def abi(protocol: str, known: dict[str, Message]) -> Abi:
    """Return what a lock would say of a port with a protocol."""
    names = [m.name for m in known.values() if not m.name.startswith("old")]
    lamp = replace(port(*names), protocol=protocol,
                   automaton=automaton(parse(protocol), names) if protocol else None)
    said = Messaging("", "", "", "", tuple(known.values()), (lamp,), (), (), (), ())
    return Abi({"i386": {e.path: e for e in of_messaging(said, SimpleNamespace(subsystems=()))}})


def changes(old: Abi, new: Abi) -> list[Change]:
    """Return what changed of what is said to the port."""
    return [c for c in differences(old, new, {"i386": 4}) if c.path[0] == "port"]


@pytest.mark.parametrize(("old", "new", "told"), [
    ("open (put | home)* shut", "open put* home shut", ""),
    ("open put shut home?", "open put+ shut home?", "too: open, put, put"),
    ("open put+ shut home?", "open put shut home?", "no longer lets through: open, put, put"),
    ("open put* shut home?", "", "too: put"),
    ("", "open put* shut home?", "no longer lets through: put"),
    ("open (put | shut)* home", "(put | shut)* open home", "too: put"),
    ("home? (open | put | shut)*", "", ""),
    ("open put shut home?", "open (put | shut) (put | shut) home?",
     "too: open, shut"),
])
def test_what_may_not_be_said_any_more_is_told_at_its_shortest(
    old: str, new: str, told: str
) -> None:
    found = changes(abi(old, SAID), abi(new, SAID))
    assert bool(found) is bool(told)
    if told:
        assert found[0].what.endswith(told), found[0].what
        worse = Severity.BREAKING if told.startswith("no longer") else Severity.COMPATIBLE
        assert [c.severity for c in found] == [worse]


def test_lines_of_a_port_are_a_state_each() -> None:
    found = abi("open put* shut home?", SAID)
    assert [one for one in lines(found.elements) if one.startswith("port")] == [
        "port 0x20 name=lamp takes=0x7001,0x7002,0x7003",
        "port 0x20 0 then=0x7001>1",
        "port 0x20 1 then=0x7002>1,0x7003>0",
    ]


def test_an_older_form_is_said_where_the_newer_is() -> None:
    old = {n: m for n, m in SAID.items() if n != "home"}
    aged = {**old, "put": replace(SAID["put"], number=0x7010, older="old_put"),
            "old_put": replace(SAID["put"], name="old_put", c_name="old_put")}
    before, after = abi("open put* shut", old), abi("open put* shut", aged)
    assert "port 0x20 1 then=0x7002>1,0x7003>0,0x7010>1" in lines(after.elements)
    assert [c.severity for c in changes(before, after)] == [Severity.COMPATIBLE]
    less = abi("open put? shut", aged)
    assert [c.what for c in changes(before, less)] == [
        "port `lamp` no longer lets through: open, old_put, old_put",
        "port `lamp` takes 0x7010, too",
    ]
