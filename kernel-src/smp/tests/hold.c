/* SPDX-License-Identifier: BSD-3-Clause */

#include "smp/tests/hold.h"

#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"

static void
hold_main(void *argument)
{
	struct hold *hold = argument;

	crit_enter();
	atomic_store_int(&hold->here, 1);
	while (atomic_load_int(&hold->gone) == 0)
		cpu_pause();
	crit_exit();
}

/*
 * Have a CPU, not ours, stand still; false when there is no memory.
 *
 * Context: thread
 */
bool
hold_begin(struct ktest *t, struct hold *hold, struct cpu *cpu)
{
	struct thread *td;

	hold->here = hold->gone = 0;
	hold->threads = lwkt_thread_count();
	td = lwkt_create_on(cpu, hold_main, hold, "held",
	    curthread()->priority, 0, KERNEL_STACK);
	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td == NULL)
		return (false);
	lwkt_schedule(td);
	while (atomic_load_int(&hold->here) == 0)
		cpu_pause();
	return (true);
}

/* Let the CPU go on.  Context: any */
void
hold_let_go(struct hold *hold)
{
	atomic_store_int(&hold->gone, 1);
}

/*
 * Let the CPU go on, and wait until its thread is gone.
 *
 * Context: thread
 */
void
hold_end(struct hold *hold)
{
	hold_let_go(hold);
	for (lwkt_reap(); lwkt_thread_count() != hold->threads; lwkt_reap())
		lwkt_yield();
}
