/* SPDX-License-Identifier: BSD-3-Clause */
/* What a switch changes beside the registers of C. */

#include "cpu.h"
#include "kernel.h"
#include "vm/vm.h"

/*
 * Make this CPU ready to run a program's thread: its stack for entries, its
 * address space, FPU registers and thread-local area.  A kernel thread runs in
 * whatever space is loaded; all have the kernel's half.
 *
 * Context: crit, interrupts on
 */
void
cpu_prepare(struct thread *td)
{
	struct cpu *cpu = curcpu();

	segment_prepare(td);
	if (cpu->space != td->space) {
		cpu->space = td->space;
		write_cr3((uintptr_t)td->space->root);
	}
	fpu_activate(td);
}

/*
 * A thread goes to another CPU: keep nothing of it.  Its address space changes
 * where the thread is, and this CPU is not told: it must not stay loaded.
 *
 * Context: crit
 */
void
cpu_forget(struct thread *td)
{
	struct cpu *cpu = curcpu();

	fpu_release(td);
	if (td->space != NULL && cpu->space == td->space) {
		cpu->space = NULL;
		write_cr3((uintptr_t)pmap_kernel());
	}
}
