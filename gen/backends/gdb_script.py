# SPDX-License-Identifier: BSD-3-Clause
"""gdb_script.gen.py: what gdb knows of a kernel; it makes the commands of front/gdb of that.

The declared structures with their fields at their places, the names of values, the fields of
words, the ports with their kinds and protocols, the locks with their kinds.

Sample::

    KERNEL.ports += [
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.artefact import Artefact
from gen.backends.ddb_structure import pointed
from gen.backends.lock_table import ranked
from gen.fold import WIDTH
from gen.model.hardware import BitLayout
from gen.model.message_nodes import Automaton, Lock, Port, PortKind
from gen.model.nodes import Enumeration, Field, Kernel, Structure, Type
from gen.protocol import endless


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the script."""
    messaging = kernel.messaging
    words = {
        "config": kernel.config.name,
        "arch": repr(kernel.arch.name),
        "word": kernel.arch.word,
        "roles": repr({"pc": kernel.arch.pc, "fp": kernel.arch.fp}),
        "frame": repr(kernel.arch.switch_frame.registers),
        "structures": [structure(s) for s in everything(kernel)],
        "enums": [enumeration(e) for e in kernel.enums],
        "layouts": [layout(b) for b in kernel.bits],
        "kinds": [port_kind(k) for k in messaging.kinds],
        "ports": [port(p) for p in messaging.ports],
        "lock_kinds": dict(messaging.lock_kinds),
        "locks": [lock(one) for one in ranked(messaging.locks)],
    }
    edit = "all that is declared"
    yield Artefact("gdb_script.gen.py", "gdb/gdb_script.py.j2", words, edit)


def everything(kernel: Kernel) -> list[Structure]:
    """Return the structures, with the area that every CPU has."""
    area = [kernel.area.layout] if kernel.area else []
    return sorted([*kernel.structs, *area], key=lambda s: s.c_name)


def listed(head: str, parts: list[str], tail: str) -> list[str]:
    """Return a call of something, on one line or with an argument on each."""
    whole = f"{head}{', '.join(parts)}{tail}"
    if len(whole) < WIDTH:
        return [whole]
    return [head, *(f"    {part}," for part in parts), tail]


def structure(one: Structure) -> dict[str, object]:
    """Return what a structure's entry is made of; what is reserved is not shown."""
    shown = [f for f in one.fields if f.type.kind != "reserved"]
    return {
        "at": one.loc.at,
        "head": f"{one.c_name!r}, {one.size}",
        "fields": [field(f) for f in shown],
    }


def field(one: Field) -> str:
    """Return a field: name, place, size, how many, kind, and what it is of."""
    held: Type = one.type.element or one.type
    kind = one.type.kind if one.type.kind == "text" else held.kind
    of = one.enumeration or pointed(held).removeprefix("struct ")
    of = of or (held.c.removeprefix("struct ") if kind == "struct" else "")
    of = of or (held.name if kind == "bits" else "")
    size = one.type.size if kind == "text" else held.size
    count = 1 if kind == "text" else one.type.count
    signed = ", True" if held.signed else ""
    return f"F({one.name!r}, {one.offset}, {size}, {count}, {kind!r}, {of!r}{signed}),"


def enumeration(one: Enumeration) -> dict[str, object]:
    """Return what the entry of an Enum or Flags is made of."""
    shown = hex if one.is_flags else str
    return {
        "at": one.loc.at,
        "head": f"{one.name!r}, {one.is_flags}",
        "values": [f"{shown(m.value)}: {m.name!r}," for m in one.members],
    }


def layout(one: BitLayout) -> dict[str, object]:
    """Return what the entry of a word's layout is made of."""
    return {
        "at": one.loc.at,
        "name": repr(one.name),
        "fields": [f"{f.name!r}: ({f.low}, {f.mask:#x})," for f in one.fields],
    }


def port_kind(one: PortKind) -> str:
    """Return the entry of a kind of ports."""
    return f"{one.number}: ({one.name!r}, {one.doc!r}),"


def port(one: Port) -> dict[str, object]:
    """Return what a port's entry is made of."""
    return {
        "at": one.loc.at,
        "head": f"{one.c_name!r}, {one.owner!r}",
        "protocol": repr(one.protocol),
        "states": [line for state in talk(one.automaton) for line in listed("{", state, "},")],
    }


def talk(one: Automaton | None) -> Iterator[list[str]]:
    """Yield by state which messages may come next, and where each leads."""
    if one is None:
        return
    whole = endless(one)
    for n in range(whole.states):
        yield [f"{s.message!r}: {s.to}" for s in whole.steps if s.state == n]


def lock(one: Lock) -> dict[str, object]:
    """Return what a lock's entry is made of; their places are those of the witness."""
    return {
        "at": one.loc.at,
        "lines": listed("Lock(", [repr(one.name), repr(one.kind), repr(one.structure),
                                  repr(one.per), repr(one.after)], "),"),
    }
