# SPDX-License-Identifier: BSD-3-Clause
"""Names: what of a kind is called so, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dsl.record import dataclass
from gen.model.nodes import Kernel
from gen.near import closest
from gen.place import Loc

#: Which kinds each word shows.
WORDS: dict[str, tuple[str, ...]] = {
    "layout": ("structure", "bit layout", "register", "frame", "message"),
    "call": ("system call", "retired call"),
    "register": ("register", "device"),
    "message": ("message",),
    "port": ("port",),
    "token": ("token", "spinlock", "serializer", "mutex", "lockmgr", "rcu_domain"),
}

#: How a kind is called with its article.
ARTICLES = {"enumeration": "an enumeration", "interrupt": "an interrupt"}


class Unknown(Exception):
    """Nothing is called so; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be shown: its kind, its names, its node on each target."""

    kind: str
    names: tuple[str, ...]
    nodes: Mapping[str, Any]
    loc: Loc

    @property
    def node(self) -> Any:
        """Its node on the first target."""
        return next(iter(self.nodes.values()))


def things(kernels: Mapping[str, Kernel]) -> list[Thing]:
    """Return everything that has a name, as all targets have it."""
    found: dict[tuple[str, tuple[str, ...], Loc], dict[str, Any]] = {}
    for arch, kernel in kernels.items():
        for kind, names, node in named(kernel):
            # A frame stands in each target's own facts, and is one thing.
            loc = Loc("", 0, 0, 0) if kind == "frame" else node.loc
            found.setdefault((kind, tuple(dict.fromkeys(names)), loc), {}).setdefault(arch, node)
    return [Thing(kind, names, nodes, next(iter(nodes.values())).loc)
            for (kind, names, _), nodes in found.items()]


def named(kernel: Kernel) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Yield all that a kernel names: kind, names, node."""
    yield from of_data(kernel)
    for call in kernel.calls:
        names = [call.name, f"{call.subsystem}.{call.name}", call.handler, str(call.number)]
        yield "system call", (*names, *([call.was] if call.was else [])), call
    for gone in kernel.retired:
        yield "retired call", (gone.name, str(gone.number)), gone
    yield from of_messages(kernel)
    for step in kernel.init_steps:
        yield "start step", (step.name, step.calls), step
    for thread in kernel.threads:
        yield "thread", (thread.name, thread.entry), thread
    for trap in kernel.traps:
        yield "trap", (trap.name,), trap
    for line in kernel.interrupts:
        yield "interrupt", (line.name,), line
    for test in kernel.boot_tests:
        yield "boot test", (test.name,), test
    for machine in kernel.machines:
        yield "machine", (machine.name,), machine
    for config in kernel.configs:
        yield "config", (config.name,), config


def of_data(kernel: Kernel) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Yield data: structures, bits, registers, frames, enumerations."""
    area = (kernel.area.layout,) if kernel.area else ()
    for structure in (*kernel.structs, *area):
        names = (structure.name, structure.c_name, f"{structure.subsystem}.{structure.name}")
        yield "structure", names, structure
    for layout in (*kernel.bits, *kernel.arch.layouts):
        yield "bit layout", (layout.name, layout.prefix), layout
    told: set[Loc] = set()
    for block in kernel.blocks:
        yield "device", (block.name, block.c_name), block
        for register in block.registers:
            layout_name = (register.layout.name,) if register.layout else ()
            told |= {register.layout.loc} if register.layout else set()
            names = (f"{block.c_name}.{register.name}", f"{block.name}.{register.name}",
                     register.name, *layout_name)
            yield "register", names, register
    for frame in (kernel.arch.trap_frame, kernel.arch.switch_frame):
        yield "frame", (frame.name,), frame
    for enum in kernel.enums:
        yield "enumeration", (enum.name, f"{enum.subsystem}.{enum.name}"), enum


def of_messages(kernel: Kernel) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Yield messages, ports and locks."""
    messaging = kernel.messaging
    classes = {port.c_name: port.name for port in messaging.ports}
    for port in messaging.ports:
        yield "port", (port.name, port.c_name, f"{port.subsystem}.{port.name}"), port
    for message in messaging.messages:
        owner = classes.get(message.port, "")
        full = (f"{owner}.{message.name}", f"{message.port}.{message.name}") if owner else ()
        yield "message", (*full, message.name, message.c_name), message
    for lock in messaging.locks:
        yield lock.kind, (lock.name, f"{lock.subsystem}.{lock.name}"), lock


def found(word: str, name: str, everything: list[Thing]) -> list[Thing]:
    """Return what a word shows under a name; refuse what it does not know, with what it does."""
    kinds = WORDS[word]
    ours = [thing for thing in everything if thing.kind in kinds]
    hits = [thing for thing in ours if name in thing.names]
    if hits:
        first = [thing for thing in hits if thing.names[0] == name]
        return first or hits
    raise Unknown(unknown(word, name, ours, everything))


def unknown(word: str, name: str, ours: list[Thing], everything: list[Thing]) -> str:
    """Return what is said of a name that a word does not know."""
    others = [thing for thing in everything if name in thing.names]
    if others:
        other = others[0]
        text = f"`{name}` is {article(other.kind)} ({other.loc.at}), and no {word}."
        way = word_for(other.kind)
        return f"{text}\n        Say `./darner show {way} {name}`." if way else text
    text = f"there is no {word} `{name}`."
    if near := closest(name, [n for thing in ours for n in thing.names]):
        return f"{text}\n        Did you mean `{near}`?"
    if near := closest(name, [n for thing in everything for n in thing.names]):
        other = next(thing for thing in everything if near in thing.names)
        way = word_for(other.kind)
        said = f" (`./darner show {way} {near}`)" if way else ""
        return f"{text}\n        Did you mean {article(other.kind)}, `{near}`?{said}"
    names = sorted({thing.names[0] for thing in ours})
    if not names:
        return f"{text}\n        This kernel declares none."
    more = ", ..." if len(names) > 8 else ""
    return f"{text}\n        There are {', '.join(names[:8])}{more}."


def word_for(kind: str) -> str:
    """Return the word that shows a kind best; nothing when none does."""
    ways = [word for word, kinds in WORDS.items() if kind in kinds]
    return ways[-1] if ways else ""


def article(kind: str) -> str:
    """Return a kind with its article."""
    return ARTICLES.get(kind, f"a {kind}")
