# SPDX-License-Identifier: BSD-3-Clause
"""What system calls share: the error numbers, and the gate of the software interrupt."""

from dsl import Enum, boot_test, budget, exits, i32, syscall_gate

system_call = syscall_gate(0x80, doc="The gate that every CPU has.")


class Errno(Enum, i32):
    """Error numbers, as DragonFly 2.0 numbers them.

    EPERM: Operation not permitted
    ENOENT: No such file or directory
    ESRCH: No such process
    EINTR: Interrupted system call
    EIO: Input/output error
    E2BIG: Argument list too long
    ENOEXEC: Exec format error
    EBADF: Bad file descriptor
    ECHILD: No child processes
    EDEADLK: Resource deadlock avoided
    EAGAIN: Resource temporarily unavailable
    ENOBUFS: No buffer space available
    ENOMEM: Cannot allocate memory
    EACCES: Permission denied
    EFAULT: Bad address
    EBUSY: Device busy
    EEXIST: File exists
    EINVAL: Invalid argument
    EFBIG: File too large
    ERANGE: Result too large
    ENAMETOOLONG: File name too long
    ENOLCK: No locks available
    ENOSYS: Function not implemented
    EOVERFLOW: Value too large to be stored in data type
    EASYNC: The reply comes later (in the kernel alone)
    """

    EPERM = 1
    ENOENT = 2
    ESRCH = 3
    EINTR = 4
    EIO = 5
    E2BIG = 7
    ENOEXEC = 8
    EBADF = 9
    ECHILD = 10
    EDEADLK = 11
    ENOMEM = 12
    EACCES = 13
    EFAULT = 14
    EBUSY = 16
    EEXIST = 17
    EINVAL = 22
    EFBIG = 27
    ERANGE = 34
    EAGAIN = 35
    ENOBUFS = 55
    ENAMETOOLONG = 63
    ENOLCK = 77
    ENOSYS = 78
    EOVERFLOW = 84
    EASYNC = 99

bad_pointers_are_refused = boot_test(
    "break_calls", expect=exits(0), doc="Kernel and straddling addresses, to every call."
)
entry_edges_do_no_harm = boot_test(
    "sysret_edge", expect=exits(0), doc="Flags, stacks and numbers that no stub uses."
)
flags_stay_with_their_program = boot_test(
    "flags", expect=exits(0), doc="Set at every gate and in faults; the kernel inherits none."
)

null_syscall = budget(
    {"i386": 55, "x86_64": 45}, run="bench", doc="The way into the kernel and back: getppid(2)."
)
