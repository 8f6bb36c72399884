# SPDX-License-Identifier: BSD-3-Clause
"""Ways into the kernel that no program takes: broken stacks, NMIs, returns that the CPU refuses.

The debugger port or the monitor of QEMU brings them about.
"""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path

import pytest
from gdb_stub import WORD, Guest, symbol
from kernel_state import USER_RING, run_to_user_return
from machine_room import build, machine

from front.qemu import Verdict, classify, command

#: In the first page, which nobody ever has.
NOWHERE = 0x800

#: A bank's status (SDM 3B 15.3.2.2): valid, uncorrected, enabled, with an address.
UNCORRECTED = 1 << 63 | 1 << 61 | 1 << 60 | 1 << 58


def words(folder: Path, arch: str, append: str, *extra: str) -> list[str]:
    """Return the command that boots a kernel on the usual machine."""
    on = machine(folder, "q35")
    return command(folder / "kernel.elf", on, f"run=own {append}", arch=arch, extra=extra)


def test_double_fault_has_a_stack_of_its_own(arch: str, tmp_path: Path) -> None:
    """A kernel without a stack says so: registers, and a panic's exit status."""
    folder = build(arch)
    with Guest(words(folder, arch, "exec=run%20hello"), arch, tmp_path) as guest:
        guest.run_to(symbol(folder / "kernel.elf", "sys_getpid"))
        guest.set_register("sp", NOWHERE)
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PANIC, log
    assert "panic: double fault at 0x" in log
    assert "sys_getpid" in log


@pytest.mark.parametrize("where", ["kernel", "program"])
def test_machine_check_ends_with_what_the_hardware_says(
    arch: str, where: str, tmp_path: Path
) -> None:
    """The CPU finds memory broken, and the kernel's stack with it."""
    folder = build(arch)
    with Guest(words(folder, arch, "exec=run%20hello"), arch, tmp_path) as guest:
        if where == "kernel":
            guest.run_to(symbol(folder / "kernel.elf", "sys_getpid"))
            guest.set_register("sp", NOWHERE)
        else:
            run_to_user_return(guest, folder)
            assert guest.ask("s").startswith("T")
        assert guest.monitor(f"mce 0 1 {UNCORRECTED:#x} 0x5 0x12340 0") == ""
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PANIC, log
    assert f"machine check: bank 1, uncorrected, status {UNCORRECTED:#x}, address 0x12340" in log
    assert f"machine check in {'the kernel' if where == 'kernel' else 'a program'}" in log
    assert "panic: machine check at 0x" in log


def test_nmi_before_the_first_step_is_taken(arch: str, tmp_path: Path) -> None:
    """Nothing is set up yet but the descriptor tables; the kernel goes on and says hello."""
    folder = build(arch)
    with Guest(words(folder, arch, "exec=run%20hello"), arch, tmp_path) as guest:
        guest.run_to(symbol(folder / "kernel.elf", "cpu_identify"))
        assert guest.monitor("nmi") == ""
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.PASSED, log
    assert log.index("NMI at 0x") < log.index("hello")


def test_refused_return_ends_the_program(arch: str, tmp_path: Path) -> None:
    """The CPU refuses a program's frame: the program gets the blame, the kernel lives on."""
    folder = build(arch)
    with Guest(words(folder, arch, "exec=run%20hello"), arch, tmp_path) as guest:
        for _ in range(2):  # the first program is init
            run_to_user_return(guest, folder)
        code = guest.register("sp") + WORD[arch]
        guest.set_word(code, 0x78 | USER_RING)  # beyond the descriptor table
        status = guest.go_on()
    log = guest.log.read_text(errors="replace")
    assert classify(status) is Verdict.FAILED, log
    assert "hello): SIGSEGV: general protection at 0x" in log
    assert "killed by signal 11" in log


def test_nmis_harm_nobody(arch: str, tmp_path: Path) -> None:
    """NMIs at any instruction, while all tests run: all tests pass."""
    folder = build(arch)
    ours, theirs = socket.socketpair()
    monitor = f"socket,id=monitor,fd={theirs.fileno()}"
    extra = ("-chardev", monitor, "-mon", "chardev=monitor,mode=readline")
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            words(folder, arch, "test", *extra),
            stdin=subprocess.DEVNULL,
            stdout=log,
            pass_fds=[theirs.fileno()],
        )
    theirs.close()
    ours.setblocking(False)
    status = press_until_the_end(process, ours, tmp_path / "log")
    told = (tmp_path / "log").read_text(errors="replace")
    assert classify(status) is Verdict.PASSED, told[-2000:]
    assert told.count("NMI at 0x") > 10


def press_until_the_end(
    process: subprocess.Popen[bytes], monitor: socket.socket, log: Path
) -> int | None:
    """Send an NMI every few milliseconds, once the kernel can take one; return the status."""
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if b"KTAP" in log.read_bytes():
            press(monitor)
        time.sleep(0.005)
    process.kill()
    return process.wait()


def press(monitor: socket.socket) -> None:
    """Send an NMI; what the monitor says to it does not matter."""
    try:
        monitor.send(b"nmi\n")
        monitor.recv(65536)
    except (BlockingIOError, BrokenPipeError, ConnectionResetError):
        pass
