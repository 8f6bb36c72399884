# SPDX-License-Identifier: BSD-3-Clause
"""Does gdb read memory as it is declared, and does a damaged list end?"""

from __future__ import annotations

from pathlib import Path

import pytest

from front.gdb.memory import Machine, Object, Unknown
from front.gdb.port import after
from front.gdb.table import Enumeration, Field, Kernel, Port, Structure
from front.message_decoder import Decoder
from gen.backends.gdb_script import artefacts
from gen.generate import examine
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]

#: A structure of all kinds of fields, linked to the next one.
LINK = Structure("link", 24, [
    Field("next", 0, 8, 1, "kptr", "link"), Field("flags", 8, 4, 1, "flags", "Lit"),
    Field("change", 12, 4, 1, "scalar", "", True), Field("name", 16, 8, 1, "text"),
])
LIT = Enumeration("Lit", True, {1: "RED", 2: "GREEN"})


def machine(memory: bytes) -> Machine:
    """Return a machine whose memory begins at 0x1000."""
    kernel = Kernel("x86_64", 8, {}, structures=[LINK], enums=[LIT])
    return Machine(kernel, lambda at, size: memory[at - 0x1000 : at - 0x1000 + size],
                   lambda _name: 0x1000, lambda _at: "", lambda _pc: ("", 0),
                   Decoder({"header": {}, "enums": {}, "messages": {}, "ports": {}}))


def link(to: int) -> bytes:
    """Return a link that is red and something unknown."""
    return to.to_bytes(8, "little") + bytes([5, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF]) + b"lamp\0xyz"


def test_fields_are_read_by_their_declarations() -> None:
    one = Object(machine(link(0)), "link", 0x1000)
    assert (one.shown("flags"), one.shown("name"), one.number("change")) == ("RED|0x4", "lamp", -2)
    assert one.has("flags", "RED") and not one.has("flags", "GREEN")


def test_a_list_is_followed_to_its_end() -> None:
    found = machine(link(0x1018) + link(0x1030) + link(0)).variable("lamp", "link")
    assert [one.address for one in found.chain("next", "next")] == [0x1018, 0x1030]


def test_a_list_without_end_is_told() -> None:
    found = machine(link(0x1018) + link(0x1018)).variable("lamp", "link")
    with pytest.raises(Unknown, match="has no end"):
        list(found.chain("next", "next"))


def test_a_protocol_says_what_comes_next() -> None:
    known = Port("lamp", "", "on off", [{"on": 1}, {"off": 0}])
    one = Object(machine(link(0)), "link", 0x1000)
    kernel = one.machine.kernel
    kernel.structures[:] = [Structure("link", 24, [Field("state", 8, 4, 1, "scalar")])]
    assert after(one, known) == "nothing: the protocol has no such state"


@pytest.mark.parametrize("arch", ["i386", "x86_64"])
def test_the_script_says_what_is_declared(arch: str) -> None:
    system = examine(ROOT).system
    assert system is not None
    kernel = system.kernels[arch]
    (script,) = artefacts(kernel)
    text = Renderer(ROOT).text(script)
    tables = text.partition("import sys\n")[0] + text.partition("as F\n")[2].partition("\nfrom ")[0]
    names: dict[str, object] = {"Kernel": Kernel, "Structure": Structure, "F": Field,
                                "Enumeration": Enumeration, "Port": Port, "Lock": tuple_of}
    exec(tables, names)
    made = names["KERNEL"]
    assert isinstance(made, Kernel)
    for structure in kernel.structs:
        rows = made.structure_of[structure.c_name]
        assert rows.size == structure.size
        places = {f.name: f.offset for f in structure.fields if f.type.kind != "reserved"}
        assert {row.name: row.offset for row in rows.rows} == places
    for enum in kernel.enums:
        assert set(made.enum_of[enum.name].values.values()) <= {m.name for m in enum.members}
    assert [port.name for port in made.ports] == [p.c_name for p in kernel.messaging.ports]
    assert len(made.locks) == len(kernel.messaging.locks)
    assert dict(kernel.messaging.lock_kinds) == made.lock_kinds


def tuple_of(*parts: object) -> tuple[object, ...]:
    """Return a row as it is."""
    return parts
