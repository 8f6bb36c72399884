# SPDX-License-Identifier: BSD-3-Clause
"""A subsystem with calls whose arguments are of every kind, and what they need.

It declares eleven calls, an enum, flags and two structures; its handlers compile.
"""

from __future__ import annotations

import string

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

    length: usize
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
