# SPDX-License-Identifier: BSD-3-Clause
"""Processes: programs in address spaces of their own."""

from clock.decl import clock_ready
from lwkt.decl import lwkt_ready
from syscall.decl import Errno

from dsl import (
    Bytes,
    CStr,
    Enum,
    Flags,
    In,
    L,
    NoReturn,
    Opt,
    Out,
    Pid,
    Priority,
    Struct,
    boot_test,
    dies,
    exits,
    i32,
    init_step,
    isize,
    slab,
    spinlock,
    syscall,
    thread,
    u32,
    u64,
    usize,
)

proc_ready = init_step(
    "proc_init", after=(lwkt_ready, clock_ready), doc="The process table, and the first program."
)

process = slab("proc", header="proc/proc.h", doc="Processes.")

proc_lock = spinlock(doc="The processes, and what others ask of one.")

starter = thread(
    "starter_main",
    priority=Priority.DAEMON,
    doc="Runs the in-kernel tests, then starts the first program.",
)


class ProcState(Enum, u32):
    """What a process does.

    PROC_NEW: new
    PROC_RUNS: runs
    PROC_SLEEPS: sleeps
    PROC_ENDED: ended
    """

    PROC_NEW = 0
    PROC_RUNS = 1
    PROC_SLEEPS = 2
    PROC_ENDED = 3


class Signal(Enum, u32):
    """Signals, as DragonFly 2.0 numbers them; 0 asks whether the process is there."""

    SIGNONE = 0
    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGILL = 4
    SIGTRAP = 5
    SIGABRT = 6
    SIGFPE = 8
    SIGKILL = 9
    SIGBUS = 10
    SIGSEGV = 11
    SIGSYS = 12
    SIGTERM = 15


class Auxv(Enum, u32):
    """What the kernel tells a new program beyond its arguments (System V ABI, 3.4.1).

    AT_NULL: The end.
    AT_PAGESZ: Bytes of a page.
    AT_ENTRY: Where the program begins.
    AT_DARNER_GATE: 1 where sysenter may be used.
    """

    AT_NULL = 0
    AT_PAGESZ = 6
    AT_ENTRY = 9
    AT_DARNER_GATE = 0x1000


class WaitFlags(Flags, u32):
    """How to wait.

    WNOHANG: Come back at once when no child has ended.
    """

    WNOHANG = 1


class Rusage(Struct):
    """What a process has used."""

    ticks: u64
    faults: u64
    switches: u64


@syscall(1)
def exit(status: i32) -> NoReturn:
    """End the process.

    The low 8 bits of *status* reach the parent's wait4.
    """
    ...


@syscall(
    7,
    errors=(Errno.ECHILD, Errno.EFAULT, Errno.EINVAL, Errno.EINTR),
    blocks=True,
    abortable=True,
    example={"pid": -1, "options": 1},
)
def wait4(pid: Pid, status: Opt[Out[i32]], options: WaitFlags, rusage: Opt[Out[Rusage]]) -> Pid:
    """Wait for a child to end.

    Waits for the child *pid*, or for any child when *pid* is -1.  Its status is
    stored in *status* and what it used in *rusage*, where they are not NULL.  With
    WNOHANG in *options*, 0 is returned at once when no child has ended yet.

    The signal that ended the child is in the low 7 bits of *status*; when they are 0,
    it exited, with the status in the 8 bits above them.
    """
    ...


@syscall(20)
def getpid() -> Pid:
    """Return the caller's process id."""
    ...


@syscall(37, errors=(Errno.ESRCH, Errno.EINVAL, Errno.EPERM), example={"pid": 0x7FFF0000})
def kill(pid: Pid, signal: Signal) -> None:
    """Send a signal.

    Sends *signal* to the process *pid*.  Signal 0 only asks whether it is there.
    """
    ...


@syscall(39)
def getppid() -> Pid:
    """Return the parent's process id."""
    ...


@syscall(
    600,
    errors=(
        Errno.ENOENT,
        Errno.ENOEXEC,
        Errno.ENOMEM,
        Errno.EAGAIN,
        Errno.E2BIG,
        Errno.EFAULT,
        Errno.EINVAL,
        Errno.ENAMETOOLONG,
    ),
)
def spawn(path: In[CStr, L[64]], args: In[Bytes, L["nargs"], L[2048]]) -> Pid:
    """Start a program.

    Starts the program *path* of the root image in a new process.  *args* holds its
    arguments, each ended by a NUL, *nargs* bytes in all; the first is the name that
    the program sees itself called by.  The child's process id is returned.
    """
    ...


class TlsArea(Enum, u32):
    """The thread-local areas.

    TLS_AREA: The one that there is.
    """

    TLS_AREA = 0


class TlsInfo(Struct):
    """Base and size of a thread-local area."""

    base: usize
    size: isize


@syscall(472, errors=(Errno.EINVAL, Errno.EFAULT))
def set_tls_area(which: TlsArea, info: In[TlsInfo], infosize: usize) -> i32:
    """Set the thread-local area.

    The area *which* begins at the base in *info*, whose size in bytes is *infosize*.
    On i386 the selector to load is returned, on x86_64 0.
    """
    ...


@syscall(473, errors=(Errno.EINVAL, Errno.EFAULT))
def get_tls_area(which: TlsArea, info: Out[TlsInfo], infosize: usize) -> i32:
    """Read the thread-local area.

    Stores base and size of the area *which* in *info*, whose size is *infosize*.
    """
    ...


hello_says_hello = boot_test("hello one two", expect=exits(0))
parents_learn_how_children_ended = boot_test("wait_test", expect=exits(0))
many_programs_leave_nothing = boot_test("spawn_many", expect=exits(0))
tls_belongs_to_its_process = boot_test("tls", expect=exits(0))
a_read_of_kernel_text_kills = boot_test("break_read text", expect=dies(Signal.SIGSEGV))
a_jump_to_kernel_text_kills = boot_test("break_jump text", expect=dies(Signal.SIGSEGV))
a_division_by_zero_kills = boot_test("faults divide", expect=dies(Signal.SIGFPE))
an_unknown_instruction_kills = boot_test("faults opcode", expect=dies(Signal.SIGILL))
