# SPDX-License-Identifier: BSD-3-Clause
"""System calls: a typed prototype, and the directions of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeVarTuple

from dsl.data import Member, _literal
from dsl.record import dataclass, field, replace

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Bytes:
    """Untyped bytes; they need a length: `In[Bytes, L["nbyte"]]`."""


class CStr:
    """A NUL-terminated string; it needs a bound: `In[CStr, L[1024]]` (the NUL counts)."""


@dataclass(frozen=True)
class Passed:
    """A pointer argument: which way the data goes, and how long it is.

    `length` names the length argument (it needs no annotation of its own);
    `bound` is the most that the call takes, in bytes.
    """

    way: str
    target: Any
    length: str | None = None
    bound: int | None = None
    optional: bool = False
    extra: tuple[Any, ...] = ()


def _passed(way: str, args: Any) -> Passed:
    target, *rest = args if isinstance(args, tuple) else (args,)
    words = [_literal(r) for r in rest]
    length = next((w for w in words if isinstance(w, str)), None)
    bound = next((w for w in words if isinstance(w, int)), None)
    extra = tuple(w for w in words if w not in (length, bound))
    return Passed(way, target, length, bound, False, extra)


class In(Generic[T, *Ts]):
    """The caller's data goes to the kernel: read once, into a kernel copy."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            return _passed("in", args)


class Out(Generic[T, *Ts]):
    """The kernel's data goes to the caller: checked before the call acts, written after."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            return _passed("out", args)


class InOut(Generic[T, *Ts]):
    """Read once before, written back after the call succeeded."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, args):
            return _passed("inout", args)


class Opt(Generic[T]):
    """`Opt[Out[i32]]`: the caller may pass NULL, and the handler then gets NULL."""

    if not TYPE_CHECKING:

        def __class_getitem__(cls, passed):
            if not isinstance(passed, Passed):
                return Passed("opt", passed, optional=True)
            return replace(passed, optional=True)


class NoReturn:
    """The result of a call that never comes back (exit)."""


@dataclass(frozen=True)
class Syscall:
    """A declared system call: its number and what its prototype cannot say."""

    number: int
    function: Callable[..., Any]
    errors: tuple[Member, ...]
    blocks: bool
    abortable: bool
    left: str | None
    stack_words: bool
    was: str | None
    alters: bool
    example: Mapping[str, int] = field(default_factory=dict)
    version_of: Syscall | None = None


def syscall(
    number: int,
    *,
    errors: tuple[int, ...] = (),
    blocks: bool = False,
    abortable: bool = False,
    left: str | None = None,
    stack_words: bool = False,
    was: str | None = None,
    alters: bool = True,
    example: Mapping[str, int] | None = None,
    version_of: Syscall | None = None,
) -> Callable[[Callable[..., Any]], Syscall]:
    """Declare a system call; stands above a prototype whose body is its manual.

    `number` is the ABI number, for ever.  `errors` lists what it may fail with.
    `blocks`: it may sleep; `abortable`: a signal ends that sleep with EINTR.
    `left`: the argument that is stored then, too, and says what was left to do.
    `stack_words`: arguments beyond the registers travel on the user's stack.
    `was`: the name it had before it was renamed; SYS_<was> stays defined.
    `alters`: False says that it changes nothing but what it stores, so that its one result's
    place need not be proved writable before.
    `example`: argument values with which the generated tests may call it harmlessly; for a
    pointer, 0 says that zeroed memory is harmless.
    `version_of`: the call that does its work now.  It keeps its number and its structures for
    programs that know them; its handler is generated, and translates.
    """

    def declare(function: Callable[..., Any]) -> Syscall:
        return Syscall(
            number,
            function,
            errors,  # type: ignore[arg-type]  # members at run time; the rules check it
            blocks,
            abortable,
            left,
            stack_words,
            was,
            alters,
            dict(example or {}),
            version_of,
        )

    return declare


@dataclass(frozen=True)
class Retired:
    """A call that is gone.  Its number stays taken and answers ENOSYS."""

    number: int
    name: str
    since: str
    why: str


def retired(number: int, name: str, *, since: str, why: str) -> Retired:
    """Declare that `number` belonged to `name`: it is never given to another call."""
    return Retired(number, name, since, why)
