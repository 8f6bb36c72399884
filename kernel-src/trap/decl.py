# SPDX-License-Identifier: BSD-3-Clause
"""Exceptions of the x86 CPU (SDM 3A 6.15)."""

from console.decl import console_ready
from ktr.decl import TraceKind

from dsl import boot_test, counter, exits, init_step, trace_point, trap, u32, usize

interrupts = counter("interrupts", doc="Interrupts of devices that arrived.")
page_faults = counter("faults", doc="Page faults, of programs and of the kernel for them.")

divide = trap(0, name="#DE divide error")
debug = trap(1, name="#DB debug")
nmi = trap(2, own_stack=True, name="NMI")
breakpoint = trap(3, user=True, name="#BP breakpoint")
overflow = trap(4, user=True, name="#OF overflow")
bound = trap(5, name="#BR bound range")
invalid_opcode = trap(6, name="#UD invalid opcode")
no_fpu = trap(7, name="#NM no coprocessor")
double_fault = trap(8, error_code=True, own_stack=True, name="#DF double fault")
fpu_segment = trap(9, name="coprocessor segment overrun")
invalid_tss = trap(10, error_code=True, name="#TS invalid TSS")
not_present = trap(11, error_code=True, name="#NP segment not present")
stack_fault = trap(12, error_code=True, name="#SS stack fault")
protection = trap(13, error_code=True, name="#GP general protection")
page_fault = trap(14, error_code=True, name="#PF page fault")
fpu_error = trap(16, name="#MF x87 error")
alignment = trap(17, error_code=True, name="#AC alignment check")
machine_check = trap(18, own_stack=True, name="#MC machine check")
simd_error = trap(19, name="#XM SIMD error")

traps_ready = init_step(
    "trap_init", after=(console_ready,), doc="Protect the kernel, load the entry MSRs."
)

faults_end_the_program = boot_test("faults", expect=exits(0), doc="Each by its signal.")
fpu_belongs_to_its_process = boot_test("fpu", expect=exits(0))


@trace_point(TraceKind.TRACE_INTERRUPT)
def interrupt_enter(irq: u32) -> None:
    """An interrupt of a device is taken."""


@trace_point(TraceKind.TRACE_INTERRUPT)
def interrupt_exit(irq: u32) -> None:
    """Its handler, and whom it made ready, have run."""


@trace_point(TraceKind.TRACE_FAULT)
def fault(address: usize, pc: usize, error: u32) -> None:
    """An address is not mapped, or not so."""
