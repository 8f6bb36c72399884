# SPDX-License-Identifier: BSD-3-Clause
"""System calls of the model: prototypes resolved to register words of the target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dsl.call import NoReturn, Passed, Retired, Syscall
from dsl.data import Enum, Flags
from dsl.data import Member as DslMember
from dsl.record import dataclass
from dsl.scalar import usize
from gen.load import Declared, Item
from gen.model.data import content, judged
from gen.model.hardware import Arch
from gen.model.nodes import Call, Member, Param, RetiredCall, Type, Word
from gen.model.types import POISON, Types, once
from gen.place import Loc

#: Parameter kinds that the generated code need not check: the table may point at the handler.
UNCHECKED = ("scalar", "handle", "addr")

#: Types whose values travel as numbers, in as many words as they need.
NUMBERS = ("scalar", "handle", "enum", "flags")


@dataclass(frozen=True, slots=True)
class Target:
    """What resolving a call needs to know of the target."""

    arch: Arch
    types: Types


@dataclass(slots=True)
class Places:
    """Where a call's words travel: registers first, then the user's stack."""

    arch: Arch
    taken: int = 0

    def next(self, size: int) -> tuple[Word, ...]:
        """Take the words of a value of so many bytes."""
        first, word = self.taken, self.arch.word
        self.taken += max(1, (size + word - 1) // word)
        return tuple(self.word(index) for index in range(first, self.taken))

    def word(self, index: int) -> Word:
        """Return a word by its place."""
        registers = self.arch.call_args
        if index < len(registers):
            return Word(registers[index])
        return Word("", index - len(registers))


def calls(declared: Declared, target: Target) -> Iterator[Call]:
    """Yield every declared call, by number."""
    items = list(declared.items(Syscall))
    for item in sorted(items, key=lambda item: (item.value.number, item.name)):
        key = (Call, item.module.file, item.name)
        yield once(target.types.nodes, key, _call, item, target, declared)


def served_by(call: Syscall, declared: Declared) -> str:
    """Return the name of the call that an older version is served by."""
    owner = declared.owner(call.version_of) if call.version_of else None
    return owner.name if owner else ""


def retired_calls(declared: Declared) -> Iterator[RetiredCall]:
    """Yield every retired number, by number."""
    for item in sorted(declared.items(Retired), key=lambda item: item.value.number):
        gone = item.value
        yield RetiredCall(gone.number, gone.name, gone.since, gone.why, item.loc)


def _call(item: Item, target: Target, declared: Declared) -> Call:
    call: Syscall = item.value
    hints, doc = dict(call.function.__annotations__), item.doc
    returned = hints.pop("return", POISON)
    params = tuple(_params(item, hints, target))
    result = target.types.of(returned)
    words = [word for param in params for word in param.words]
    stack = sum(word.stack >= 0 for word in words)
    return Call(
        number=call.number,
        name=item.name,
        subsystem=item.module.subsystem,
        handler=f"sys_{item.name}",
        params=params,
        result=result,
        noreturn=returned is NoReturn,
        errors=tuple(_errors(item)),
        blocks=call.blocks,
        abortable=call.abortable,
        left=call.left or "",
        was=call.was or "",
        alters=call.alters,
        version_of=served_by(call, declared),
        direct=all(param.kind in UNCHECKED for param in params) and not stack,
        fast=len(words) <= target.arch.fast_args,
        word_count=len(words),
        stack_count=stack,
        summary=summary(doc),
        doc=doc,
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
    places, examples = Places(target.arch), item.value.example
    for name, annotation in hints.items():
        loc = item.module.source.parameter(item.name, name)
        example = examples.get(name)
        if not isinstance(annotation, Passed):
            yield _value(name, annotation, target, places, example, loc)
            continue
        yield _pointer(name, annotation, target, places, example, loc)
        if annotation.length is not None:
            example = examples.get(annotation.length)
            yield _length(name, annotation, target, places, example, loc)


def _length(
    of: str, passed: Passed, target: Target, places: Places, example: int | None, loc: Loc
) -> Param:
    """Return the parameter that a buffer's length is."""
    name, size = passed.length or "", target.types.of(usize)
    return Param(
        name,
        "length",
        size,
        places.next(size.size),
        size.declare(name),
        size.declare(name) if passed.bound else "",
        optional=False,
        length="",
        of=of,
        bound=passed.bound or 0,
        enumeration="",
        mask=0,
        values=(),
        example=example,
        loc=loc,
    )


def _value(
    name: str, annotation: object, target: Target, places: Places, example: int | None, loc: Loc
) -> Param:
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
        places.next(kind.size if kind.kind in NUMBERS else target.arch.word),
        _spelled(user, kind),
        _spelled(kind.declare(name), kind),
        optional=False,
        length="",
        of="",
        bound=0,
        enumeration=kind.name if members else "",
        mask=mask,
        values=() if is_flags else members,
        example=example,
        loc=loc,
    )


def _spelled(declaration: str, kind: Type) -> str:
    """Spell handles the way C programs do: int for a descriptor, pid_t for a process."""
    spelling = {"Fd": "int", "Pid": "pid_t"}.get(kind.name)
    return re.sub(r"^\w+", spelling, declaration) if spelling else declaration


@cache
def _members(annotation: object) -> tuple[int, ...]:
    if isinstance(annotation, type) and (
        Enum in annotation.__bases__ or Flags in annotation.__bases__
    ):
        return tuple(int(v) for v in vars(annotation).values() if isinstance(v, DslMember))
    return ()


def _pointer(
    name: str, passed: Passed, target: Target, places: Places, example: int | None, loc: Loc
) -> Param:
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
        places.next(target.arch.word),
        f"{const}{pointee.c} *{name}",
        kernel,
        optional=passed.optional,
        length=passed.length or "",
        of="",
        bound=passed.bound or 0,
        enumeration=content(passed.target)[1],
        mask=0,
        values=(),
        example=example,
        loc=loc,
        judged=passed.way in ("in", "inout") and judged(passed.target),
    )
