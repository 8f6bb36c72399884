# SPDX-License-Identifier: BSD-3-Clause
"""Rules about what stands behind a pointer: In, Out, InOut and Opt."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.call import Bytes, CStr, Passed, Syscall
from dsl.data import Enum, Flags, Struct
from dsl.scalar import Scalar, UserAddr
from gen.diag import Diag
from gen.load import Declared
from gen.noun import kind_of


def opt_is_a_pointer(declared: Declared) -> Iterator[Diag]:
    """Only a pointer can be left out: a number that is none would not be seen."""
    for item in declared.items(Syscall):
        for name, passed in item.value.function.__annotations__.items():
            if isinstance(passed, Passed) and passed.way == "opt":
                at = item.module.source.annotation(item.name, name)
                what = f"`{name}` of `{item.name}` is optional, and no pointer"
                yield Diag("K0057", at, what, help="write Opt[In[...]] or Opt[Out[...]]")


def pointers_carry_what_can_be_copied(declared: Declared) -> Iterator[Diag]:
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
