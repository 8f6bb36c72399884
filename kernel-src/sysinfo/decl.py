# SPDX-License-Identifier: BSD-3-Clause
"""What the kernel tells about itself, and how it ends."""

from proc.decl import ProcState
from syscall.decl import Errno

from dsl import Flags, L, Out, Struct, Text, i32, syscall, u32, u64


class Utsname(Struct):
    """The names of the system, as POSIX has them."""

    sysname: Text[L[32]]
    nodename: Text[L[32]]
    release: Text[L[32]]
    version: Text[L[32]]
    machine: Text[L[32]]


class CpuFeatures(Flags, u32):
    """What the CPU has, and the kernel uses.

    CPU_NX: Pages that cannot be executed.
    CPU_SMEP: The kernel does not execute programs' pages.
    CPU_SMAP: The kernel does not touch them unasked.
    CPU_UMIP: Programs do not see where the kernel's tables are.
    CPU_SEP: sysenter, on i386.
    """

    CPU_NX = 1
    CPU_SMEP = 2
    CPU_SMAP = 4
    CPU_UMIP = 8
    CPU_SEP = 16


class KernelInfo(Struct):
    """The kernel at a glance; the layout is the same on both architectures."""

    page_size: u32
    cpus: u32
    pages_total: u64
    pages_free: u64
    uptime_ns: u64
    switches: u64
    interrupts: u64
    calls: u64
    objects: u64
    heap_pages: u64
    threads: u32
    procs: u32
    spaces: u32
    features: CpuFeatures
    loader: Text[L[32]]
    config: Text[L[16]]


class ProcInfo(Struct):
    """One process, as ps shows it."""

    pid: i32
    parent: i32
    state: ProcState
    pages: u32
    ticks: u64
    name: Text[L[32]]


class RebootFlags(Flags, u32):
    """How to end; without any, the machine starts again.

    RB_HALT: Stop, and stay on.
    RB_POWEROFF: Switch the power off.
    RB_FAILED: Tell whoever started the machine that something has failed.
    """

    RB_HALT = 0x008
    RB_POWEROFF = 0x4000
    RB_FAILED = 0x10000


@syscall(55, errors=(Errno.EPERM, Errno.EINVAL))
def reboot(howto: RebootFlags) -> None:
    """End the machine.

    Halts, powers off or restarts, as *howto* says.  Only the first program may.
    """
    ...


@syscall(164, errors=(Errno.EFAULT,))
def uname(name: Out[Utsname]) -> None:
    """Tell the names of the system.

    Stores them in *name*.
    """
    ...


@syscall(601, errors=(Errno.ESRCH, Errno.EFAULT))
def proc_info(index: u32, info: Out[ProcInfo]) -> None:
    """Tell about a process.

    Stores what there is to say of the process at *index*, from 0 on, in *info*;
    ESRCH when there are fewer.
    """
    ...


@syscall(602, errors=(Errno.EFAULT,))
def kernel_info(info: Out[KernelInfo]) -> None:
    """Tell about the kernel.

    Stores its figures in *info*.
    """
    ...
