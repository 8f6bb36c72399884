# SPDX-License-Identifier: BSD-3-Clause
"""The kernel's table of its own symbols, by which its debugger and backtraces have names.

It lies behind all code, but before the data: the second link, which has it, moves no function,
and the third, whose table has the same size, moves nothing.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

#: What the table's assembly calls its texts.
NAMES = re.compile(r"name_\d+$")


def symbols_action(target: Any, source: Any, env: Any) -> int:
    """Write the table of the image in `source`, if there is one, as assembly."""
    rows = symbols(str(source[0])) if source else []
    lines = ['\t.section .ksym, "a"', "\t.balign 8", "\t.globl ksym_table", "ksym_table:"]
    lines += [f"\t{env['WORD']} {address:#x}, name_{i}" for i, (address, _) in enumerate(rows)]
    lines += ["\t.globl ksym_count", "ksym_count:", f"\t.long {len(rows)}"]
    lines += [f'name_{i}:\t.asciz "{name}"' for i, (_, name) in enumerate(rows)]
    lines.append('\t.section .note.GNU-stack, "", @progbits')
    Path(str(target[0])).write_text("\n".join(lines) + "\n")
    return 0


def symbols(image: str) -> list[tuple[int, str]]:
    """Return address and name of every function and object of an image, by address."""
    words = ["nm", "-n", image]
    listing = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    parts = [line.split() for line in listing.splitlines()]
    found = [(int(a, 16), name) for a, kind, name in parts if kind in "tTrRdDbB"]
    # Names in the table itself would make the next one longer.
    return [(address, name) for address, name in found if not NAMES.match(name)]
