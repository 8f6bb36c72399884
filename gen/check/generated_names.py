# SPDX-License-Identifier: BSD-3-Clause
"""The rule about the names that declarations become in C: no two of them are one.

Each pattern by which a backend makes a name of a declared one has its line here, so that a
clash is told at the declarations, before any C is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gen.diag import Diag, Mark
from gen.model.build import System
from gen.model.hardware import Arch, BitLayout, Frame, RegisterBlock
from gen.model.message_nodes import OPERATIONS, Message, Port, PortKind
from gen.model.nodes import Call, Enumeration, Kernel, Structure
from gen.model.types import snake
from gen.place import Loc
from gen.translation import steps


class Made(NamedTuple):
    """A name in C, what it is, and the declaration that it is made of; `space` is C's (6.2.3)."""

    space: str
    name: str
    what: str
    loc: Loc


def names_made_of_declarations_differ(system: System) -> Iterator[Diag]:
    """No two declarations become one name in C."""
    kernels = list(system.kernels.values())
    common: dict[tuple[str, str], Made] = {}
    yield from clashes(of_declared(kernels[0]) if kernels else (), common)
    told: set[str] = set()
    for kernel in kernels:
        for diag in clashes(of_arch(kernel.arch), dict(common)):
            if diag.what not in told:
                told.add(diag.what)
                yield diag


def clashes(found: Iterable[Made], first: dict[tuple[str, str], Made]) -> Iterator[Diag]:
    """Yield a diagnostic of each two declarations that have a name for two things."""
    told: set[tuple[Loc, Loc]] = set()
    for one in found:
        other = first.setdefault(one[:2], one)
        if other != one and (other.loc, one.loc) not in told:
            told.add((other.loc, one.loc))
            yield twice(other, one)


def twice(first: Made, second: Made) -> Diag:
    """Return the diagnostic of two things of one name."""
    name = f"struct {second.name}" if second.space == "tag" else second.name
    return Diag("K0009", second.loc, f"`{name}` would be two things in C", second.what,
                (Mark(first.loc, first.what),), help="give one of them another name")


def of_arch(arch: Arch) -> Iterator[Made]:
    """Yield the names that are made of an architecture's facts."""
    for layout in arch.layouts:
        yield from of_bits(layout)
    for frame in (arch.trap_frame, arch.switch_frame):
        yield from of_frame(frame)


def of_declared(kernel: Kernel) -> Iterator[Made]:
    """Yield every name that is made of what subsystems declare."""
    for enum in kernel.enums:
        yield from of_enumeration(enum)
    for structure in kernel.structs:
        yield from of_structure(structure)
    for old, new in steps({s.name: s for s in kernel.structs}):
        for to, by in ((new, old), (old, new)):
            yield Made("name", f"{to.c_name}_from_{by.c_name}", "the function that translates it",
                       new.loc)
    shown = [layout for block in kernel.blocks for r in block.registers
             if (layout := r.layout) is not None]
    layouts = {(x.loc.at, x.prefix): x for x in (*kernel.bits, *shown)}
    for layout in layouts.values():
        yield from of_bits(layout)
    for block in kernel.blocks:
        yield from of_block(block)
    for call in kernel.calls:
        yield from of_call(call)
    for message in kernel.messaging.messages:
        yield from of_message(message)
    known = {m.c_name: m for m in kernel.messaging.messages}
    kinds = {k.name: k for k in kernel.messaging.kinds}
    for port in kernel.messaging.ports:
        yield from of_port(port, known, kinds.get(port.kind))
    yield from of_others(kernel)


def of_others(kernel: Kernel) -> Iterator[Made]:
    """Yield the names of IPI messages, locks, counters, tunables, and of what each CPU has."""
    for ipi in kernel.ipis:
        yield Made("name", f"IPI_{ipi.name.upper()}", "the number of an IPI message", ipi.loc)
        for name in (*(f"ipi_{ipi.name}{way}" for way in ("", "_try", "_mask")),
                     f"cpusync_{ipi.name}"):
            yield Made("name", name, "a function that sends an IPI message", ipi.loc)
        yield Made("name", ipi.handler, "the handler of an IPI message", ipi.loc)
    for step in kernel.messaging.transitions:
        yield Made("name", f"msg_{step.name}", "a step of a message's life", step.loc)
    for kind in kernel.messaging.kinds:
        yield Made("name", f"PORT_{kind.name.upper()}", "a kind of port", kind.loc)
    for lock in kernel.messaging.locks:
        yield Made("name", f"LOCK_{lock.name.upper()}", "the place of a lock", lock.loc)
        if lock.structure:
            name = f"{lock.name}_init" if lock.per else lock.name
            yield Made("name", name, f"the {lock.kind} `{lock.name}`", lock.loc)
    for counter in kernel.debugging.counters:
        yield Made("name", f"count_{counter.c_name}", "the function that counts", counter.loc)
        yield Made("name", f"COUNTER_{counter.c_name.upper()}", "the place of a counter",
                   counter.loc)
    for tunable in kernel.tunables:
        yield Made("name", f"tunable_{tunable.name}", "a tunable", tunable.loc)
        for word, _ in tunable.words if tunable.makes else ():
            yield Made("name", tunable.constant(word), "a word of a tunable", tunable.loc)
    for field in kernel.area.layout.fields if kernel.area else ():
        for name in (field.name, f"{field.name}_of"):
            yield Made("name", name, "the function that reaches what a CPU has", field.loc)


def of_enumeration(enum: Enumeration) -> Iterator[Made]:
    """Yield the names of an enumeration."""
    for member in enum.members:
        yield Made("name", member.name, f"a member of `{enum.name}`", member.loc)
    name = snake(enum.name)
    yield Made("name", f"is_{name}", f"the function that knows the values of `{enum.name}`",
               enum.loc)
    functions = () if enum.is_flags else (("name", "function"),)
    for suffix, what in (*functions, ("names", "table"), ("values", "table")):
        yield Made("name", f"{name}_{suffix}", f"the {what} of the names of `{enum.name}`",
                   enum.loc)


def of_structure(structure: Structure) -> Iterator[Made]:
    """Yield the names of a structure; assembly has the offsets of those of the kernel's own."""
    upper, name = structure.c_name.upper(), structure.name
    yield Made("tag", structure.c_name, f"the structure `{name}`", structure.loc)
    yield Made("name", f"is_{structure.c_name}", f"the function that knows whether a `{name}` "
               "is valid", structure.loc)
    if not structure.shared:
        yield Made("name", f"{upper}_SIZE", f"the size of `{name}`, for assembly", structure.loc)
        for field in structure.fields:
            yield Made("name", f"{upper}_{field.name.upper()}",
                       f"the offset of `{field.name}`, for assembly", field.loc)


def of_bits(layout: BitLayout) -> Iterator[Made]:
    """Yield the masks and shifts of a register's fields."""
    for field in layout.fields:
        name = f"{layout.prefix}_{field.name.upper()}"
        yield Made("name", name, f"the mask of `{field.name}`", field.loc)
        if field.high > field.low:
            yield Made("name", f"{name}_SHIFT", f"the place of `{field.name}`", field.loc)


def of_frame(frame: Frame) -> Iterator[Made]:
    """Yield the offsets of a frame's registers."""
    upper = frame.name.upper()
    yield Made("tag", frame.name, f"the frame `{frame.name}`", frame.loc)
    yield Made("name", f"{upper}_SIZE", f"the size of `{frame.name}`", frame.loc)
    for register in frame.registers:
        yield Made("name", f"{upper}_{register.upper()}", f"where `{register}` lies", frame.loc)


def of_block(block: RegisterBlock) -> Iterator[Made]:
    """Yield the offsets and accessors of a device's registers."""
    yield Made("name", f"{block.c_name}_dump", f"the function that shows `{block.name}`",
               block.loc)
    for register in block.registers:
        what = f"of the register `{register.name}`"
        yield Made("name", f"{block.c_name}_{register.name}".upper(), f"the offset {what}",
                   register.loc)
        for verb, access in (("read", ("ro", "rw")), ("write", ("wo", "rw"))):
            if register.access in access:
                yield Made("name", f"{block.c_name}_{verb}_{register.name}",
                           f"the function that {verb}s {block.name}'s `{register.name}`",
                           register.loc)


def of_call(call: Call) -> Iterator[Made]:
    """Yield the names of a system call; what programs call is theirs alone."""
    yield Made("name", f"SYS_{call.name}", f"the number of `{call.name}`", call.loc)
    yield Made("name", f"sys_{call.name}", f"the handler of `{call.name}`", call.loc)
    yield Made("name", f"call_{call.name}", f"the checks around `{call.name}`", call.loc)
    if call.was:
        yield Made("name", f"SYS_{call.was}", f"the number of `{call.name}`, as it was called",
                   call.loc)


def of_message(message: Message) -> Iterator[Made]:
    """Yield the names of a message."""
    c, at = message.c_name, message.loc
    for name in filter(None, (c, message.was)):
        yield Made("name", f"MSG_{name.upper()}", f"the number of `{message.name}`", at)
    yield Made("tag", f"{c}_msg", f"the message `{message.name}`", at)
    verbs = {
        "init": True, "reply": True, "result": message.result.kind != "void",
        "wait": message.mode == "async", "abort": message.abortable, "drop": message.droppable,
        "marshal": message.remote, "unmarshal": message.remote,
    }
    for verb, there in verbs.items():
        if there:
            yield Made("name", f"{c}_{verb}", f"a function of the message `{message.name}`", at)
    if message.remote:
        yield Made("tag", f"{c}_wire", f"the wire form of `{message.name}`", at)


def of_port(port: Port, known: dict[str, Message], kind: PortKind | None) -> Iterator[Made]:
    """Yield the names of a port, and of the functions that send to it and handle for it."""
    c, what = port.c_name, f"of the port `{port.name}`"
    yield Made("tag", f"{c}_port", f"the type {what}", port.loc)
    yield Made("name", f"{c}_port", f"the object {what}", port.loc)
    functions = {
        "serve": port.messages and kind and kind.vectors[OPERATIONS.index("wait_port")],
        "handle": port.messages,
        "next": port.automaton,
        "on_reply": kind and kind.vectors[OPERATIONS.index("reply")] == "port_reply_call",
    }
    for suffix, there in functions.items():
        if there:
            yield Made("name", f"{c}_{suffix}", f"a function or table {what}", port.loc)
    for name in port.messages:
        message = known[name]
        own = name if message.port else f"{c}_{name}"
        handler = message.handler or f"{c}_on_{name}"
        for function in [handler] + [f"{handler}_abort"] * message.abortable:
            yield Made("name", function, f"a handler of `{port.name}`", port.loc)
        for verb in ("do" if message.mode == "sync" else "send", "forward"):
            yield Made("name", f"{own}_{verb}", f"a function that sends to `{port.name}`", port.loc)
