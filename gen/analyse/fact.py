# SPDX-License-Identifier: BSD-3-Clause
"""What is known of a C file when it has been read: small, and kept from run to run."""

from __future__ import annotations

from dsl.record import dataclass
from gen.diag import Diag
from gen.place import Loc


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a function.

    `most` and `least` are how many critical sections that the function began are open there,
    over all paths; `spin` is the spinlock that is held on one of them, or nothing; `off` is
    where interrupts were switched off, if they are on one of them.
    """

    name: str
    at: Loc
    least: int
    most: int
    since: Loc | None
    """Where the section began."""
    spin: str = ""
    off: Loc | None = None
    held: tuple[str, ...] = ()
    """What names the locks that the function holds there, over all paths."""
    gives: str = ""
    """The spinlock that who is called gives up while it sleeps."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A number that is handed on as argument `argument` of `to`, or becomes a pointer (no `to`).

    It is the function's own parameter `param`, or, -1, a program's address.
    """

    param: int
    to: str
    argument: int
    at: Loc


@dataclass(frozen=True, slots=True)
class Answer:
    """A message that is made, with the declared port for its answer, and where it is awaited."""

    port: str
    made: Loc
    awaited: Loc | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A variable that points at what a CPU has: taken, and used behind a call."""

    name: str
    call: str
    taken: Loc
    called: Loc
    used: Loc


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that may be held at a call: what it is (`lock`), and what took it where."""

    lock: str
    by: str
    at: Loc


@dataclass(frozen=True, slots=True)
class Locked:
    """A call that takes a lock, is under some, or gets some: `given` are its arguments' locks."""

    name: str
    at: Loc
    held: tuple[Held, ...]
    given: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A function's address, `value`, by its name or the place where it is.

    It goes to a place `to`, or as argument `argument` to a function; without `to`, it is called.
    """

    to: str
    argument: int
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function with its body.

    `context` are the words behind `Context:` in the comment before it, `refers` the functions
    whose addresses it takes, `shape` its type without its name, and `through` the shapes of
    the functions that it calls by pointers.  `depth` is what its comment says behind `Depth:`.
    """

    name: str
    at: Loc
    static: bool
    returns: str
    params: tuple[str, ...]
    noreturn: bool
    context: tuple[str, ...]
    depth: int
    calls: tuple[Call, ...]
    refers: tuple[str, ...]
    through: tuple[str, ...]
    handed: tuple[Handed, ...] = ()
    answers: tuple[Answer, ...] = ()
    kept: tuple[Kept, ...] = ()
    locked: tuple[Locked, ...] = ()
    returned: tuple[str, ...] = ()
    """The locks that it may return."""
    pointers: tuple[Pointer, ...] = ()

    @property
    def shape(self) -> str:
        """The type of the function."""
        return f"{self.returns}({', '.join(self.params)})"


@dataclass(frozen=True, slots=True)
class File:
    """What a file has: its functions, and what is wrong in them by themselves."""

    functions: tuple[Function, ...]
    found: tuple[Diag, ...]
