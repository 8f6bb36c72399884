# SPDX-License-Identifier: BSD-3-Clause
"""Does the model resolve types, layouts, register words and orders as each target has them?"""

from __future__ import annotations

from pathlib import Path

from little_tree import modelled

from gen.abi.lock import everything
from gen.model.dump import lines
from gen.model.nodes import Call, Structure
from gen.model.types import snake

MIXED = '''
from dsl import Array, L, Out, Reserved, Struct, Text, i64, isize, syscall, u16, u32, u64, u8

class Inner(Struct):
    flag: u8
    wide: u64

class Mixed(Struct):
    small: u16
    inner: Inner
    many: Array[u16, L[3]]
    word: isize
    name: Text[L[5]]

@syscall(700)
def show(out: Out[Mixed]) -> None:
    """Show *out*."""
    ...
'''

CALLS = '''
from dsl import Bytes, In, L, Flags, Fd, UserAddr, i64, isize, syscall, u32, usize

class Mode(Flags, u32):
    MODE_A = 1
    MODE_B = 4

@syscall(702, stack_words=True)
def wide(a: UserAddr, b: usize, c: u32, d: u32, fd: Fd, at: i64) -> i64:
    """Wide."""
    ...

@syscall(701)
def put(fd: Fd, buf: In[Bytes, L["nbyte"]], mode: Mode) -> isize:
    """Put."""
    ...

@syscall(700)
def nothing() -> isize:
    """Nothing."""
    ...
'''

STEPS = """
from dsl import init_step
zebra = init_step("zebra_init")
apple = init_step("apple_init", after=(zebra,))
mango = init_step("mango_init")
"""


def structure(tmp_path: Path, arch: str) -> Structure:
    kernel = modelled(tmp_path, mixed=MIXED).kernels[arch]
    return next(s for s in kernel.structs if s.name == "Mixed")


def call(tmp_path: Path, arch: str, name: str) -> Call:
    kernel = modelled(tmp_path, calls=CALLS).kernels[arch]
    return next(c for c in kernel.calls if c.name == name)


def test_layout_follows_the_abi_of_i386(tmp_path: Path) -> None:
    mixed = structure(tmp_path, "i386")
    assert [(f.name, f.offset) for f in mixed.fields] == [
        ("small", 0),
        ("inner", 4),
        ("many", 16),
        ("word", 24),
        ("name", 28),
    ]
    assert (mixed.size, mixed.align) == (36, 4)
    assert mixed.holes == ((2, 2), (22, 2), (33, 3))


def test_layout_follows_the_abi_of_x86_64(tmp_path: Path) -> None:
    mixed = structure(tmp_path, "x86_64")
    assert [(f.name, f.offset) for f in mixed.fields] == [
        ("small", 0),
        ("inner", 8),
        ("many", 24),
        ("word", 32),
        ("name", 40),
    ]
    assert (mixed.size, mixed.align) == (48, 8)


def test_structures_inside_a_shared_one_are_shared(tmp_path: Path) -> None:
    kernel = modelled(tmp_path, mixed=MIXED).kernels["i386"]
    assert {s.name for s in kernel.structs if s.shared} == {"Inner", "Mixed"}


def test_a_length_follows_its_buffer_in_the_prototype(tmp_path: Path) -> None:
    put = call(tmp_path, "x86_64", "put")
    assert [(p.name, p.kind) for p in put.params] == [
        ("fd", "handle"),
        ("buf", "in_window"),
        ("nbyte", "length"),
        ("mode", "flags"),
    ]
    assert [p.words[0].register for p in put.params] == ["rdi", "rsi", "rdx", "r10"]
    assert put.params[3].mask == 5
    assert [p.kernel_c for p in put.params] == [
        "int fd",
        "struct user_in *buf",
        "",
        "uint32_t mode",
    ]


def test_words_beyond_the_registers_go_to_the_stack_on_i386_alone(tmp_path: Path) -> None:
    wide = call(tmp_path, "i386", "wide")
    words = [(w.register, w.stack) for p in wide.params for w in p.words]
    assert words == [(r, -1) for r in ("ebx", "esi", "edi", "ebp", "ecx", "edx")] + [("", 0)]
    assert (wide.stack_count, wide.fast) == (1, False)
    other = call(tmp_path, "x86_64", "wide")
    assert (other.stack_count, other.word_count, other.fast) == (0, 6, True)


def test_a_call_without_checks_is_direct(tmp_path: Path) -> None:
    assert call(tmp_path, "i386", "nothing").direct
    assert not call(tmp_path, "i386", "put").direct


def test_calls_come_by_number_whatever_their_order(tmp_path: Path) -> None:
    kernel = modelled(tmp_path, calls=CALLS).kernels["i386"]
    assert [c.number for c in kernel.calls] == [700, 701, 702]


def test_start_order_takes_names_where_nothing_else_decides(tmp_path: Path) -> None:
    kernel = modelled(tmp_path, steps=STEPS).kernels["i386"]
    assert [step.name for step in kernel.init_steps] == ["mango", "zebra", "apple"]


def test_a_subsystem_belongs_to_the_configs_that_it_names(tmp_path: Path) -> None:
    only = "from config.decl import BENCH\nfrom dsl import init_step, only_in\n"
    only += "here = only_in(BENCH)\nstep = init_step('step_init')\n"
    debug = modelled(tmp_path, extra=only).kernels["i386"]
    bench = modelled(tmp_path, "BENCH", extra=only).kernels["i386"]
    assert "extra" not in {s.name for s in debug.subsystems}
    assert "extra" in {s.name for s in bench.subsystems}
    assert (len(debug.init_steps), len(bench.init_steps)) == (0, 1)


LOCKED = """
from dsl import Struct, lock_kind, u32

class Spinlock(Struct):
    row: u32

class Queue(Struct):
    size: u32

spinlock_kind = lock_kind("spinlock", Spinlock, header="lock/spinlock.h")
"""

MEASURED = """
from config.decl import BENCH
from locked.decl import Queue
from dsl import only_in, spinlock

here = only_in(BENCH)
queue_lock = spinlock(per=Queue, doc="A queue.")
"""


def test_a_member_that_one_config_adds_is_in_no_other(tmp_path: Path) -> None:
    system = modelled(tmp_path, locked=LOCKED, measured=MEASURED)
    for one, whole in zip(system.kernels.values(), everything(system), strict=True):
        sizes = [{s.name: s.size for s in kernel.structs} for kernel in (one, whole)]
        assert sizes == [{"Spinlock": 4, "Queue": 4}, {"Spinlock": 4, "Queue": 8}]


def test_what_is_the_same_for_all_is_made_once(tmp_path: Path) -> None:
    only = "from config.decl import BENCH\nfrom dsl import init_step, only_in\n"
    only += "here = only_in(BENCH)\nstep = init_step('step_init')\n"
    system = modelled(tmp_path, mixed=MIXED, calls=CALLS, extra=only)
    narrow, wide = system.kernels.values()
    assert narrow.enums[0] is wide.enums[0]
    assert narrow.structs[0] is not wide.structs[0]
    whole = list(everything(system))
    assert whole[1] is not wide
    assert whole[1].structs[0] is wide.structs[0]
    assert whole[1].calls[0] is wide.calls[0]


def test_the_dump_has_one_line_a_node_and_is_stable(tmp_path: Path) -> None:
    first = list(lines(modelled(tmp_path, mixed=MIXED, calls=CALLS).kernels["i386"]))
    second = list(lines(modelled(tmp_path, mixed=MIXED, calls=CALLS).kernels["i386"]))
    assert first == second
    assert any(line.startswith("i386.structs.Mixed.fields.inner: ") for line in first)


def test_snake_case_keeps_runs_of_capitals_together() -> None:
    assert [snake(n) for n in ("Timespec", "ProcInfo", "TLSArea", "I8254", "Ns16550")] == [
        "timespec",
        "proc_info",
        "tls_area",
        "i8254",
        "ns16550",
    ]
