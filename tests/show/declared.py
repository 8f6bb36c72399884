# SPDX-License-Identifier: BSD-3-Clause
"""A little tree that has something of every kind that can be shown."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CONFIG = """from dsl import config
DEBUG = config(invariants=True, tests=True, debug=True, default=True)
"""

ERRNO = '''from dsl import Enum, i32
class Errno(Enum, i32):
    """Errors.

    EINTR: Interrupted.
    EFAULT: Bad address.
    EINVAL: Invalid.
    """
    EINTR, EFAULT, EINVAL = 4, 14, 22
'''

LAMP = '''"""Lamps."""
from dsl import *
from syscall.decl import Errno


class Light(Struct):
    """What a lamp is."""
    on: u8
    level: u32
    since: u64
    small: u16


class Colour(Enum, u32):
    RED, GREEN = 1, 2


class Status(Reg, width=16):
    """What the lamp says."""
    ready = bit(0, ro)
    mode = bits(4, 6, rw)
    fault = bit(15, w1c)


class Lamp(Regs):
    """A lamp on a card."""
    io = ioports(8)
    status = io[0].rw(Status)
    data = io[2].ro(u8, when=status.mode == 3)


class Point(Struct):
    """Where."""
    x: i32
    y: i32


@syscall(600, errors=(Errno.EINVAL, Errno.EFAULT), example={"where": 0})
def lamp_move(colour: Colour, where: In[Point], offset: u64) -> u32:
    """Move a lamp.

    Moves the lamp of *colour* to *where*, by *offset*.
    """
    ...


gone = retired(601, name="lamp_break", since="0.2", why="nobody did")
lamp_ready = init_step("lamp_init", doc="Finds lamps.")
'''


def write(root: Path) -> Path:
    """Write the tree, with the real facts of both architectures."""
    for name in ("i386/facts.py", "x86_64/facts.py", "x86/registers.py"):
        (root / "arch" / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "arch" / name, root / "arch" / name)
    for name, text in {"config": CONFIG, "syscall": ERRNO, "lamp": LAMP}.items():
        (root / "kernel-src" / name).mkdir(parents=True)
        (root / "kernel-src" / name / "decl.py").write_text(text)
    (root / "kernel-src/lamp/lamp.c").write_text(
        "intptr_t\nsys_lamp_move(uint32_t c, const struct point *w, uint64_t o)\n{\n}\n"
        "void\nlamp_init(void)\n{\n}\n"
    )
    (root / "templates").symlink_to(ROOT / "templates")
    return root
