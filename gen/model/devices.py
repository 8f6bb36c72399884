# SPDX-License-Identifier: BSD-3-Clause
"""Register blocks of the model."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.data import BitField
from dsl.device import Condition, Reg, RegisterAt, Regs, Window
from gen.load import Declared, Item
from gen.model.data import bit_layout
from gen.model.hardware import BitLayout, Register, RegisterBlock
from gen.model.types import Types, once, snake

#: How many bytes of a window are one model-specific register.
MSR_BYTES = 16


def register_blocks(declared: Declared, types: Types) -> Iterator[RegisterBlock]:
    """Yield every Regs class, by subsystem and place."""
    for item in declared.items(Regs):
        plain = tuple(types.of(value.type).size for value in vars(item.value).values()
                      if isinstance(value, RegisterAt))
        key = (RegisterBlock, item.module.file, item.name, plain)
        yield once(types.common, key, register_block, item, declared, types)


def register_block(item: Item, declared: Declared, types: Types) -> RegisterBlock:
    """Return a Regs class with its registers; of `types`, only what numbers are counts."""
    names = {id(v): n for n, v in vars(item.value).items() if isinstance(v, RegisterAt)}
    windows = {id(v): n for n, v in vars(item.value).items() if isinstance(v, Window)}
    registers = [
        _register(item, name, value, windows, names, declared, types)
        for name, value in vars(item.value).items()
        if isinstance(value, RegisterAt)
    ]
    return RegisterBlock(
        item.name,
        snake(item.name),
        item.module.subsystem,
        tuple(
            (name, value.space, value.size)
            for name, value in vars(item.value).items()
            if isinstance(value, Window)
        ),
        tuple(sorted(registers, key=lambda r: (r.window, r.offset, r.name))),
        item.doc,
        item.loc,
    )


def _register(
    item: Item,
    name: str,
    at: RegisterAt,
    windows: dict[int, str],
    names: dict[int, str],
    declared: Declared,
    types: Types,
) -> Register:
    layout = _layout(item, at, declared)
    fields = vars(at.type).values() if layout else ()
    clears = any(
        isinstance(f, BitField) and any(a.name == "read_clears" for a in f.access) for f in fields
    )
    when = at.when
    condition = None
    if isinstance(when, Condition) and isinstance(when.value, int):
        condition = (names.get(id(when.ref.register), ""), when.ref.field, when.value)
    return Register(
        name,
        windows.get(id(at.window), ""),
        at.window.space,
        at.offset,
        layout.size * 8 if layout else types.of(at.type).size * 8,
        layout,
        at.access.name,
        clears or at.side_effect,
        condition,
        None if at.window.msrs is None else at.window.msrs + at.offset // MSR_BYTES,
        at.high,
        item.module.source.field(item.name, name),
    )


def _layout(item: Item, at: RegisterAt, declared: Declared) -> BitLayout | None:
    """Return the fields of a register, or None when it is a plain number."""
    if not (isinstance(at.type, type) and issubclass(at.type, Reg)):
        return None
    owner = declared.owner(at.type)
    if owner is None:
        return None
    prefix = f"{snake(item.name)}_{snake(owner.name)}".upper()
    return bit_layout(owner, prefix, at.type.width // 8)
