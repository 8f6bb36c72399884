# SPDX-License-Identifier: BSD-3-Clause
"""The model as others see it: calls, constants, shared structures, messages that travel.

What stays inside one kernel is no part of it: a kernel is always built whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen.abi import talk
from gen.abi.element import Abi, Element
from gen.model.inner import inner_enums
from gen.model.message_nodes import Message, Messaging, Port
from gen.model.nodes import Call, Enumeration, Field, Kernel, Param, RetiredCall, Structure, Type

#: How the header of calls spells what a length, a window, a string points to.
WORD = {"size_t": "usize", "ssize_t": "isize"}


def summary(kernels: Iterable[Kernel]) -> Abi:
    """Return what programs and other machines see of the kernels."""
    abi = Abi()
    for kernel in kernels:
        abi.elements[kernel.arch.name] = {}
        for element in elements(kernel):
            abi.add(kernel.arch.name, element)
    return abi


def elements(kernel: Kernel) -> Iterator[Element]:
    """Yield every element of one kernel."""
    for call in kernel.calls:
        yield from of_call(call)
    yield from of_gate(kernel)
    for gone in kernel.retired:
        yield of_retired(gone, kernel)
    travelling = carried(kernel)
    inner = inner_enums(kernel)
    for enum in kernel.enums:
        if enum.name not in inner:
            yield from of_enum(enum)
    for structure in kernel.structs:
        if structure.shared or structure.name in travelling:
            yield from of_structure(structure)
    yield from of_messaging(kernel.messaging, kernel)


def spelled(kind: Type) -> str:
    """Return a type as the declarer says it, with the number that holds it behind a colon."""
    if kind.kind in ("text", "reserved"):
        return f"{kind.name}[{kind.count}]"
    if kind.element is not None:
        return f"{spelled(kind.element)}[{kind.count}]"
    if kind.kind in ("enum", "flags", "bits", "handle"):
        return f"{kind.name}:{number(kind)}"
    return kind.name


def number(kind: Type) -> str:
    """Return the number that an Enum, Flags or handle is held in."""
    return WORD.get(kind.c) or f"{'i' if kind.signed else 'u'}{8 * kind.size}"


def of_call(call: Call) -> Iterator[Element]:
    """Yield a call and its arguments."""
    path = ("call", str(call.number))
    facts = {"name": call.name, "result": "NoReturn" if call.noreturn else spelled(call.result)}
    if call.errors:
        facts["errors"] = ",".join(sorted(e.name for e in call.errors))
    if call.was:
        facts["was"] = call.was
    if call.version_of:
        facts["version_of"] = call.version_of
    yield Element(path, facts, call.loc, call.subsystem)
    place = 0
    for index, param in enumerate(call.params):
        words = ",".join(str(place + i) for i in range(len(param.words)))
        place += len(param.words)
        facts = of_param(param, words)
        yield Element((*path, "arg", str(index)), facts, param.loc, call.subsystem)


def of_param(param: Param, words: str) -> dict[str, str]:
    """Return the facts of an argument."""
    facts = {"name": param.name, "kind": param.kind, "type": spelled(param.type), "words": words}
    if param.bound:
        facts["bound"] = str(param.bound)
    if param.optional:
        facts["optional"] = "yes"
    return facts


def errors(kernel: Kernel) -> list[Enumeration]:
    """Return the Enums whose values calls fail with."""
    named = {e.name for call in kernel.calls for e in call.errors}
    return [e for e in kernel.enums if named & {m.name for m in e.members}]


def of_gate(kernel: Kernel) -> Iterator[Element]:
    """Yield how a program enters: it belongs to whoever owns the errors of calls."""
    owners = errors(kernel)
    if kernel.calls and owners:
        arch = kernel.arch
        facts = {
            "vector": f"{kernel.syscall_vector:#x}",
            "number": arch.call_number,
            "result": arch.call_result,
            "args": ",".join(arch.call_args),
            "fast_args": str(arch.fast_args),
            "stack_at": str(arch.call_stack_offset),
        }
        yield Element(("gate",), facts, owners[0].loc, owners[0].subsystem)


def of_retired(gone: RetiredCall, kernel: Kernel) -> Element:
    """Return a number that stays taken."""
    path = ("retired", str(gone.number))
    return Element(path, {"name": gone.name}, gone.loc, owner(gone.loc.file, kernel))


def owner(file: str, kernel: Kernel) -> str:
    """Return the subsystem that a declaration file is of."""
    return next((s.name for s in kernel.subsystems if s.decl == file), "")


def of_enum(enum: Enumeration) -> Iterator[Element]:
    """Yield an Enum or Flags and its values."""
    path = ("flags" if enum.is_flags else "enum", enum.name)
    yield Element(path, {"type": number(enum.type)}, enum.loc, enum.subsystem)
    for member in enum.members:
        value = f"{member.value:#x}" if enum.is_flags else str(member.value)
        yield Element((*path, member.name), {"value": value}, member.loc, enum.subsystem)


def of_structure(structure: Structure) -> Iterator[Element]:
    """Yield a structure and its fields."""
    path = ("struct", structure.name)
    facts = {"size": str(structure.size), "align": str(structure.align)}
    if structure.was:
        facts["was"] = structure.was
    yield Element(path, facts, structure.loc, structure.subsystem)
    for field in structure.fields:
        yield of_field((*path, field.name), field, structure.subsystem)


def of_field(path: tuple[str, ...], field: Field, subsystem: str) -> Element:
    """Return a field at its place."""
    kind = field.type
    facts = {"at": str(field.offset), "type": spelled(kind), "size": str(kind.size)}
    return Element(path, facts, field.loc, subsystem)


def carried(kernel: Kernel) -> set[str]:
    """Return the structures in messages that travel."""
    structs = {s.name: s for s in kernel.structs}
    waiting = [f.structure for m in kernel.messaging.messages for f in m.wire if f.structure]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found and name in structs:
            found.add(name)
            waiting += [f.structure for f in structs[name].fields if f.structure]
    return found


def of_messaging(messaging: Messaging, kernel: Kernel) -> Iterator[Element]:
    """Yield the messages that travel to other machines, and the ports that take them."""
    remote = {m.c_name: m for m in messaging.messages if m.remote}
    newer = {m.older: m.c_name for m in remote.values() if m.older in remote}
    for message in remote.values():
        yield from of_message(message, newer.get(message.c_name, ""))
    for port in messaging.ports:
        taken = [m for name in port.messages if name in remote
                 for m in talk.versions(remote[name], remote)]
        if taken:
            yield of_port(port, taken)
            yield from talk.of_port(port, {m.c_name: m for m in messaging.messages})
    for gone in messaging.retired:
        path = ("retired_message", f"{gone.number:#06x}")
        yield Element(path, {"name": gone.name}, gone.loc, owner(gone.loc.file, kernel))


def of_message(message: Message, version_of: str) -> Iterator[Element]:
    """Yield a message as it lies on a wire; `version_of` is the one that it became."""
    path = ("message", f"{message.number:#06x}")
    facts = {"name": message.c_name, "mode": message.mode, "result": spelled(message.result)}
    if message.errors:
        facts["errors"] = ",".join(sorted(e.name for e in message.errors))
    facts["size"] = str(message.wire_size)
    if message.was:
        facts["was"] = message.was
    if version_of:
        facts["version_of"] = version_of
    yield Element(path, facts, message.loc, message.subsystem)
    for field in message.wire:
        yield of_field((*path, field.name), field, message.subsystem)


def of_port(port: Port, taken: list[Message]) -> Element:
    """Return a port: which of the messages that travel it takes."""
    facts = {"name": port.c_name, "takes": ",".join(sorted({f"{m.number:#06x}" for m in taken}))}
    return Element(("port", f"{port.number:#04x}"), facts, port.loc, port.subsystem)
