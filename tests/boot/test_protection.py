# SPDX-License-Identifier: BSD-3-Clause
"""The kernel is held to its own rules: what it must not touch or run ends it, by name.

Where a test can tell nothing without a feature of the CPU, a control boots without it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile
from gdb_stub import WORD, Guest, symbol
from kernel_state import constant, current_thread, run_to_user_return
from machine_room import build, machine

from front.qemu import Verdict, classify, command

#: SDM 1 3.4.3: TF, DF, NT, AC.
INHERITED = 1 << 8 | 1 << 10 | 1 << 14 | 1 << 18
HARMLESS_TO_C = 1 << 14 | 1 << 18


def kernel(arch: str) -> Path:
    """Return the folder of the kernel."""
    return build(arch)


def guest_of(arch: str, place: Path, cpu: str = "", program: str = "hello") -> tuple[Guest, Path]:
    """Return a guest that is about to run a program, and its kernel's folder."""
    folder = kernel(arch)
    on = machine(folder, "q35")
    on = replace(on, cpu=cpu or on.cpu)
    append = f"run=protection exec=run%20{program}"
    return Guest(command(folder / "kernel.elf", on, append, arch=arch), arch, place), folder


def ended(arch: str, place: Path, address: int, *arguments: int, cpu: str = "") -> str:
    """Return the log of a kernel whose first getpid is another function, on other arguments."""
    guest, folder = guest_of(arch, place, cpu)
    with guest:
        guest.run_to(symbol(folder / "kernel.elf", "sys_getpid"))
        guest.divert(address, *arguments)
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert (classify(status) is Verdict.PANIC) == ("panic: " in log), log
    return log


def memset_byte(arch: str, place: Path, at: int, cpu: str = "") -> str:
    """Return the log of a kernel that writes a byte."""
    memset = symbol(kernel(arch) / "kernel.elf", "memset")
    return ended(arch, place, memset, at, 0, 1, cpu=cpu)


@pytest.mark.parametrize("section", ["text", "rodata"])
def test_kernel_cannot_write_where_nothing_changes(arch: str, section: str, tmp_path: Path) -> None:
    at = symbol(kernel(arch) / "kernel.elf", f"{section}_start")
    log = memset_byte(arch, tmp_path, at)
    assert f"panic: page fault: write of {at:#x} at 0x" in log


@pytest.mark.parametrize("place", ["rodata_start", "data_start", "bss_end"])
def test_kernel_cannot_execute_data(arch: str, place: str, tmp_path: Path) -> None:
    at = symbol(kernel(arch) / "kernel.elf", place) - (place == "bss_end")
    log = ended(arch, tmp_path, at)
    assert f"panic: page fault: execution of {at:#x} at {at:#x}" in log


def test_kernel_cannot_run_a_program_s_code(arch: str, tmp_path: Path) -> None:
    """SMEP: the first page of the program has been executed already, by the program."""
    with (kernel(arch) / "user" / "init.elf").open("rb") as file:
        entry = int(ELFFile(file).header["e_entry"])
    log = ended(arch, tmp_path, entry)
    assert f"panic: page fault: execution of {entry:#x} at {entry:#x}" in log


def test_kernel_cannot_touch_a_program_s_memory_unasked(arch: str, tmp_path: Path) -> None:
    """SMAP: the end of the stack is there, since the kernel put the arguments there."""
    at = constant(kernel(arch), "USER_STACK_TOP") - 1
    log = memset_byte(arch, tmp_path, at)
    assert f"panic: page fault: write of {at:#x} at 0x" in log


def test_without_smap_nothing_holds_the_kernel_back(arch: str, tmp_path: Path) -> None:
    """The control: the panic above is SMAP's doing."""
    at = constant(kernel(arch), "USER_STACK_TOP") - 1
    assert "panic: " not in memset_byte(arch, tmp_path, at, cpu="max,-smap")


def test_stack_overflow_is_told_by_the_thread_s_name(arch: str, tmp_path: Path) -> None:
    """The page below a stack is nobody's; the CPU cannot push there, nor report it there."""
    guest, folder = guest_of(arch, tmp_path)
    image = folder / "kernel.elf"
    with guest:
        guest.run_to(symbol(image, "sys_getpid"))
        stack = current_thread(guest, folder) + constant(folder, "THREAD_STACK", "offsets")
        guest.set_register("sp", guest.word(stack))
        guest.divert(symbol(image, "proc_spawn"))  # which saves registers, to begin with
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PANIC, log
    assert "panic: double fault, kernel stack overflow at 0x" in log
    assert "thread hello\n" in log
    assert " proc_spawn+0x" in log


@pytest.mark.parametrize(
    ("function", "program"),
    [("sys_write", "hello"), ("vm_fault", "mmap_test"), ("interrupt_take", "sleep_test")],
)
def test_kernel_inherits_no_flags(arch: str, function: str, program: str, tmp_path: Path) -> None:
    """A program runs with NT and AC set; a call, a fault, an interrupt find them clear."""
    guest, folder = guest_of(arch, tmp_path, program=program)
    image = folder / "kernel.elf"
    with guest:
        for _ in range(2):  # the first program is init
            run_to_user_return(guest, folder)
        flags = guest.register("sp") + 2 * WORD[arch]
        guest.set_word(flags, guest.word(flags) | HARMLESS_TO_C)
        assert guest.ask("s").startswith("T")
        assert guest.register("flags") & INHERITED == HARMLESS_TO_C
        guest.run_to(symbol(image, function))
        assert guest.register("flags") & INHERITED == 0
        status = guest.go_on()
    assert classify(status) is Verdict.PASSED, guest.log.read_text(errors="replace")
