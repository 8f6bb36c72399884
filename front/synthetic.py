# SPDX-License-Identifier: BSD-3-Clause
"""A large system to measure the generator with: hundreds of calls, dozens of devices.

Eleven calls with arguments of every kind, and what they need, are declared again and again
in subsystems `many00`, `many01`, ...; a device has two registers with fields and six plain.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import count
from pathlib import Path

#: Calls of one subsystem (DECL).
GROUP = 11

#: The number of a call that is declared already, or was.
TAKEN = re.compile(r"(?:@syscall|retired)\(\s*(\d+)")

DECL = string.Template('''\
"""The subsystem $name, of many."""

from syscall.decl import Errno

from dsl import Bytes, CStr, Enum, Fd, Flags, In, InOut, L, Opt, Out, Struct, Text
from dsl import i32, i64, isize, syscall, u8, u16, u32, u64, usize


class ${Name}Kind(Enum, u32):
    """Kinds of things."""

    ${NAME}_SMALL, ${NAME}_LARGE, ${NAME}_ODD = 0, 1, 7


class ${Name}Flags(Flags, u32):
    """How things are done."""

    ${NAME}_NOW = 1
    ${NAME}_ALL = 2
    ${NAME}_TOP = 0x80000000


class ${Name}Pair(Struct):
    """Two numbers."""

    low: u64
    high: u64


class ${Name}State(Struct):
    """What a thing is."""

    size: usize
    left: isize
    kind: ${Name}Kind
    count: u32
    name: Text[L[16]]


@syscall($n0)
def ${name}_count() -> u32:
    """Return the number of things."""
    ...


@syscall($n1, errors=(Errno.EINVAL,))
def ${name}_grow(size: u32, step: u64, turn: i32) -> u32:
    """Grow.

    Grows by *size* in steps of *step*, *turn* times.
    """
    ...


@syscall($n2, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_put(kind: ${Name}Kind, pair: In[${Name}Pair]) -> None:
    """Put a pair.

    Puts *pair* among things of a *kind*.
    """
    ...


@syscall($n3, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_take(flags: ${Name}Flags, pair: Out[${Name}Pair]) -> None:
    """Take a pair.

    Stores it in *pair*, as *flags* say.
    """
    ...


@syscall($n4, errors=(Errno.EBADF, Errno.EINVAL, Errno.EFAULT))
def ${name}_read(fd: Fd, buffer: Out[Bytes, L["size"]]) -> isize:
    """Read things.

    Reads at most *size* bytes from *fd* into *buffer*.
    """
    ...


@syscall($n5, errors=(Errno.EBADF, Errno.EINVAL, Errno.EFAULT))
def ${name}_write(fd: Fd, buffer: In[Bytes, L["size"]]) -> isize:
    """Write things.

    Writes *size* bytes from *buffer* to *fd*.
    """
    ...


@syscall($n6, errors=(Errno.EINVAL, Errno.EFAULT, Errno.ENAMETOOLONG))
def ${name}_find(name: In[CStr, L[64]], kind: Opt[Out[u32]]) -> i32:
    """Find a thing.

    Finds the one called *name*; its kind is stored in *kind* unless that is NULL.
    """
    ...


@syscall($n7, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_change(state: InOut[${Name}State], mode: u16, level: u8) -> None:
    """Change a thing.

    Changes *state* by *mode* and *level*.
    """
    ...


@syscall($n8, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_send(data: In[Bytes, L["size"], L[256]], flags: ${Name}Flags) -> usize:
    """Send data.

    Sends *size* bytes of *data* as *flags* say.
    """
    ...


@syscall($n9, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_receive(room: Out[Bytes, L["size"], L[128]], state: Opt[In[${Name}State]]) -> usize:
    """Receive data.

    Fills *room*, of *size* bytes; *state* may be NULL.
    """
    ...


@syscall($n10, errors=(Errno.EINVAL, Errno.EFAULT))
def ${name}_seek(offset: i64, whence: ${Name}Kind, result: Out[i64]) -> None:
    """Move.

    Moves by *offset* from *whence*, and stores where that is in *result*.
    """
    ...
''')

HANDLERS = string.Template("""\
/* SPDX-License-Identifier: BSD-3-Clause */

#include "$name.gen.h"
#include "kernel.h"
#include "syscall.gen.h"
#include "user_copy.h"

/* Context: thread */
intptr_t
sys_${name}_count(void)
{
	return ($number);
}

/* Context: thread */
intptr_t
sys_${name}_grow(uint32_t size, uint64_t step, int32_t turn)
{
	return (step > size || turn < 0 ? -EINVAL : $number);
}

/* Context: thread */
intptr_t
sys_${name}_put(uint32_t kind, const struct ${name}_pair *pair)
{
	return (kind == ${NAME}_ODD && pair->low > pair->high ? -EINVAL : 0);
}

/* Context: thread */
intptr_t
sys_${name}_take(uint32_t flags, struct ${name}_pair *pair)
{
	pair->low = flags;
	return (0);
}

/* Context: thread */
intptr_t
sys_${name}_read(int fd, struct user_out *buffer)
{
	return (fd < 0 || fd > 2 || buffer->left == 0 ? -EBADF : 0);
}

/* Context: thread */
intptr_t
sys_${name}_write(int fd, struct user_in *buffer)
{
	size_t size = buffer->left, n;
	char piece[64];
	int error;

	if (fd < 0 || fd > 2)
		return (-EBADF);
	while (buffer->left > 0) {
		n = buffer->left < sizeof(piece) ? buffer->left : sizeof(piece);
		error = user_in_copy(buffer, piece, n);
		if (error != 0)
			return (-error);
	}
	return ((intptr_t)size);
}

/* Context: thread */
intptr_t
sys_${name}_find(const char *name, uint32_t *kind)
{
	if (kind != NULL)
		*kind = ${NAME}_SMALL;
	return (name[0] == '\\0' ? -EINVAL : 0);
}

/* Context: thread */
intptr_t
sys_${name}_change(struct ${name}_state *state, uint16_t mode, uint8_t level)
{
	state->count += mode + level;
	return (0);
}

/* Context: thread */
intptr_t
sys_${name}_send(const void *data, size_t size, uint32_t flags)
{
	return (data == NULL || flags == ${NAME}_TOP ? 0 : (intptr_t)size);
}

/* Context: thread */
intptr_t
sys_${name}_receive(void *room, size_t size, const struct ${name}_state *state)
{
	return (room == NULL || state == NULL ? 0 : (intptr_t)size);
}

/* Context: thread */
intptr_t
sys_${name}_seek(int64_t offset, uint32_t whence, int64_t *result)
{
	*result = offset + whence;
	return (0);
}
""")

DEVICE = string.Template('''\
"""The device $name, of many."""

from dsl import Reg, Regs, bit, bits, mmio, ro, rw, u32


class ${Name}Control(Reg, width=32):
    """Control."""

    enable = bit(0, rw)
    reset = bit(1, rw)
    mode = bits(2, 4, rw)
    speed = bits(5, 7, rw)
    mask = bits(8, 15, rw)
    depth = bits(16, 19, rw)
    loop = bit(20, rw)
    wake = bit(21, rw)


class ${Name}Status(Reg, width=32):
    """Status."""

    ready = bit(0, ro)
    busy = bit(1, ro)
    error = bits(2, 4, ro)
    level = bits(5, 7, ro)
    count = bits(8, 15, ro)
    version = bits(16, 19, ro)
    full = bit(20, ro)
    empty = bit(21, ro)


class ${Name}(Regs):
    """Eight registers."""

    page = mmio(4096)
    control = page[0x00].rw(${Name}Control)
    status = page[0x04].ro(${Name}Status)
    low = page[0x08].rw(u32)
    high = page[0x0C].rw(u32)
    head = page[0x10].rw(u32)
    tail = page[0x14].rw(u32)
    ring = page[0x18].rw(u32)
    limit = page[0x1C].rw(u32)
''')


def populate(root: Path, calls: int, devices: int) -> None:
    """Declare at least so many calls and devices more in a tree, with handlers that compile."""
    free = free_numbers(root)
    for number in range(-(-calls // GROUP)):
        words = names(f"many{number:02}") | {"number": str(number)}
        words |= {f"n{call}": str(next(free)) for call in range(GROUP)}
        folder = root / "kernel-src" / words["name"]
        write(folder / "decl.py", DECL.substitute(words))
        write(folder / f"{words['name']}.c", HANDLERS.substitute(words))
    for number in range(devices):
        words = names(f"device{number:02}")
        write(root / "kernel-src" / "drv" / words["name"] / "decl.py", DEVICE.substitute(words))


def free_numbers(root: Path) -> Iterator[int]:
    """Yield the numbers that no call of a tree has."""
    declared = [place.read_text(encoding="utf-8") for place in root.glob("kernel-src/**/decl.py")]
    taken = {int(number) for text in declared for number in TAKEN.findall(text)}
    return (number for number in count(1) if number not in taken)


def names(name: str) -> dict[str, str]:
    """Return a name as folders, classes and constants have it."""
    return {"name": name, "Name": name.capitalize(), "NAME": name.upper()}


def write(file: Path, text: str) -> None:
    """Write a file, and its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
