# SPDX-License-Identifier: BSD-3-Clause
"""Data of the model: enumerations, bit layouts, structures with their layout."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import ArrayType, BitField, Bits, Enum, Flags, Struct
from dsl.data import Member as DslMember
from gen.load import Declared, Item, Module
from gen.model.hardware import BitLayout, BitRange
from gen.model.nodes import Enumeration, Field, Member, Structure, Type
from gen.model.types import Types, once, round_up, snake


def enumerations(declared: Declared, types: Types) -> Iterator[Enumeration]:
    """Yield every Enum and Flags, by subsystem and place."""
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            held = types.of(item.value)
            key = (Enumeration, item.module.file, item.name, kind, held.c, held.size)
            yield once(types.common, key, enumeration, item, kind is Flags, held)


def enumeration(item: Item, is_flags: bool, held: Type) -> Enumeration:
    """Return an Enum or Flags, by the number that it is held in."""
    members = tuple(members_of(item))
    mask = 0
    for member in members:
        mask |= member.value
    return Enumeration(
        item.name, item.module.subsystem, is_flags, held, members, mask, item.doc, item.loc
    )


def members_of(item: Item) -> Iterator[Member]:
    """Yield the named values of an Enum or Flags, in the order of the declaration."""
    for name, value in vars(item.value).items():
        if isinstance(value, DslMember):
            yield Member(name, int(value), item.module.source.field(item.name, name))


def bit_layouts(module: Module, types: Types) -> Iterator[BitLayout]:
    """Yield the Bits of one module; `prefix` is the class's name in capitals."""
    for name, value in module.names.items():
        if isinstance(value, type) and Bits in value.__bases__:
            size = types.of(value).size
            key = (BitLayout, module.file, name, size)
            item = Item(module, name, value)
            yield once(types.common, key, bit_layout, item, snake(name).upper(), size)


def bit_layout(item: Item, prefix: str, size: int) -> BitLayout:
    """Return the layout of a Bits or Reg class that is `size` bytes wide."""
    ranges = []
    for name, value in vars(item.value).items():
        if isinstance(value, BitField):
            mask = ((1 << (value.high - value.low + 1)) - 1) << value.low if value.low >= 0 else 0
            access = tuple(word.name for word in value.access)
            loc = item.module.source.field(item.name, name)
            ranges.append(BitRange(name, value.low, value.high, mask, access, loc))
    return BitLayout(
        item.name,
        prefix,
        item.module.subsystem,
        size,
        tuple(sorted(ranges, key=lambda r: r.low)),
        item.doc,
        item.loc,
    )


def structures(declared: Declared, types: Types, shared: set[type]) -> Iterator[Structure]:
    """Yield every Struct that has a layout; `shared` are those that calls carry."""
    for item in declared.items(Struct):
        if types.of(item.value).kind == "struct":
            crosses = item.value in shared
            key = (Structure, item.module.file, item.name, crosses)
            yield once(types.nodes, key, structure, item, types, crosses)


def structure(item: Item, types: Types, shared: bool) -> Structure:
    """Return a Struct with its layout."""
    whole = types.of(item.value)
    fields, holes = laid_out(item, types)
    end = fields[-1].offset + fields[-1].type.size if fields else 0
    if end < whole.size:
        holes.append((end, whole.size - end))
    return Structure(
        item.name,
        snake(item.name),
        item.module.subsystem,
        tuple(fields),
        whole.size,
        whole.align,
        tuple(holes),
        shared,
        item.doc,
        item.loc,
        was=getattr(item.value.__was__, "__name__", ""),
    )


def laid_out(item: Item, types: Types) -> tuple[list[Field], list[tuple[int, int]]]:
    """Return the fields of a structure at their offsets, and the holes between them."""
    fields: list[Field] = []
    holes: list[tuple[int, int]] = []
    offset = 0
    own = [(name, annotation, item.module.source.field(item.name, name))
           for name, annotation in vars(item.value).get("__annotations__", {}).items()]
    own += [(one.name, one.structure, one.loc) for one in types.added.get(item.value, ())]
    for name, annotation, loc in own:
        kind = types.of(annotation)
        place = round_up(offset, kind.align)
        if place > offset:
            holes.append((offset, place - offset))
        fields.append(Field(name, kind, place, loc, *content(annotation)))
        offset = place + kind.size
    return fields, holes


def content(annotation: object) -> tuple[tuple[int, ...], str, str]:
    """Return the lengths of an array, and the names of the Enum or Flags, and Struct, in it."""
    counts = []
    while isinstance(annotation, ArrayType):
        counts.append(annotation.count if isinstance(annotation.count, int) else 0)
        annotation = annotation.element
    if isinstance(annotation, type) and issubclass(annotation, (Enum, Flags)):
        return tuple(counts), annotation.__name__, ""
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return tuple(counts), "", annotation.__name__
    return tuple(counts), "", ""


def judged(annotation: object) -> bool:
    """Say whether a type holds an Enum or Flags anywhere."""
    _, enumeration, structure = content(annotation)
    while isinstance(annotation, ArrayType):
        annotation = annotation.element
    inside = vars(annotation).get("__annotations__", {}).values() if structure else ()
    return bool(enumeration) or any(judged(part) for part in inside)


def carried(annotation: object) -> Iterator[type]:
    """Yield the structures that a value of this type holds, itself included."""
    if isinstance(annotation, ArrayType):
        yield from carried(annotation.element)
    elif isinstance(annotation, type) and Struct in annotation.__bases__:
        yield annotation
        for part in vars(annotation).get("__annotations__", {}).values():
            if part is not annotation:
                yield from carried(part)
