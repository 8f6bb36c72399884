# SPDX-License-Identifier: BSD-3-Clause
"""Rules about messages that travel to other machines: one layout, and nothing hidden in it."""

from __future__ import annotations

from collections.abc import Iterator

import gen.edit as edit
from gen.check.mending import widest_hole
from gen.diag import Diag, Mark
from gen.edit import Fix
from gen.model.build import System
from gen.model.message_nodes import Message
from gen.model.messages import WIRE_HEADER
from gen.model.nodes import Field, Kernel, Structure
from gen.place import Source


def remote(system: System) -> Iterator[list[tuple[Kernel, Message]]]:
    """Yield each remote message with its forms on all architectures."""
    kernels = list(system.kernels.values())
    for message in kernels[0].messaging.messages if kernels else ():
        if message.remote:
            yield [(k, m) for k in kernels for m in k.messaging.messages
                   if m.c_name == message.c_name]


def holes(message: Message) -> Iterator[tuple[int, int]]:
    """Yield offset and size of the bytes on a wire that no field has."""
    end = WIRE_HEADER
    for field in message.wire:
        if field.offset > end:
            yield end, field.offset - end
        end = field.offset + field.type.size
    if message.wire_size > end:
        yield end, message.wire_size - end


def wires_have_no_holes(system: System) -> Iterator[Diag]:
    """What travels to another machine has no hidden bytes, at its end neither."""
    for forms in remote(system):
        found = [(kernel, message, hole) for kernel, message in forms for hole in holes(message)]
        offsets = {tuple(f.offset for f in message.wire) for _, message in forms}
        if found and len(offsets) == 1:  # else K0107 tells
            kernel, message, (offset, size) = found[0]
            after = next((f for f in message.wire if f.offset > offset), None)
            sizes = ", ".join(f"{m.wire_size} bytes on {k.arch.name}" for k, m in forms)
            what = f"`{message.name}` has {size} hidden bytes at offset {offset} on "
            what += kernel.arch.name
            note = f"it is `remote`: on a wire it takes {sizes}"
            at = after.loc if after else message.loc
            source = system.declared.texts.get(at.file)
            hole = edit.body.hole_before if after else edit.body.hole_behind
            yield Diag("K0100", at, what, notes=(note,), help="make the hole explicit",
                       fix=hole(source, at, size))


def wires_agree(system: System) -> Iterator[Diag]:
    """A message that travels between machines lies the same on every architecture."""
    for (one, first), *others in remote(system):
        for two, other in others:
            for a, b in zip(first.wire, other.wire, strict=True):
                if a.offset != b.offset:
                    size = widest_hole(a, first.wire, other.wire)
                    fix = edit.body.hole_before(system.declared.texts.get(a.loc.file), a.loc, size)
                    yield differs(first, (one, a), (two, b), fix)
                    break


def differs(
    message: Message, here: tuple[Kernel, Field], there: tuple[Kernel, Field], fix: Fix
) -> Diag:
    """Return the diagnostic of a field at two offsets on a wire."""
    (one, a), (two, b) = here, there
    what = f"field `{a.name}` lands at different offsets on the two targets"
    label = (f"offset {a.offset} on {one.arch.name} ({a.type.name} aligns to {a.type.align}), "
             f"{b.offset} on {two.arch.name} ({b.type.align})")
    mark = Mark(message.loc, f"`{message.name}` is `remote`, so both must agree")
    return Diag("K0107", a.loc, what, label, (mark,), help="make the hole explicit", fix=fix)


def structures_on_wires_agree(system: System) -> Iterator[Diag]:
    """A structure in a message that travels has no holes, and lies the same everywhere."""
    kernels = list(system.kernels.values())
    inside = {f.structure for forms in remote(system) for _, m in forms for f in m.wire}
    for name in sorted(inside - {""}):
        forms = [next(s for s in k.structs if s.name == name) for k in kernels]
        source = system.declared.texts.get(forms[0].loc.file)
        yield from _agreeing(forms[0], forms, kernels, source)


def _agreeing(
    first: Structure, forms: list[Structure], kernels: list[Kernel], source: Source | None
) -> Iterator[Diag]:
    """Yield how a structure differs between architectures, or hides bytes."""
    for kernel, form in zip(kernels, forms, strict=True):
        if form.shared:
            return  # told already, where calls carry it
        if form.holes:
            offset, size = form.holes[0]
            what = f"`{form.name}` has {size} hidden bytes at offset {offset} on "
            what += kernel.arch.name
            note = "it travels in a message that is `remote`"
            after = next((f for f in form.fields if f.offset > offset), None)
            hole = edit.body.hole_before if after else edit.body.hole_behind
            yield Diag("K0100", form.loc, what, notes=(note,), help="make the hole explicit",
                       fix=hole(source, after.loc if after else form.loc, size))
            return
        if form.size != first.size:
            what = f"`{form.name}` has {first.size} bytes on {kernels[0].arch.name} and "
            what += f"{form.size} on {kernel.arch.name}"
            note = "it travels in a message that is `remote`"
            yield Diag("K0107", form.loc, what, notes=(note,),
                       help="write numbers of one width: u64 for usize")
