# SPDX-License-Identifier: BSD-3-Clause
"""Do the generated ways in and out save and restore exactly the declared frames?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from little_tree import modelled

from gen.backends import (
    idt,
    structure,
    switch,
    syscall_entry,
    syscall_gate,
    trap_entry,
    trap_return,
)
from gen.generate import examine
from gen.model.nodes import Kernel
from gen.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
ARCHES = ("i386", "x86_64")

HOLDS = """
from dsl import Kptr, L, Struct, u32
from shapes.decl import Point

class Line(Struct):
    at: Point
    log: Kptr[L["log"]]
    next: Kptr[L["line"]]
"""

SHAPES = """
from dsl import Struct, u32

class Point(Struct):
    x: u32
"""

TRAPS = """
from dsl import trap
nmi = trap(2, own_stack=True, name="NMI")
divide = trap(0, name="#DE")
"""


@cache
def kernel(arch: str) -> Kernel:
    """Return the real kernel's model."""
    result = examine(ROOT)
    assert result.system is not None, result.diags
    return result.system.kernels[arch]


@cache
def text(module: object, arch: str) -> str:
    """Return the one file that a backend makes of the real kernel."""
    (artefact,) = module.artefacts(kernel(arch))  # type: ignore[attr-defined]
    return Renderer(ROOT).text(artefact)


def body(source: str, label: str) -> str:
    """Return the instructions of a function, from its label to its .size."""
    return source.split(f"\n{label}:", 1)[1].split("\n\t.size", 1)[0]


def operands(code: str, word: str) -> list[str]:
    """Return the registers of an instruction's uses, in order."""
    return re.findall(rf"\t{word}[lq]\t%(\w+)", code)


@pytest.mark.parametrize("arch", ARCHES)
def test_entry_saves_the_declared_frame(arch: str) -> None:
    """The stub pushes vector and one register, trap_save the others, down to the lowest."""
    frame = kernel(arch).arch.trap_frame
    source = text(trap_entry, arch)
    stub = source.split("\ntrap_entry_page_fault:", 1)[1].split("\n\n", 1)[0]
    assert re.findall(r"\tpush\w\t(\S+)", stub) == ["$14", f"%{frame.saved[-1]}"]
    saved = operands(body(source, "trap_save"), "push")[: len(frame.saved) - 1]
    assert saved == list(reversed(frame.saved[:-1]))


@pytest.mark.parametrize("arch", ARCHES)
def test_return_restores_the_declared_frame(arch: str) -> None:
    pops = re.findall(r"\tpop[lq]\t%(\w+)", body(text(trap_return, arch), "trap_return"))
    assert pops == list(kernel(arch).arch.trap_frame.saved)


@pytest.mark.parametrize("arch", ARCHES)
def test_switch_saves_and_restores_the_declared_frame(arch: str) -> None:
    code = body(text(switch, arch), "cpu_switch")
    frame = kernel(arch).arch.switch_frame
    assert operands(code, "push") == list(reversed(frame.saved))
    assert operands(code, "pop") == list(frame.saved)


def test_slow_way_back_builds_the_whole_frame() -> None:
    """What x86_64's fast entry leaves by iretq is the frame of a trap."""
    slow = text(syscall_entry, "x86_64").split("\n5:", 1)[1].split("\n\n", 1)[0]
    frame = kernel("x86_64").arch.trap_frame
    pushes = re.findall(r"\tpushq\t(\S+)", slow)
    hardware = ["$SEL_USER_DATA", "%r10", "%r11", "$SEL_USER_CODE", "%rcx"]
    assert pushes == [*hardware, "$0", "$0", *(f"%{r}" for r in reversed(frame.saved))]


def test_fast_way_back_leaves_nothing_of_the_kernel() -> None:
    """Each scratch register is cleared, or holds what the program gave or is given."""
    fast = text(syscall_entry, "x86_64").split("\n2:", 1)[1].split("sysretq", 1)[0]
    cleared = set(re.findall(r"xorl\t%(\w+), %\1\n", fast))
    scratch = set(kernel("x86_64").arch.c_scratch) - {"rax", "rcx", "r11"}
    assert cleared == {syscall_entry.low_half(register) for register in scratch}


@pytest.mark.parametrize("arch", ARCHES)
def test_bound_of_the_numbers_is_the_table_s_size(arch: str) -> None:
    last = max(call.number for call in kernel(arch).calls)
    made = [a for b in (syscall_entry, syscall_gate) for a in b.artefacts(kernel(arch))]
    bounds = [bound for one in made for bound in
              re.findall(r"\tcmp[lq]\t\$(\d+), %[er]ax", Renderer(ROOT).text(one))]
    assert set(bounds) == {str(last + 1)}


@pytest.mark.parametrize("arch", ARCHES)
def test_every_row_has_a_gate_and_an_entry(arch: str) -> None:
    entries = re.findall(r"^(\w+_entry_\w+):$", text(trap_entry, arch), re.MULTILINE)
    gates = re.findall(r"^\t\{ (\w+_entry_\w+),", text(idt, arch), re.MULTILINE)
    assert sorted(entries) == sorted(gates)
    assert len(gates) == len(kernel(arch).traps) + len(kernel(arch).interrupts)


def test_gates_with_stacks_of_their_own_are_the_target_s_kind(tmp_path: Path) -> None:
    system = modelled(tmp_path, traps=TRAPS)
    rows = {}
    for arch, model in system.kernels.items():
        (artefact,) = idt.artefacts(model)
        rows[arch] = [row["rest"] for row in artefact.words["rows"]]
    assert rows["i386"][1] == "2, GATE_TASK, 0, SEL_NMI_TSS"
    assert rows["x86_64"] == ["0, GATE_INTERRUPT, 0, 0", "2, GATE_INTERRUPT, 0, IST_NMI"]


def test_a_refused_iret_needs_the_handler_of_protection(tmp_path: Path) -> None:
    """Without a row for #GP there is nowhere to go on, and no fix-up is made."""
    (artefact,) = trap_return.artefacts(modelled(tmp_path, traps=TRAPS).kernels["x86_64"])
    assert "trap_iret_refused:" not in Renderer(ROOT).text(artefact)
    assert "\tjmp\ttrap_entry_protection\n" in text(trap_return, "x86_64")


def test_header_includes_what_it_holds_and_names_what_it_points_at(tmp_path: Path) -> None:
    model = modelled(tmp_path, shapes=SHAPES, lines=HOLDS).kernels["i386"]
    words = {a.path: a.placed() for a in structure.artefacts(model)}["include/lines.gen.h"]
    assert words["headers"] == ["shapes.gen.h"]
    assert words["forward"] == ["log"]
