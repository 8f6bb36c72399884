# SPDX-License-Identifier: BSD-3-Clause
"""The console: the first serial port, and the calls that read and write there."""

from syscall.decl import Errno

from dsl import (
    Bytes,
    Fd,
    In,
    L,
    Out,
    Priority,
    boot_test,
    counter,
    exits,
    init_step,
    interrupt,
    isize,
    spinlock,
    syscall,
    thread,
)

console_ready = init_step("console_init", doc="The serial port writes; boot messages appear.")

written = counter("bytes", doc="What the kernel and programs printed.")
console_lock = spinlock(doc="The lines that are typed.")
lost = counter("bytes", doc="What was typed faster than anybody read.")

console_input = interrupt(4, vector=0x24, doc="COM1 has received.")

ttyd = thread(
    "ttyd_main", priority=Priority.INT_MEDIUM, preempts=True, doc="Line editing; wakes readers."
)


@syscall(
    3,
    errors=(Errno.EBADF, Errno.EFAULT, Errno.EINVAL, Errno.EINTR),
    blocks=True,
    abortable=True,
    example={"fd": 1},
)
def read(fd: Fd, buf: Out[Bytes, L["nbyte"]]) -> isize:
    """Read from a file.

    Reads at most *nbyte* bytes from *fd* into *buf*: from the console, one line.
    The number of bytes is returned, 0 at the end of the input.
    """
    ...


@syscall(4, errors=(Errno.EBADF, Errno.EFAULT, Errno.EINVAL), example={"fd": 1})
def write(fd: Fd, buf: In[Bytes, L["nbyte"]]) -> isize:
    """Write to a file.

    Writes *nbyte* bytes from *buf* to *fd*, or fewer when a signal came meanwhile.
    The number of bytes that were written is returned.
    """
    ...


a_long_write_lets_others_run = boot_test("write_test", expect=exits(0))
