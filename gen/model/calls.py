# SPDX-License-Identifier: BSD-3-Clause
"""System calls of the model: prototypes resolved to register words of the target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dsl.call import NoReturn, Passed, Retired, Syscall
from dsl.data import Enum, Flags
from dsl.data import Member as DslMember
from dsl.scalar import usize
from gen.load import Declared, Item
from gen.model.hardware import Arch
from gen.model.nodes import Call, Member, Param, RetiredCall, Type, Word
from gen.model.types import POISON, Types
from gen.place import Loc

#: Parameter kinds that the generated code need not check: the table may point at the handler.
UNCHECKED = ("scalar", "handle", "addr")

_NOWHERE = Loc("", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """What resolving a call needs to know of the target."""

    arch: Arch
    types: Types


def calls(declared: Declared, target: Target) -> Iterator[Call]:
    """Yield every declared call, by number."""
    items = list(declared.items(Syscall))
    for item in sorted(items, key=lambda item: (item.value.number, item.name)):
        yield _call(item, target)


def retired_calls(declared: Declared) -> Iterator[RetiredCall]:
    """Yield every retired number, by number."""
    for item in sorted(declared.items(Retired), key=lambda item: item.value.number):
        gone = item.value
        yield RetiredCall(gone.number, gone.name, gone.since, gone.why, item.loc)


def _call(item: Item, target: Target) -> Call:
    call: Syscall = item.value
    hints = dict(call.function.__annotations__)
    returned = hints.pop("return", POISON)
    params = placed(list(_params(item, hints, target)), target.arch)
    result = target.types.of(returned)
    words = [word for param in params for word in param.words]
    stack = sum(word.stack >= 0 for word in words)
    return Call(
        number=call.number,
        name=item.name,
        subsystem=item.module.subsystem,
        handler=f"sys_{item.name}",
        params=tuple(params),
        result=result,
        noreturn=returned is NoReturn,
        errors=tuple(_errors(item)),
        blocks=call.blocks,
        abortable=call.abortable,
        was=call.was or "",
        direct=all(param.kind in UNCHECKED for param in params) and not stack,
        fast=len(words) <= target.arch.fast_args,
        word_count=len(words),
        stack_count=stack,
        summary=summary(item.doc),
        doc=item.doc,
        loc=item.loc,
    )


def summary(doc: str) -> str:
    """Return the first sentence of a docstring, on one line."""
    first = doc.split("\n\n", 1)[0]
    return " ".join(first.split())


def _errors(item: Item) -> Iterator[Member]:
    where = item.module.source.argument(item.name, "errors")
    for error in item.value.errors:
        if isinstance(error, DslMember):
            yield Member(error.name, int(error), where)


def _params(item: Item, hints: dict[str, object], target: Target) -> Iterator[Param]:
    """Yield the parameters of the user's prototype; a length follows its buffer."""
    for name, annotation in hints.items():
        loc = item.module.source.parameter(item.name, name)
        example = item.value.example.get(name)
        if not isinstance(annotation, Passed):
            yield replace(_value(name, annotation, target), example=example, loc=loc)
            continue
        yield replace(_pointer(name, annotation, target), example=example, loc=loc)
        if annotation.length is not None:
            size = target.types.of(usize)
            yield Param(
                annotation.length,
                "length",
                size,
                (),
                size.declare(annotation.length),
                size.declare(annotation.length) if annotation.bound else "",
                optional=False,
                length="",
                of=name,
                bound=annotation.bound or 0,
                enumeration="",
                mask=0,
                values=(),
                example=item.value.example.get(annotation.length),
                loc=loc,
            )


def _value(name: str, annotation: object, target: Target) -> Param:
    """Return a parameter that travels in registers."""
    kind = target.types.of(annotation)
    members = _members(annotation)
    is_flags = isinstance(annotation, type) and Flags in annotation.__bases__
    mask = 0
    for value in members:
        mask |= value if is_flags else 0
    user = kind.declare(name) if kind.kind != "addr" else f"void *{name}"
    return Param(
        name,
        kind.kind,
        kind,
        (),
        _spelled(user, kind),
        _spelled(kind.declare(name), kind),
        optional=False,
        length="",
        of="",
        bound=0,
        enumeration=kind.name if members else "",
        mask=mask,
        values=() if is_flags else members,
        example=None,
        loc=_NOWHERE,
    )


def _spelled(declaration: str, kind: Type) -> str:
    """Spell handles the way C programs do: int for a descriptor, pid_t for a process."""
    spelling = {"Fd": "int", "Pid": "pid_t"}.get(kind.name)
    return re.sub(r"^\w+", spelling, declaration) if spelling else declaration


def _members(annotation: object) -> tuple[int, ...]:
    if isinstance(annotation, type) and (
        Enum in annotation.__bases__ or Flags in annotation.__bases__
    ):
        return tuple(int(v) for v in vars(annotation).values() if isinstance(v, DslMember))
    return ()


def _pointer(name: str, passed: Passed, target: Target) -> Param:
    """Return a parameter that points at the caller's memory."""
    pointee = target.types.of(passed.target)
    kind = passed.way
    if pointee.kind == "cstr":
        kind = "cstr"
    elif pointee.kind == "bytes":
        kind = f"{passed.way}_bytes" if passed.bound else f"{passed.way}_window"
    elif passed.way == "opt":
        pointee = POISON
    const = "const " if passed.way == "in" else ""
    kernel = {
        "in_window": f"struct user_in *{name}",
        "out_window": f"struct user_out *{name}",
    }.get(kind, f"{const}{pointee.c} *{name}")
    return Param(
        name,
        kind,
        pointee,
        (),
        f"{const}{pointee.c} *{name}",
        kernel,
        optional=passed.optional,
        length=passed.length or "",
        of="",
        bound=passed.bound or 0,
        enumeration="",
        mask=0,
        values=(),
        example=None,
        loc=_NOWHERE,
    )


def placed(params: list[Param], arch: Arch) -> list[Param]:
    """Give every parameter its words: registers first, then the user's stack."""
    result = []
    index = 0
    for param in params:
        size = arch.word
        if param.kind in ("scalar", "handle", "enum", "flags", "length"):
            size = param.type.size
        count = max(1, (size + arch.word - 1) // arch.word)
        words = tuple(_word(index + i, arch) for i in range(count))
        index += count
        result.append(replace(param, words=words))
    return result


def _word(index: int, arch: Arch) -> Word:
    registers = arch.call_args
    if index < len(registers):
        return Word(registers[index])
    return Word("", index - len(registers))
