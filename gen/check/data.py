# SPDX-License-Identifier: BSD-3-Clause
"""Rules about enumerations, bit layouts, structures and registers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import gen.edit as edit
from dsl.data import ArrayType, BitField, Bits, Enum, Flags, Struct
from dsl.data import Member as DslMember
from dsl.device import Condition, Reg, RegisterAt, Regs
from gen.diag import Diag, Edit, Mark
from gen.edit import NOTHING, Fix
from gen.load import Declared, Fresh, Item
from gen.model.devices import MSR_BYTES
from gen.model.types import POISON, Types, snake
from gen.noun import kind_of

TYPES = Types(8)

#: Bits of the widest I/O port.
PORT = 32


def members(item: Item) -> Iterator[tuple[str, int]]:
    """Yield the named values of an Enum or Flags."""
    for name, value in vars(item.value).items():
        if isinstance(value, DslMember):
            yield name, int(value)


def enums_name_values(declared: Fresh) -> Iterator[Diag]:
    """An enumeration has members, and says which number holds them."""
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            if not list(members(item)):
                yield Diag("K0050", item.loc, f"`{item.name}` names no value")
            if TYPES.of(item.value) is POISON:
                yield Diag("K0055", item.loc, f"`{item.name}` does not say which number holds it",
                           help=f"class {item.name}({kind.__name__}, u32):", fix=held(item))


def held(item: Item) -> Fix:
    """Return the edits that hold an enumeration in 32 bits, where its values fit them."""
    source, node = item.module.source, item.module.source.node(item.name)
    if not isinstance(node, ast.ClassDef) or len(node.bases) != 1 or node.keywords:
        return NOTHING
    if not all(0 <= number < 1 << 32 for _, number in members(item)):
        return NOTHING
    behind = edit.text.end(source, node.bases[0])
    return (Edit(behind, ", u32"), *edit.import_line.imported(source, "u32"))


def values_are_distinct(declared: Fresh) -> Iterator[Diag]:
    """Two members of an enumeration have two values; two flags share no bit."""
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            seen: dict[str, int] = {}
            for name, value in members(item):
                clash = next((n for n, v in seen.items()
                              if v == value or (kind is Flags and v & value)), None)
                if clash:
                    at = item.module.source.field(item.name, name)
                    other = item.module.source.field(item.name, clash)
                    same = "share a bit" if kind is Flags else f"are both {value}"
                    what = f"`{clash}` and `{name}` of `{item.name}` {same}"
                    yield Diag("K0051", at, what, "", (Mark(other, "the other"),))
                seen[name] = value


def values_fit(declared: Fresh) -> Iterator[Diag]:
    """A member's value fits the number that holds it."""
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            held = TYPES.of(item.value)
            if held is POISON:
                continue
            low = -(1 << 8 * held.size - 1) if held.signed else 0
            high = (1 << 8 * held.size - (1 if held.signed else 0)) - 1
            for name, value in members(item):
                if not low <= value <= high:
                    at = item.module.source.field(item.name, name)
                    what = f"`{name}` is {value}, and `{item.name}` holds {low} to {high}"
                    yield Diag("K0052", at, what)


def constants_are_unique(declared: Declared) -> Iterator[Diag]:
    """A member's name is a C constant, and there is one of it."""
    seen: dict[str, Item] = {}
    for kind in (Enum, Flags):
        for item in declared.items(kind):
            for name, _ in members(item):
                if name in seen and seen[name] is not item:
                    other = seen[name].module.source.field(seen[name].name, name)
                    at = item.module.source.field(item.name, name)
                    what = f"the C constant `{name}` is in `{seen[name].name}` and `{item.name}`"
                    yield Diag("K0053", at, what, "", (Mark(other, "also here"),),
                               help="give members a prefix of their own, as C has it")
                seen.setdefault(name, item)


def bits_fit_and_do_not_overlap(declared: Fresh) -> Iterator[Diag]:
    """Fields of a register or layout lie inside it, and apart."""
    for kind in (Bits, Reg):
        for item in declared.items(kind):
            width = item.value.width if kind is Reg else 8 * TYPES.of(item.value).size
            fields = [(n, f) for n, f in vars(item.value).items() if isinstance(f, BitField)]
            if fit([field for _, field in fields], width):
                continue
            for name, field in fields:
                at = item.module.source.field(item.name, name)
                if not 0 <= field.low <= field.high < width:
                    what = (f"`{name}` is bits {field.low} to {field.high}, and `{item.name}` has "
                            f"{width}")
                    yield Diag("K0061", at, what)
                for other, before in fields:
                    if other == name:
                        break
                    if field.low <= before.high and before.low <= field.high:
                        mark = Mark(item.module.source.field(item.name, other), f"`{other}`")
                        what = f"`{other}` and `{name}` of `{item.name}` overlap"
                        yield Diag("K0060", at, what, f"`{name}`", (mark,))


def fit(fields: list[BitField], width: int) -> bool:
    """Say whether fields lie inside a width, and apart."""
    end = 0
    for field in sorted(fields, key=lambda field: field.low):
        if not end <= field.low <= field.high < width:
            return False
        end = field.high + 1
    return True


def fields_have_types(declared: Fresh) -> Iterator[Diag]:
    """A structure has fields, and each has a type of the language."""
    for item in declared.items(Struct):
        annotations = vars(item.value).get("__annotations__", {})
        if not annotations:
            yield Diag("K0105", item.loc, f"`{item.name}` has no fields",
                       help="write them as annotations: size: u32")
        for name, annotation in annotations.items():
            if isinstance(annotation, ArrayType) and not (
                isinstance(annotation.count, int) and annotation.count > 0
            ):
                at = item.module.source.annotation(item.name, name)
                what = f"`{name}` must have a positive number of elements"
                yield Diag("K0103", at, what, f"{kind_of(annotation.count)} is none")
            elif TYPES.of(annotation).kind in ("error", "bytes", "cstr", "void"):
                at = item.module.source.annotation(item.name, name)
                what = f"field `{name}` of `{item.name}` has no type of the language"
                yield Diag("K0104", at, what)


def structure_names_are_unique(declared: Declared) -> Iterator[Diag]:
    """No two structures become one C tag."""
    seen: dict[str, Item] = {}
    for item in declared.items(Struct):
        tag = snake(item.name)
        if tag in seen:
            what = f"two structures become `struct {tag}`"
            yield Diag("K0102", item.loc, what, "", (Mark(seen[tag].loc, "the other"),))
        seen.setdefault(tag, item)


def registers_lie_in_their_windows(declared: Fresh) -> Iterator[Diag]:
    """A register lies inside its window, at a multiple of its size."""
    for item, name, at in placed(declared):
        msr = at.window.msrs is not None
        for offset, size in pieces(at):
            inside = 0 <= offset <= at.window.size - size
            if inside and not (size and offset % size) and not (msr and offset % MSR_BYTES):
                continue
            where = item.module.source.field(item.name, name)
            if not inside:
                what = f"`{name}` ends at {offset + size:#x}, its window at {at.window.size:#x}"
                yield Diag("K0071", where, what)
            elif size and offset % size:
                what = f"`{name}` has {8 * size} bits, and its offset {offset:#x} is no multiple"
                yield Diag("K0073", where, what)
            else:
                what = (f"`{name}` is an MSR, too, and its offset {offset:#x} is no multiple of "
                        f"{MSR_BYTES}")
                yield Diag("K0073", where, what)


def halves_are_of_64_bits(declared: Fresh) -> Iterator[Diag]:
    """A register whose upper half stands apart has 64 bits."""
    for item, name, at in placed(declared):
        if at.high is not None and width(at) != 2 * PORT:
            where = item.module.source.argument(item.name, "high", name)
            what = f"`{name}` has {width(at)} bits, and its upper half stands apart"
            yield Diag("K0062", where, what, help="give it 64 bits")


def ports_have_their_widths(declared: Fresh) -> Iterator[Diag]:
    """A port is read and written in 32 bits at most."""
    for item, name, at in placed(declared):
        if at.window.space == "port" and width(at) > PORT:
            where = item.module.source.field(item.name, name)
            what = f"`{name}` has {width(at)} bits, and no port has more than {PORT}"
            yield Diag("K0062", where, what, help="declare two registers of 32 bits")


def registers_do_not_overlap(declared: Fresh) -> Iterator[Diag]:
    """Two registers share a place only when read apart from written, or under conditions."""
    block, seen = None, list[tuple[str, RegisterAt]]()
    for item, name, at in placed(declared):
        if item is not block:
            block, seen = item, []
        for other, before in seen:
            if clash(at, before):
                mark = Mark(item.module.source.field(item.name, other), f"`{other}`")
                what = f"registers `{other}` and `{name}` lie in one place"
                yield Diag("K0070", item.module.source.field(item.name, name), what, "", (mark,),
                           help="say when= each is there")
        seen.append((name, at))


def clash(a: RegisterAt, b: RegisterAt) -> bool:
    """Say whether two registers claim the same bytes for the same access."""
    if a.window is not b.window or (a.when is not None and b.when is not None):
        return False
    if {a.access.name, b.access.name} == {"ro", "wo"}:
        return False
    return any(one < other + size_b and other < one + size_a
               for one, size_a in pieces(a) for other, size_b in pieces(b))


def conditions_name_fields(declared: Fresh) -> Iterator[Diag]:
    """A condition names a field of a register of its block."""
    for item, name, at in placed(declared):
        if not isinstance(at.when, Condition):
            continue
        ref = at.when.ref
        fields = vars(ref.register.type)
        if ref.field not in fields:
            where = item.module.source.argument(item.name, "when", name)
            what = f"the condition of `{name}` names the field `{ref.field}`, which is not there"
            from gen.near import did_you_mean

            names = [n for n, f in fields.items() if isinstance(f, BitField)]
            fix = compared(item, name, ref.field, edit.text.meant(ref.field, names))
            yield Diag("K0072", where, what, help=did_you_mean(ref.field, names), fix=fix)


def compared(item: Item, name: str, old: str, new: str) -> Fix:
    """Return the edit that compares another field in a register's condition."""
    found = edit.argument.value(item.module.source, item.name, "when", name)
    for part in ast.walk(found) if found is not None and new else ():
        if isinstance(part, ast.Attribute) and part.attr == old:
            at = edit.text.end(item.module.source, part)
            return edit.text.replaced(at._replace(col=at.col - len(old)), new)
    return NOTHING


def placed(declared: Declared) -> Iterator[tuple[Item, str, RegisterAt]]:
    """Yield every register of every block."""
    for item in declared.items(Regs):
        for name, value in vars(item.value).items():
            if isinstance(value, RegisterAt):
                yield item, name, value


def pieces(at: RegisterAt) -> list[tuple[int, int]]:
    """Return where a register stands: offsets and sizes in bytes, of two halves or the whole."""
    size = width(at) // 8
    return [(at.offset, size)] if at.high is None else [(at.offset, 4), (at.high, 4)]


def width(at: RegisterAt) -> int:
    """Return a register's width in bits."""
    if isinstance(at.type, type) and issubclass(at.type, Reg):
        return at.type.width
    return 8 * TYPES.of(at.type).size
