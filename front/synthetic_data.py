# SPDX-License-Identifier: BSD-3-Clause
"""Data: enums, flags, structures, bits; and what the kernel starts; and what is retired."""

from __future__ import annotations

import string

ENUM = '''

class ${Name}Kind%(n)d(Enum, u32):
    """Kinds of things."""

    ${NAME}%(n)d_SMALL, ${NAME}%(n)d_LARGE, ${NAME}%(n)d_ODD, ${NAME}%(n)d_LAST = 0, 1, 7, 9
'''

FLAGS = '''

class ${Name}Flags%(n)d(Flags, u32):
    """How things are done."""

    ${NAME}%(n)d_NOW = 1
    ${NAME}%(n)d_ALL = 2
    ${NAME}%(n)d_MORE = 0x40
    ${NAME}%(n)d_TOP = 0x80000000
'''

STRUCT = '''

class ${Name}State%(n)d(Struct):
    """What a thing is."""

    start: u64
    end: u64
    length: usize
    left: isize
    kind: ${Name}Kind%(kind)d
    count: u32
    step: i32
    mode: u16
    level: u16
    name: Text[L[16]]
'''

DATA = string.Template('''\
"""The data $name, of much."""

from dsl import Bits, Enum, Flags, L, Struct, Text, bit, bits, rw
from dsl import i32, isize, u16, u32, u64, usize
''' + "".join(ENUM % {"n": n} for n in range(4))
    + "".join(FLAGS % {"n": n} for n in range(2))
    + "".join(STRUCT % {"n": n, "kind": n % 4} for n in range(8)) + '''

class ${Name}Word(Bits, u32):
    """A word in eight parts."""

    present = bit(0, rw)
    writable = bit(1, rw)
    mode = bits(2, 4, rw)
    speed = bits(5, 7, rw)
    mask = bits(8, 15, rw)
    depth = bits(16, 19, rw)
    loop = bit(20, rw)
    wake = bit(21, rw)
''')

START = string.Template('''\
"""What $name starts, of much."""

from clock.decl import clock_ready

from dsl import Priority, init_step, thread

${name}_first = init_step("${name}_init", after=(clock_ready,), doc="The first step.")
${name}_second = init_step("${name}_more", after=(${name}_first,), doc="The next.")
${name}_third = init_step("${name}_last", after=(${name}_first, ${name}_second), doc="The last.")

${name}_worker = thread("${name}_work", priority=Priority.SOFT_NORMAL, doc="Works.")
${name}_cleaner = thread("${name}_clean", priority=Priority.DAEMON, doc="Cleans up.")
''')

START_HANDLERS = string.Template("/* SPDX-License-Identifier: BSD-3-Clause */\n" + "".join(f"""
void ${{name}}_{step}(void);

/* Context: {context} */
void
${{name}}_{step}(void)
{{
}}
""" for step, context in (("init", "boot"), ("more", "boot"), ("last", "boot"),
                         ("work", "thread"), ("clean", "thread"))))

RETIRED = string.Template('''\
"""What $name had, of much."""

from dsl import retired, retired_message

''' + "".join(
    f'gone{n} = retired($n{n}, "${{name}}_gone{n}", since="0.1", why="Nobody called it.")\n'
    for n in range(2)
) + "".join(
    f'lost{n} = retired_message($m{n}, "${{name}}_lost{n}", since="0.1", why="Nobody sent it.")\n'
    for n in range(8)
))
