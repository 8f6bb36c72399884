# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what stands behind a pointer: In, Out, InOut and Opt."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.call import Bytes, CStr, NoReturn, Passed, Syscall
from dsl.data import ArrayType, Enum, Flags, Member, Struct
from dsl.scalar import Scalar, UserAddr
from gen.diag import Diag
from gen.load import Fresh
from gen.model.types import POISON, Types
from gen.noun import kind_of

#: The widest target: what has no type there has none.
TYPES = Types(8)


def opt_is_a_pointer(declared: Fresh) -> Iterator[Diag]:
    """Only a pointer can be left out: a number that is none would not be seen."""
    for item in declared.items(Syscall):
        for name, passed in item.value.function.__annotations__.items():
            if isinstance(passed, Passed) and passed.way == "opt":
                at = item.module.source.annotation(item.name, name)
                what = f"`{name}` of `{item.name}` is optional, and no pointer"
                yield Diag("K0057", at, what, help="write Opt[In[...]] or Opt[Out[...]]")


def pointers_carry_what_can_be_copied(declared: Fresh) -> Iterator[Diag]:
    """Numbers, enumerations, structures, bytes and strings are copied; nothing else is."""
    for item in declared.items(Syscall):
        for name, passed in item.value.function.__annotations__.items():
            if not isinstance(passed, Passed) or passed.way == "opt" or carried(passed):
                continue
            at = item.module.source.annotation(item.name, name)
            what = f"`{name}` of `{item.name}` points at {kind_of(passed.target)}"
            help_text = "pass a number, a structure or Bytes"
            if passed.target is CStr:
                what = f"`{name}` of `{item.name}` is a string that the kernel would write"
                help_text = "pass room for bytes: Out[Bytes, L[...]]"
            yield Diag("K0058", at, what, help=help_text)


def registers_carry_numbers(declared: Fresh) -> Iterator[Diag]:
    """What travels in a register is a number; a pointer of the kernel's never does."""
    for item in declared.items(Syscall):
        for name, kind in item.value.function.__annotations__.items():
            nothing = name == "return" and (kind is None or kind is NoReturn)
            if nothing or told_elsewhere(kind, name):
                continue
            if not (isinstance(kind, type) and issubclass(kind, (Scalar, Enum, Flags))):
                at = item.module.source.annotation(item.name, name)
                who = "the result" if name == "return" else f"`{name}`"
                what = f"{who} of `{item.name}` is {kind_of(kind)}"
                yield Diag("K0025", at, what, "only numbers travel in registers",
                           help="pass it behind a pointer: In[...], Out[...]")


def told_elsewhere(kind: object, name: str) -> bool:
    """Say whether another rule has it: what stands behind pointers, structures, no type."""
    if isinstance(kind, Passed):
        return name != "return"
    return TYPES.of(kind) is POISON or (isinstance(kind, type) and issubclass(kind, Struct))


def pointers_have_what_belongs_to_them(declared: Fresh) -> Iterator[Diag]:
    """Behind the type stand a length and a bound, and only for Bytes and strings."""
    for item in declared.items(Syscall):
        for name, passed in item.value.function.__annotations__.items():
            if not isinstance(passed, Passed):
                continue
            at = item.module.source.annotation(item.name, name)
            if passed.extra:
                what = f"`{name}` of `{item.name}` has {kind_of(passed.extra[0])} behind its type"
                yield Diag("K0058", at, what, help='write [Bytes, L["n"], L[256]]')
            elif passed.target not in (Bytes, CStr) and (passed.length or passed.bound):
                what = f"`{name}` of `{item.name}` has a length, and is no Bytes"
                yield Diag("K0058", at, what, help='write [Bytes, L["n"]], or take it away')


def what_is_read_may_be_zero(declared: Fresh) -> Iterator[Diag]:
    """An Enum that is read from behind a pointer has a member 0: tests hand over zeroes."""
    for item in declared.items(Syscall):
        for name, passed in item.value.function.__annotations__.items():
            if not isinstance(passed, Passed) or passed.way not in ("in", "inout"):
                continue
            found = next(without_zero(passed.target, ()), None)
            if found is not None:
                path, kind = found
                at = item.module.source.annotation(item.name, name)
                where = f" (in {'.'.join(path)})" if path else ""
                what = f"`{name}` of `{item.name}` points at a `{kind}`{where}, which has no 0"
                note = "the generated tests hand over zeroed memory, which must be right"
                yield Diag("K0059", at, what, notes=(note,),
                           help="give it a member 0, or make it an argument of its own")


def without_zero(kind: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every Enum without a member 0 that a type holds, and the fields that lead there."""
    if isinstance(kind, ArrayType):
        yield from without_zero(kind.element, path)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        if not any(isinstance(m, Member) and m == 0 for m in vars(kind).values()):
            yield path, kind.__name__
    elif isinstance(kind, type) and issubclass(kind, Struct):
        for name, inside in vars(kind).get("__annotations__", {}).items():
            yield from without_zero(inside, (*path, name))


def carried(passed: Passed) -> bool:
    """Say whether the generated wrapper can copy what a pointer points at."""
    target = passed.target
    if target is Bytes or target is CStr:
        return target is Bytes or passed.way == "in"
    return (
        isinstance(target, type)
        and issubclass(target, (Scalar, Struct, Enum, Flags))
        and target is not UserAddr
    )
