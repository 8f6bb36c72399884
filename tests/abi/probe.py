# SPDX-License-Identifier: BSD-3-Clause
"""What an old program may say: for each of its calls, words and bytes that were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gen.model.nodes import Call, Enumeration, Field, Kernel, Param, Structure

POINTERS = ("in", "out", "inout", "in_window", "out_window", "in_bytes", "out_bytes",
            "inout_bytes", "cstr")

#: What stands above a value that is smaller than its register.
GARBAGE = 0xDEAD_BEEF_DEAD_BEEF


class Probe(NamedTuple):
    """A call by its number; contents are (argument, bytes)."""

    number: int
    words: tuple[int, ...]
    contents: tuple[tuple[int, bytes], ...] = ()


def probes(kernel: Kernel, call: Call) -> list[Probe]:
    """Return the probes of a call: one argument at a time varies."""
    plain = [next(values(p, i, kernel)) for i, p in enumerate(call.params)]
    bytes_of = {i: next(contents(p, kernel)) for i, p in enumerate(call.params)
                if p.kind in ("in", "inout", "cstr")}
    found = [made(call, plain, bytes_of, kernel)]
    for index, param in enumerate(call.params):
        for value in values(param, index, kernel):
            varied = [*plain[:index], value, *plain[index + 1 :]]
            found.append(made(call, varied, bytes_of, kernel))
        if index in bytes_of:
            for content in contents(param, kernel):
                found.append(made(call, plain, {**bytes_of, index: content}, kernel))
    return list(dict.fromkeys(found))


def made(call: Call, given: list[int], bytes_of: dict[int, bytes], kernel: Kernel) -> Probe:
    """Return a probe of values: a wide one takes two words where words are small."""
    bits = 8 * kernel.arch.word
    words: list[int] = []
    for param, value in zip(call.params, given, strict=True):
        for part in range(len(param.words)):
            words.append((value >> bits * part) & ((1 << bits) - 1))
    content = tuple((i, b) for i, b in bytes_of.items() if given[i])
    return Probe(call.number, tuple(words), content)


def values(param: Param, index: int, kernel: Kernel) -> Iterator[int]:
    """Yield values of an argument, a harmless one first."""
    if param.kind in POINTERS:
        yield (index + 1) << 16
        if param.optional:
            yield 0
        return
    if param.kind == "length":
        yield 16 if not param.bound else min(16, param.bound)
        yield from (0, 1, param.bound or 4097)
        return
    size = 8 * param.type.size
    legal = list(accepted(param, size, kernel))
    yield legal[0]
    for value in legal:
        yield value & ((1 << size) - 1) | GARBAGE << size
    yield from legal


def accepted(param: Param, size: int, kernel: Kernel) -> Iterator[int]:
    """Yield what an argument that is a value may be."""
    enum = next((e for e in kernel.enums if e.name == param.enumeration), None)
    if enum is not None:
        yield from legal(enum)
        return
    yield from (0, 1, (1 << size) - 1, (1 << size - 1) - 1, 1 << size - 1)
    yield from (1 << bit for bit in range(size))


def legal(enum: Enumeration) -> Iterator[int]:
    """Yield the values that pass as an Enum or Flags."""
    yield from (m.value for m in enum.members)
    if enum.is_flags:
        yield from (0, enum.mask)


def contents(param: Param, kernel: Kernel) -> Iterator[bytes]:
    """Yield what an old program may have behind a pointer."""
    if param.kind == "cstr":
        yield from (b"", b"a" * (param.bound - 1))
        return
    structs = {s.name: s for s in kernel.structs}
    enums = {e.name: e for e in kernel.enums}
    if param.type.name in structs:
        structure = structs[param.type.name]
        for turn in range(most(structure, structs, enums)):
            yield filled(structure, structs, enums, turn)
        return
    enum = enums.get(param.enumeration)
    for value in legal(enum) if enum else (0, 1, -1):
        yield (value & (1 << 8 * param.type.size) - 1).to_bytes(param.type.size, "little")


def most(
    structure: Structure, structs: dict[str, Structure], enums: dict[str, Enumeration]
) -> int:
    """Return how many fillings show every value of every field."""
    counts = [3]
    for field in structure.fields:
        if field.enumeration:
            counts.append(len(list(legal(enums[field.enumeration]))))
        elif field.structure:
            counts.append(most(structs[field.structure], structs, enums))
    return max(counts)


def filled(
    structure: Structure, structs: dict[str, Structure], enums: dict[str, Enumeration], turn: int
) -> bytes:
    """Return bytes that pass: zero, one or all bits where nothing is judged."""
    room = bytearray(structure.size)
    for field in structure.fields:
        part = one(field, structs, enums, turn)
        many = field.type.count if field.type.kind == "array" else 1
        room[field.offset : field.offset + field.type.size] = part * many
    return bytes(room)


def one(
    field: Field, structs: dict[str, Structure], enums: dict[str, Enumeration], turn: int
) -> bytes:
    """Return the bytes of a field, or of one element of it."""
    kind = field.type.element or field.type
    if field.structure:
        return filled(structs[field.structure], structs, enums, turn)
    if field.type.kind == "reserved":
        return bytes(field.type.size)
    if field.enumeration:
        found = list(legal(enums[field.enumeration]))
        value = found[turn % len(found)]
    else:
        value = (0, -1, 1)[turn % 3]
    size = field.type.size if field.type.kind == "text" else kind.size
    return (value & (1 << 8 * size) - 1).to_bytes(size, "little")
