# SPDX-License-Identifier: BSD-3-Clause
"""Is what a translator makes of an old structure what its declaration says, in every byte?

The translators of the tree's own versions run on this machine, of both word sizes; what they
make is compared with what Python makes of the model's layouts.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from host import ROOT, TARGET, program, run

from gen.generate import examine, generate
from gen.model.nodes import Field, Kernel, Structure
from gen.translation import chain, span, steps

OVERFLOW = 84

MAIN = """
#include "translation.gen.h"

/* What the generated handler calls. */
intptr_t
sys_reading(struct reading *to, struct reading *before)
{
	(void)before;
	to->level++;
	return (0);
}

void
host_main(void)
{
	char pair;

	while (host_read(&pair, 1) == 1) {
%s
	}
}
"""

CASE = """		if (pair == %(index)d) {
			static struct %(by)s from;
			static struct %(to)s to;
			int error;

			host_read(&from, sizeof(from));
			error = %(to)s_from_%(by)s(&to, &from);
			host_write(&error, sizeof(error));
			host_write(&to, sizeof(to));
		}"""

Values = dict[str, object]


@pytest.fixture(scope="module")
def kernels() -> Mapping[str, Kernel]:
    """The models of the tree."""
    result = examine(ROOT)
    assert result.system is not None, result.diags
    return result.system.kernels


def pairs(structs: Mapping[str, Structure]) -> list[tuple[Structure, Structure]]:
    """Return every step between two versions, there and back."""
    return [pair for a, b in steps(structs) for pair in ((a, b), (b, a))]


def numbers(field: Field, rng: random.Random, wide: bool) -> list[int]:
    """Return numbers that a field may hold, often at its edges; small ones when not `wide`."""
    low, high = span(field.type.element or field.type)
    if not wide:
        low, high = max(low, -128), min(high, 127)
    edges = [low, high, 0, 1, -1 if low else 2, high // 2, 2**31, 2**32 - 1, -(2**31) - 1]
    count = field.type.count if field.type.kind == "array" else 1
    return [min(max(rng.choice([*edges, rng.randrange(low, high + 1)]), low), high)
            for _ in range(count)]


def made_up(
    structure: Structure, structs: Mapping[str, Structure], rng: random.Random, wide: bool
) -> Values:
    """Return values for every field of a structure."""
    values: Values = {}
    for field in structure.fields:
        if field.structure:
            count = field.type.count if field.type.kind == "array" else 1
            inner = structs[field.structure]
            values[field.name] = [made_up(inner, structs, rng, wide) for _ in range(count)]
        elif field.type.kind == "text":
            length = rng.randrange(field.type.size)
            values[field.name] = bytes(rng.randrange(1, 128) for _ in range(length))
        elif field.type.kind == "reserved":
            values[field.name] = b""
        else:
            values[field.name] = numbers(field, rng, wide)
    return values


def packed(structure: Structure, structs: Mapping[str, Structure], values: Values) -> bytes:
    """Return a structure's bytes by the model's offsets."""
    room = bytearray(structure.size)
    for field in structure.fields:
        kind = field.type.element or field.type
        value = values[field.name]
        if isinstance(value, bytes):
            room[field.offset : field.offset + len(value)] = value
            continue
        assert isinstance(value, list)
        for index, one in enumerate(value):
            at = field.offset + index * kind.size
            inner = structs.get(field.structure)
            room[at : at + kind.size] = (
                packed(inner, structs, one) if inner
                else one.to_bytes(kind.size, "little", signed=kind.signed)
            )
    return bytes(room)


def becomes(
    by: Structure, to: Structure, structs: Mapping[str, Structure], values: Values
) -> Values | None:
    """Return what the fields become by the rules of versions; None for what does not fit."""
    known = {field.name: field for field in by.fields}
    found: Values = {}
    for field in to.fields:
        before = known.get(field.name)
        value = values.get(field.name)
        count = field.type.count if field.type.kind == "array" else 1
        if before is None or field.type.kind == "reserved":
            empty = zero(structs[field.structure], structs) if field.structure else 0
            value = b"" if field.type.kind in ("text", "reserved") else [empty] * count
        elif isinstance(value, bytes):
            value = value[: field.type.size - 1] if field.type.size < before.type.size else value
        elif field.structure != before.structure:
            assert isinstance(value, list)
            value = [becomes(structs[before.structure], structs[field.structure], structs, one)
                     for one in value]
        elif not field.structure:
            low, high = span(field.type.element or field.type)
            assert isinstance(value, list)
            value = [one if low <= one <= high else None for one in value]
        if isinstance(value, list) and None in value:
            return None
        found[field.name] = value
    return found


def zero(structure: Structure, structs: Mapping[str, Structure]) -> Values:
    """Return a structure of zeroes."""
    return {f.name: b"" if f.type.kind in ("text", "reserved") else
            [zero(structs[f.structure], structs) if f.structure else 0] * f.type.count
            for f in structure.fields}


@pytest.mark.parametrize("arch", sorted(TARGET))
def test_translators_make_what_is_declared(
    arch: str, kernels: Mapping[str, Kernel], tmp_path: Path
) -> None:
    """A thousand structures with edges in them, for each pair of versions."""
    structs = {s.name: s for s in kernels[arch].structs}
    found = pairs(structs)
    assert len(found) >= 4
    assert not generate(ROOT, arch, "DEBUG", tmp_path).diags
    cases = [CASE % {"index": i, "by": by.c_name, "to": to.c_name}
             for i, (by, to) in enumerate(found)]
    gen = tmp_path / "gen"
    made = program(arch, tmp_path, MAIN % "\n".join(cases), f"{gen}/include", "kernel-src",
                   "kernel-src/include", sources=(gen / "translation.gen.c",))
    rng = random.Random(arch)
    asked, expected = b"", b""
    for index, (by, to) in enumerate(found):
        fitted = [0, 0]
        for turn in range(250):
            values = made_up(by, structs, rng, wide=turn % 2 == 0)
            asked += bytes([index]) + packed(by, structs, values)
            wanted = becomes(by, to, structs, values)
            fitted[wanted is not None] += 1
            expected += answer(to, structs, wanted)
        assert fitted[1] > 100, (by.name, fitted)
        assert fitted[0] > 50 or to.was == by.name, (by.name, fitted)
    said = run(made, asked)
    assert compared(said, found, 250) == compared(expected, found, 250)


def answer(to: Structure, structs: Mapping[str, Structure], values: Values | None) -> bytes:
    """Return what a program writes of a translation; what was refused has no bytes to compare."""
    if values is None:
        return OVERFLOW.to_bytes(4, "little") + bytes(to.size)
    return bytes(4) + packed(to, structs, values)


def compared(
    said: bytes, found: list[tuple[Structure, Structure]], times: int
) -> list[tuple[str, int, bytes]]:
    """Return the answers one by one; what was refused is left out of them."""
    result = []
    at = 0
    for _, to in found:
        for _ in range(times):
            error = int.from_bytes(said[at : at + 4], "little")
            body = said[at + 4 : at + 4 + to.size]
            result.append((to.name, error, b"" if error else body))
            at += 4 + to.size
    assert at == len(said)
    return result


def test_versions_are_found_through_all_steps(kernels: Mapping[str, Kernel]) -> None:
    """Two versions are led to each other, in this order alone."""
    structs = {s.name: s for s in kernels["i386"].structs}
    assert [s.name for s in chain("Reading1", "Reading", structs)] == ["Reading1", "Reading"]
    assert chain("Reading", "Reading1", structs) == []
    assert chain("Reading", "Reading", structs) == [structs["Reading"]]
