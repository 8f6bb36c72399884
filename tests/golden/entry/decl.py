# SPDX-License-Identifier: BSD-3-Clause
"""Ways into the kernel, and what it starts, for the golden files."""

from dsl import (
    Kptr,
    L,
    Priority,
    Struct,
    init_step,
    interrupt,
    syscall,
    thread,
    trap,
    u32,
    usize,
)

nmi = trap(2, own_stack=True, name="NMI")
breakpoint = trap(3, user=True, name="#BP breakpoint")
protection = trap(13, error_code=True, name="#GP general protection")
tick = interrupt(0, vector=0x20, doc="The timer.")

pages_ready = init_step("page_init", doc="Memory.")
clock_ready = init_step("clock_init", after=(pages_ready,), doc="Time.")
softclock = thread("softclock_main", priority=Priority.INT_LOW, preempts=True, doc="Callouts.")


class Thread(Struct):
    """What a CPU runs."""

    sp: usize


class Cpu(Struct):
    """What one CPU owns."""

    current: Kptr[L["thread"]]
    kernel_sp: usize
    user_sp: usize
    pending: u32


@syscall(20)
def whoami() -> u32:
    """Return the caller's number."""
    ...
