# SPDX-License-Identifier: BSD-3-Clause
"""include/offsets.gen.h: offsets of structures and frames, for assembly.

offsets_check.gen.c proves each against the C compiler, on every build.

Sample::

    #define THREAD_SP                       0
"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.record import dataclass
from gen.artefact import Artefact
from gen.backends.arch import define
from gen.model.hardware import Frame
from gen.model.nodes import Kernel, Structure
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Offset:
    """A constant of the assembler, and the C expression that must equal it."""

    name: str
    value: int
    proof: str
    loc: Loc


def artefacts(kernel: Kernel) -> Iterator[Artefact]:
    """Yield the header of the offsets."""
    groups = [
        {"title": title, "lines": [define(o.name, str(o.value)) for o in found]}
        for title, found in grouped(kernel)
    ]
    edit = "the declared structures and frames"
    yield Artefact("include/offsets.gen.h", "c/offsets.h.j2", {"groups": groups}, edit)


def grouped(kernel: Kernel) -> Iterator[tuple[str, list[Offset]]]:
    """Yield the offsets that assembly may use: of the kernel's own structures, and frames."""
    for structure in internal(kernel):
        title = f"struct {structure.c_name}, {structure.loc.at}"
        yield title, list(of_structure(structure))
    for frame in (kernel.arch.trap_frame, kernel.arch.switch_frame):
        yield f"struct {frame.name}, {frame.loc.at}", list(of_frame(frame, kernel.arch.word))


def internal(kernel: Kernel) -> list[Structure]:
    """Return the structures that never leave the kernel, by name; what a CPU has is one."""
    found = [s for s in kernel.structs if not s.shared]
    found += [kernel.area.layout] if kernel.area else []
    return sorted(found, key=lambda s: s.c_name)


def of_structure(structure: Structure) -> Iterator[Offset]:
    """Yield the offsets of a structure's fields, and its size."""
    prefix = structure.c_name.upper()
    tag = f"struct {structure.c_name}"
    for field in structure.fields:
        proof = f"offsetof({tag}, {field.name})"
        yield Offset(f"{prefix}_{field.name.upper()}", field.offset, proof, field.loc)
    yield Offset(f"{prefix}_SIZE", structure.size, f"sizeof({tag})", structure.loc)


def of_frame(frame: Frame, word: int) -> Iterator[Offset]:
    """Yield the offsets of a frame's registers, and its size."""
    prefix = frame.name.upper()
    for index, register in enumerate(frame.registers):
        proof = f"offsetof(struct {frame.name}, {register})"
        yield Offset(f"{prefix}_{register.upper()}", index * word, proof, frame.loc)
    size = len(frame.registers) * word
    yield Offset(f"{prefix}_SIZE", size, f"sizeof(struct {frame.name})", frame.loc)
