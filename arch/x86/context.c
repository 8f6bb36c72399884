/* SPDX-License-Identifier: BSD-3-Clause */
/* What a switch changes beside the registers of C. */

#include "cpu.h"
#include "kernel.h"
#include "vm/vm.h"

/*
 * Make this CPU ready to run `td': its stack for entries, and for a program
 * its address space, FPU registers and thread-local area.  A kernel thread
 * runs in whatever space is loaded; all have the kernel's half.
 *
 * Context: crit
 */
void
cpu_prepare(struct thread *td)
{
	if (td->space == NULL)
		return;
	segment_set_stack(td->stack + td->stack_size);
	vm_space_activate(td->space);
	fpu_activate(td);
	segment_set_tls(td->tls_base);
}
