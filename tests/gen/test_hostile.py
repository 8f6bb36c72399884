# SPDX-License-Identifier: BSD-3-Clause
"""What hostile cases come of a declaration, and which do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from little_tree import modelled

from gen.hostile import BORNE, FAILS, REFUSED, SAME, Case, cases, names
from gen.model.nodes import Kernel

ERRNO = (Path(__file__).resolve().parents[2] / "kernel-src/syscall/decl.py").read_text()

CALLS = '''
from dsl import *
from syscall.decl import Errno

class Colour(Enum, u32):
    """Colours."""
    RED, BLUE = 1, 3

class Marks(Flags, u8):
    """Marks."""
    MARK = 2

class Point(Struct):
    """A point."""
    x: u32
    y: u32

@syscall(5, errors=(Errno.EINVAL, Errno.EFAULT, Errno.EBADF))
def draw(fd: Fd, colour: Colour, marks: Marks, at: In[Point], seen: Opt[Out[Point]]) -> None:
    """Draw."""
    ...

@syscall(6, errors=(Errno.EINVAL, Errno.EFAULT, Errno.ENAMETOOLONG))
def open(path: In[CStr, L[64]], data: In[Bytes, L["ndata"], L[128]]) -> Fd:
    """Open."""
    ...

@syscall(7, errors=(Errno.EINVAL,))
def end(why: Colour, status: i32) -> NoReturn:
    """End."""
    ...

@syscall(8, errors=(Errno.EBADF, Errno.EFAULT, Errno.EINVAL), blocks=True)
def read(fd: Fd, buf: Out[Bytes, L["nbuf"]]) -> isize:
    """Read."""
    ...

@syscall(9, stack_words=True, errors=(Errno.EFAULT,))
def many(a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32) -> None:
    """Many."""
    ...

gone = retired(10, "gone", since="0.1", why="no use")
'''


@pytest.fixture(params=["i386", "x86_64"])
def kernel(request: pytest.FixtureRequest, tmp_path: Path) -> Kernel:
    """The model of the calls above, for each architecture."""
    system = modelled(tmp_path, syscall=ERRNO, screen=CALLS)
    return system.kernels[request.param]


def found(kernel: Kernel, name: str) -> Case:
    """Return a case by its name."""
    return next(c for c in cases(kernel) if c.name == name)


def test_names_are_unique(kernel: Kernel) -> None:
    every = [name for name, _ in names(kernel)]
    assert len(set(every)) == len(every)


def test_each_undefined_bit_is_a_case(kernel: Kernel) -> None:
    bits = [c for c in cases(kernel) if c.name.startswith("draw.marks.bit_")]
    assert [c.name.rsplit("_", 1)[1] for c in bits] == ["0", "2", "3", "4", "5", "6", "7"]
    assert {(c.outcome, c.error) for c in bits} == {(FAILS, "EINVAL")}


def test_values_around_and_between_members_fail(kernel: Kernel) -> None:
    tried = {c.name: c.words[1] for c in cases(kernel) if c.name.startswith("draw.colour.")}
    assert tried["draw.colour.below"] == "0"
    assert tried["draw.colour.gap"] == "2"
    assert tried["draw.colour.above"] == "4"
    assert found(kernel, "draw.colour.gap").error == "EINVAL"


def test_harmless_words_stand_beside_the_hostile_one(kernel: Kernel) -> None:
    case = found(kernel, "draw.at.null")
    assert case.words == ("0", "1", "0", "0", "OUT(4)")


def test_optional_pointer_may_be_null(kernel: Kernel) -> None:
    assert found(kernel, "draw.seen.null").outcome == BORNE
    assert found(kernel, "draw.at.null").outcome == FAILS


def test_only_written_memory_must_be_writable(kernel: Kernel) -> None:
    assert found(kernel, "draw.seen.read_only").error == "EFAULT"
    assert not [c for c in cases(kernel) if c.name == "draw.at.read_only"]


def test_bad_handles_are_refused_with_a_declared_errno(kernel: Kernel) -> None:
    assert found(kernel, "draw.fd.minus_1").outcome == REFUSED


def test_strings_without_an_end_fail_twice(kernel: Kernel) -> None:
    assert found(kernel, "open.path.too_long").error == "ENAMETOOLONG"
    assert found(kernel, "open.path.straddles").error == "EFAULT"


def test_bounded_lengths_fail_above_the_bound(kernel: Kernel) -> None:
    case = found(kernel, "open.ndata.bound_plus_1")
    assert case.words[-1] == "129"
    assert case.error == "EINVAL"


def test_call_that_never_returns_is_tried_where_a_check_comes_first(kernel: Kernel) -> None:
    tried = {c.name for c in cases(kernel) if c.call.name == "end"}
    assert "end.why.gap" in tried
    assert not [name for name in tried if name.startswith("end.status")]


def test_call_that_may_sleep_is_tried_where_a_check_comes_first(kernel: Kernel) -> None:
    tried = {c.name: c for c in cases(kernel) if c.call.name == "read"}
    assert "read.buf.misaligned" not in tried
    assert tried["read.buf.unmapped"].outcome == FAILS
    assert tried["read.fd.int_max"].outcome == REFUSED


def test_stack_words_can_be_unreadable(kernel: Kernel) -> None:
    case = found(kernel, "many.stack.unmapped")
    assert (case.stack, case.error) == ("HOLE", "EFAULT")


def test_retired_number_answers_enosys(kernel: Kernel) -> None:
    assert "number.retired_gone" in [name for name, _ in names(kernel)]


def test_garbage_above_small_arguments_only_where_registers_are_wider(kernel: Kernel) -> None:
    garbage = {c.name: c for c in cases(kernel) if c.name.endswith(".high_garbage")}
    assert ("draw.colour.high_garbage" in garbage) == (kernel.arch.word == 8)
    marks = garbage["draw.marks.high_garbage"]
    assert marks.outcome == SAME
    word = int(marks.words[2], 0)
    assert word & 0xFF == 0
    assert word >> 8 != 0


def test_addresses_come_from_the_target(kernel: Kernel) -> None:
    tried = {c.name for c in cases(kernel) if c.name.startswith("draw.at.")}
    assert {"draw.at.kernel_base", "draw.at.kva_base", "draw.at.kernel_text"} <= tried
    assert ("draw.at.non_canonical" in tried) == (kernel.arch.word == 8)
    assert ("draw.at.dmap_base" in tried) == ("DMAP_BASE" in dict(kernel.arch.space))
