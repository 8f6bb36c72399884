/* SPDX-License-Identifier: BSD-3-Clause */
/* The first CPU, before anything has started. */

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

/* The thread that the boot code is; it becomes the first CPU's idle thread. */
static struct thread boot_thread;

extern char boot_stack[];

/*
 * Return CPU 0, made usable: whoever asks first may be earlier than any
 * start step, or be at the end of all.
 *
 * Context: any
 */
struct cpu *
lwkt_boot_cpu(void)
{
	struct cpu *cpu = cpu_of(0);

	if (cpu->self == NULL) {
		cpu->self = cpu;
		cpu->current = cpu->idle = &boot_thread;
		boot_thread.cpu = cpu;
		boot_thread.stack = (uintptr_t)boot_stack;
		boot_thread.stack_size = KERNEL_STACK;
		boot_thread.token_stop = boot_thread.stack;
		boot_thread.crit = 1;
		strlcpy(boot_thread.name, "idle", sizeof(boot_thread.name));
	}
	return (cpu);
}
