# SPDX-License-Identifier: BSD-3-Clause
"""What a stopped kernel is at, seen through QEMU's debugger port."""

from __future__ import annotations

import re
from pathlib import Path

from gdb_stub import WORD, Guest, symbol

USER_RING = 3


def constant(folder: Path, name: str, header: str = "arch") -> int:
    """Return a number of a generated header."""
    text = (folder / "gen" / "include" / f"{header}.gen.h").read_text()
    match = re.search(rf"^#define {name}\s+(\w+)$", text, re.MULTILINE)
    assert match
    return int(match[1], 0)


def current_thread(guest: Guest, folder: Path) -> int:
    """Return the address of the thread that CPU 0 runs."""
    areas = symbol(folder / "kernel.elf", "cpu_area_table")
    return guest.word(areas + constant(folder, "CPU_CURRENT", "offsets"))


def run_to_user_return(guest: Guest, folder: Path) -> None:
    """Go on to the iret that starts the next program; others may go back to theirs before."""
    guest.run_to(symbol(folder / "kernel.elf", "user_enter"))
    begun = current_thread(guest, folder)
    guest.run_to(symbol(folder / "kernel.elf", "trap_iret"))
    while current_thread(guest, folder) != begun or not goes_to_user(guest):
        guest.run_to(symbol(folder / "kernel.elf", "trap_iret"))


def goes_to_user(guest: Guest) -> bool:
    """Say whether the frame of an iret is a program's: its code segment says it."""
    return guest.word(guest.register("sp") + WORD[guest.arch]) & USER_RING == USER_RING
