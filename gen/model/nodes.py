# SPDX-License-Identifier: BSD-3-Clause
"""The nodes of the model: everything resolved for one architecture and one config.

Backends see these and nothing else.  All nodes are frozen; sequences are tuples in a stable
order (numbers first, then names), never in the order of files or imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl.record import dataclass, field
from gen.model.hardware import Arch, Atomic, BitLayout, InterruptRow, RegisterBlock, TrapRow
from gen.piece import Pieces
from gen.place import Loc

if TYPE_CHECKING:
    from gen.model.debug_nodes import Debugging
    from gen.model.interface_nodes import Interface
    from gen.model.memory_nodes import CpuArea, MemoryType, ObjectCache
    from gen.model.message_nodes import Messaging
    from gen.model.platform_nodes import ClockSource, FirmwareTable
    from gen.model.tunable_nodes import TunableRow


@dataclass(frozen=True, slots=True)
class Type:
    """A resolved type.

    `kind`: scalar, handle, addr, enum, flags, bits, struct, array, text, reserved, kptr,
    bytes, cstr, void.  `c` is its C spelling (of the element for arrays and texts), `count`
    the elements of an array.  Sizes are in bytes; bytes and cstr have size 0.
    """

    kind: str
    name: str
    c: str
    size: int
    align: int
    signed: bool = False
    count: int = 1
    element: Type | None = None

    def declare(self, name: str) -> str:
        """Return the C declaration of `name` with this type, without the semicolon."""
        star = "" if self.c.endswith("*") else " "
        tail = f"[{self.count}]" if self.kind in ("array", "text", "reserved") else ""
        return f"{self.c}{star}{name}{tail}"


@dataclass(frozen=True, slots=True)
class Member:
    """A named value of an enumeration or flag set; `name` is the C constant."""

    name: str
    value: int
    loc: Loc


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An Enum or Flags; `mask` is the union of the flags' bits."""

    name: str
    subsystem: str
    is_flags: bool
    type: Type
    members: tuple[Member, ...]
    mask: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Field:
    """A structure's field at its place.

    `counts` are the lengths of an array, outermost first; `enumeration` names the Enum or
    Flags that it, or its element, is, and `structure` the Struct.
    """

    name: str
    type: Type
    offset: int
    loc: Loc
    counts: tuple[int, ...] = ()
    enumeration: str = ""
    structure: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """A Struct with its layout; `shared`: it crosses between user and kernel.

    `holes` are (offset, size) of implicit padding.  `c_name` is without "struct".
    """

    name: str
    c_name: str
    subsystem: str
    fields: tuple[Field, ...]
    size: int
    align: int
    holes: tuple[tuple[int, int], ...]
    shared: bool
    doc: str
    loc: Loc
    was: str = ""
    """The name of the structure that it was before, of which programs may still know."""


@dataclass(frozen=True, slots=True)
class Word:
    """Where one register word of an argument travels: a register, or a stack word's index."""

    register: str
    stack: int = -1


@dataclass(frozen=True, slots=True)
class Param:
    """An argument of a call as the user's prototype has it.

    `kind`: scalar, handle, addr, enum, flags, length, in, out, inout (structures and
    scalars behind a pointer), in_window, out_window (unbounded bytes), in_bytes
    (bounded snapshot), cstr.  `type` is the value's type, or what the pointer points
    to.  `user_c` and `kernel_c` are C declarations, `kernel_c` empty when the handler
    does not get it.  `length` names the length parameter of a buffer, `of` the buffer of
    a length.  `enumeration` names the Enum or Flags.  `bound` is in bytes.
    """

    name: str
    kind: str
    type: Type
    words: tuple[Word, ...]
    user_c: str
    kernel_c: str
    optional: bool
    length: str
    of: str
    bound: int
    enumeration: str
    mask: int
    values: tuple[int, ...]
    example: int | None
    loc: Loc
    judged: bool = False
    """Whether what it points at holds an Enum or Flags that the kernel reads."""


#: The most words of a call, in registers and on the program's stack; programs see it, too.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Call:
    """A system call, resolved for the target.

    `result` has kind void for calls that return nothing but success (value 0);
    `noreturn`: it never comes back.  `direct`: the table may point at the handler itself (no
    argument needs a check).  `fast`: the stub uses the fast gate.  `left`: the argument
    that is stored also when a signal ended its sleep.  `alters`: it changes more than what it
    stores.
    """

    number: int
    name: str
    subsystem: str
    handler: str
    params: tuple[Param, ...]
    result: Type
    noreturn: bool
    errors: tuple[Member, ...]
    blocks: bool
    abortable: bool
    left: str
    was: str
    alters: bool
    direct: bool
    fast: bool
    word_count: int
    stack_count: int
    summary: str
    doc: str
    loc: Loc
    version_of: str = ""
    """The call that serves it now: its handler is generated, and translates."""


@dataclass(frozen=True, slots=True)
class RetiredCall:
    """A number that stays taken."""

    number: int
    name: str
    since: str
    why: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class InitStep:
    """A start step; the model holds them in the order in which they run."""

    name: str
    subsystem: str
    calls: str
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class IpiMessage:
    """What one CPU asks another to do; `params` are the names and types that it carries."""

    number: int
    name: str
    subsystem: str
    handler: str
    params: tuple[tuple[str, Type], ...]
    passive: bool
    rendezvous: bool
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class KernelThread:
    """A thread that is always there; of which every CPU has one, or the first alone."""

    name: str
    subsystem: str
    entry: str
    priority: int
    preempts: bool
    every_cpu: bool
    stack: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class BootTest:
    """A user program run as a test; `kind` exits or dies."""

    name: str
    subsystem: str
    argv: tuple[str, ...]
    kind: str
    value: int
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class KernelTest:
    """An in-kernel test function, or a step of the torture."""

    name: str
    subsystem: str
    function: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Budget:
    """What an operation may cost on this architecture.

    `function` measures it in the kernel; where that is empty, the program `run` does.
    `locked` is -1 where locked instructions are not counted; `bar` is what the operation
    should cost, `instructions` or less.
    """

    name: str
    subsystem: str
    function: str
    run: str
    cpus: int
    instructions: int
    bar: int
    locked: int
    why: str
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine of the boot tests."""

    name: str
    board: str
    arches: tuple[str, ...]
    cpu: str
    memory: int
    cpus: int
    args: tuple[str, ...]
    medium: str
    every: bool
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Config:
    """The kernel variant being built."""

    name: str
    invariants: bool
    tests: bool
    debug: bool
    frame_pointers: bool
    measures: bool
    default: bool
    sanitize: str
    spares: tuple[str, ...]
    doc: str
    loc: Loc


@dataclass(frozen=True, slots=True)
class Release:
    """What the tree calls itself; `date` is its day, in ISO 8601."""

    version: str
    date: str


@dataclass(frozen=True, slots=True)
class Subsystem:
    """A folder under kernel-src that declares something."""

    name: str
    folder: str
    decl: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    doc: str


@dataclass(frozen=True, slots=True)
class Program:
    """A user program: its name and its sources."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """The whole model of one kernel; like nothing but itself.  `pieces` are no part of it."""

    arch: Arch
    config: Config
    subsystems: tuple[Subsystem, ...]
    arch_sources: tuple[str, ...]
    enums: tuple[Enumeration, ...]
    bits: tuple[BitLayout, ...]
    structs: tuple[Structure, ...]
    calls: tuple[Call, ...]
    retired: tuple[RetiredCall, ...]
    blocks: tuple[RegisterBlock, ...]
    traps: tuple[TrapRow, ...]
    interrupts: tuple[InterruptRow, ...]
    syscall_vector: int
    init_steps: tuple[InitStep, ...]
    threads: tuple[KernelThread, ...]
    boot_tests: tuple[BootTest, ...]
    kernel_tests: tuple[KernelTest, ...]
    torture: tuple[KernelTest, ...]
    machines: tuple[Machine, ...]
    configs: tuple[Config, ...]
    release: Release
    programs: tuple[Program, ...]
    user_lib: tuple[str, ...]
    messaging: Messaging
    ipis: tuple[IpiMessage, ...]
    interfaces: tuple[Interface, ...]
    debugging: Debugging
    tunables: tuple[TunableRow, ...]
    area: CpuArea | None
    budgets: tuple[Budget, ...]
    atomics: tuple[Atomic, ...]
    clocks: tuple[ClockSource, ...]
    tables: tuple[FirmwareTable, ...]
    memory: tuple[MemoryType, ...]
    caches: tuple[ObjectCache, ...]
    pieces: Pieces = field(default_factory=Pieces)
