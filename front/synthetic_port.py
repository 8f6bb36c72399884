# SPDX-License-Identifier: BSD-3-Clause
"""A port with its thread and four messages, and messages that stand by themselves.

The port's handlers compile.
"""

from __future__ import annotations

import string

PORT = string.Template('''\
"""The port $name, of many."""

from syscall.decl import Errno

from dsl import Async, Bytes, Enum, L, Lend, Message, OneWay, Port, Priority, Sync
from dsl import message, thread, u8, u32, u64


class ${Name}Mode(Enum, u8):
    """Ways to do it."""

    ${NAME}_SLOW, ${NAME}_FAST, ${NAME}_LAST = 0, 1, 2


class ${Name}Ask(Message, id=$m0, reply=Async[u32]):
    """A question that may be kept."""

    unit: u32
    offset: u64


${name}d = thread("${name}_serve", priority=Priority.SOFT_NORMAL, doc="Serves the port.")


class ${Name}Port(Port, id=$p0, owner=${name}d, queue=16):
    """Does what it is asked."""

    protocol = "open (write | ${Name}Ask)* close"
    accepts = (${Name}Ask,)

    @message(1, errors=(Errno.EINVAL,))
    def open(self, mode: ${Name}Mode) -> Sync[None]:
        """Begin."""
        ...

    @message(2, errors=(Errno.EINVAL,))
    def write(self, offset: u64, data: Lend[Bytes, L[4096]]) -> Async[u32]:
        """Take *data* at *offset*."""
        ...

    @message(3)
    def close(self) -> OneWay:
        """End."""
        ...
''')

PORT_HANDLERS = string.Template("""\
/* SPDX-License-Identifier: BSD-3-Clause */

#include "port.gen.h"
#include "syscall.gen.h"

/* Context: thread */
int
${name}_on_open(struct ${name}_open_msg *m)
{
	return (m->mode == ${NAME}_LAST ? EINVAL : 0);
}

/* Context: thread */
int
${name}_on_write(struct ${name}_write_msg *m)
{
	if (m->offset == 0)
		return (EINVAL);
	m->h.result = m->data_size;
	return (0);
}

/* Context: thread */
int
${name}_on_close(struct ${name}_close_msg *m __attribute__((unused)))
{
	return (0);
}

/* Context: thread */
int
${name}_on_${name}_ask(struct ${name}_ask_msg *m)
{
	m->h.result = m->unit;
	return (0);
}
""")

LETTERS = string.Template('''\
"""The messages $name, of many."""

from dsl import Array, Async, Enum, L, Message, OneWay, Reserved, Struct, Sync, Text
from dsl import i32, i64, u8, u16, u32, u64


class ${Name}Kind(Enum, u8):
    """Kinds of letters."""

    ${NAME}_PLAIN, ${NAME}_SEALED, ${NAME}_LOST = 0, 1, 7


class ${Name}Range(Struct):
    """From where to where."""

    first: u64
    count: u64
''' + "".join(f'''

class ${{Name}}Read{number}(Message, id=$m{number}, reply=Async[u32]):
    """Asks for a part."""

    unit: u16
    kind: ${{Name}}Kind
    range: ${{Name}}Range
    step: i32
''' for number in range(4)) + "".join(f'''

class ${{Name}}Note{number}(Message, id=$m{number}, reply=OneWay):
    """Tells something."""

    kind: ${{Name}}Kind
    low: u32
    high: u64
    text: Text[L[16]]
''' for number in range(4, 8)) + "".join(f'''

class ${{Name}}Far{number}(Message, id=$m{number}, reply=Sync[u32], remote=True):
    """Travels to another machine."""

    sequence: u32
    kind: ${{Name}}Kind
    _pad: Reserved[L[3]]
    stamp: i64
    parts: Array[u32, L[4]]
''' for number in range(8, 11)))
