# SPDX-License-Identifier: BSD-3-Clause
"""Memory: physical pages, the kernel's address space, and the programs'."""

from firmware.decl import firmware_read
from syscall.decl import Errno
from trap.decl import traps_ready

from dsl import (
    Array,
    Fd,
    Flags,
    L,
    Struct,
    UserAddr,
    boot_test,
    budget,
    exits,
    i64,
    init_step,
    slab,
    spinlock,
    syscall,
    u32,
    u64,
    usize,
)

pages_ready = init_step(
    "page_init", after=(firmware_read,), doc="Physical pages, from the loader's map."
)
vm_ready = init_step(
    "vm_init", after=(pages_ready, traps_ready), doc="The kernel's page tables, by section."
)


vm_space_lock = spinlock(doc="How many address spaces there are.")
kmem_lock = spinlock(doc="Which of the kernel's addresses are taken.")
pmap_table_lock = spinlock(doc="Held while a table is put where there was none.")
page_lock = spinlock(after=(pmap_table_lock, kmem_lock), doc="Which physical pages are free.")


vm_space = slab("vm_space", header="vm/vm.h", doc="Programs' address spaces.")
vm_region = slab("vm_region", header="vm/vm.h", doc="Pieces of programs' address spaces.")


class PageStore(Struct, percpu=True):
    """The pages that a CPU has at hand; it alone touches them, in critical sections."""

    nstock: u32
    nzeroed: u32
    stock: Array[u64, L[32]]
    zeroed: Array[u64, L[32]]


class Prot(Flags, u32):
    """What may be done with mapped memory.

    PROT_READ: It may be read.
    PROT_WRITE: It may be written.
    PROT_EXEC: It may be run.
    """

    PROT_READ = 0x1
    PROT_WRITE = 0x2
    PROT_EXEC = 0x4


class MapFlags(Flags, u32):
    """How memory is mapped.

    MAP_SHARED: Others see what is written; not there yet.
    MAP_PRIVATE: Nobody else sees what is written.
    MAP_FIXED: At the address that is given, in place of what is there.
    MAP_ANON: Zeroed memory, and no file.
    """

    MAP_SHARED = 0x0001
    MAP_PRIVATE = 0x0002
    MAP_FIXED = 0x0010
    MAP_ANON = 0x1000


@syscall(73, errors=(Errno.EINVAL,), example={"addr": 0x10000, "len": 4096})
def munmap(addr: UserAddr, len: usize) -> None:
    """Remove mappings.

    Unmaps the pages from *addr* for *len* bytes.  The address must be page-aligned
    and the range inside the user's space.
    """
    ...


@syscall(
    197,
    errors=(Errno.EINVAL, Errno.ENOMEM, Errno.EBADF),
    stack_words=True,
    example={"len": 4096, "prot": 3, "flags": 0x1002, "fd": -1},
)
def mmap(addr: UserAddr, len: usize, prot: Prot, flags: MapFlags, fd: Fd, offset: i64) -> UserAddr:
    """Map anonymous memory.

    Maps *len* bytes of zeroed memory with the protection *prot*.  *flags* must
    hold MAP_ANON and MAP_PRIVATE; with MAP_FIXED the memory lies at *addr*, else
    *addr* is a hint.  *fd* must be -1 and *offset* 0, since there are no files yet.
    Memory that is writable and executable at once is refused.  The address of the
    memory is returned.
    """
    ...


memory_is_zeroed_placed_and_returned = boot_test("mmap_test", expect=exits(0))
who_takes_all_memory_is_ended = boot_test("hog", expect=exits(0))
programs_are_isolated = boot_test(
    "isolate", expect=exits(0), doc="Two programs, one address, two contents."
)
kernel_memory_cannot_be_touched = boot_test("break_read", expect=exits(0))
kernel_memory_cannot_be_run = boot_test("break_jump", expect=exits(0))

mmap_munmap = budget(
    {"i386": 800, "x86_64": 800}, run="bench", doc="A page mapped and unmapped, not touched."
)
mmap_touch_munmap = budget(
    {"i386": 4000, "x86_64": 3500}, run="bench", doc="A page mapped, written and unmapped."
)
fault_anon = budget(
    {"i386": 1500, "x86_64": 950}, run="bench", doc="The first write to a page: zeroed, entered."
)
