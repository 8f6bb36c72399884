# SPDX-License-Identifier: BSD-3-Clause
"""The kernel's table of its own symbols, by which its debugger and backtraces have names.

It lies behind all code, but before the data: the second link, which has it, moves no function,
and the third, whose table has the same size, moves nothing.  Of an address it has the lower 32
bits, and the names follow each other: with pointers it would be larger by two thirds.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

#: What the table has of an address; the kernel's are in the highest 2 GiB (-mcmodel=kernel).
LOWER = 0xFFFFFFFF


def symbols_action(target: Any, source: Any, env: Any) -> int:
    """Write the table of the image in `source`, if there is one, as assembly."""
    rows = symbols(str(source[0])) if source else []
    lines = ['\t.section .ksym, "a"', "\t.balign 8", "\t.globl ksym_table", "ksym_table:"]
    lines += [f"\t.long {address & LOWER:#x}" for address, _ in rows]
    lines += ["\t.globl ksym_count", "ksym_count:", f"\t.long {len(rows)}"]
    lines += ["\t.globl ksym_names", "ksym_names:"]
    lines += [f'\t.asciz "{name}"' for _, name in rows]
    lines.append('\t.section .note.GNU-stack, "", @progbits')
    Path(str(target[0])).write_text("\n".join(lines) + "\n")
    return 0


def symbols(image: str) -> list[tuple[int, str]]:
    """Return address and name of every function and object of an image, by address."""
    words = ["nm", "-n", image]
    listing = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    parts = [line.split() for line in listing.splitlines()]
    return [(int(a, 16), name) for a, kind, name in parts if kind in "tTrRdDbB"]
