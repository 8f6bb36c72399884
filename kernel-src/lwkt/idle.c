/* SPDX-License-Identifier: BSD-3-Clause */
/* What a CPU does when nobody wants it, and how it begins. */

#include "init.gen.h"
#include "ipi/ipi.h"
#include "lwkt/lwkt.h"
#include "proc/proc.h"
#include "smp/smp.h"

/* Nobody stands on the stack any more of who has left this CPU. */
static void
see_off(struct cpu *cpu)
{
	struct thread *td = cpu->leaving;
	struct proc *proc;

	cpu->leaving = NULL;
	if ((td->flags & TDF_DEAD) == 0) {
		lwkt_send_off(td);
		return;
	}
	proc = td->proc;
	lwkt_bury(td);
	if (proc != NULL)
		proc_gone(proc);
}

/*
 * What an idle thread does: run whatever is ready, sleep when nothing is.
 *
 * Context: thread, stays on its CPU
 */
void
lwkt_idle(void *unused)
{
	struct cpu *cpu = curcpu();

	KASSERT(unused == NULL, "lwkt_idle: what is %p?", unused);
	atomic_store_int(&cpu->online, 1);
	for (;;) {
		cpu_disable();
		cpu->current->crit = 1;
		if (ipi_waiting())
			pending_set(cpu, PENDING_IPI);
		if (cpu->run_mask != 0 && cpu->stalled == 0) {
			cpu_enable();
			lwkt_switch();
			if (cpu->leaving != NULL)
				see_off(cpu);
		} else if ((cpu->pending & (PENDING_INTR | PENDING_IPI)) == 0) {
			cpu->pending = 0;
			cpu->current->crit = 0;
			cpu_idle();
			continue;
		} else {
			cpu_enable();
		}
		crit_exit();
	}
}

/*
 * Start the declared threads of a CPU: all on the first, on others those that
 * every CPU has.
 *
 * Context: thread
 */
void
lwkt_start_threads(struct cpu *cpu)
{
	for (unsigned i = 0; i < thread_row_count; i++) {
		const struct thread_row *row = &thread_row_table[i];
		struct thread *td;

		if (cpu->id != 0 && !row->every_cpu)
			continue;
		td = lwkt_create_on(cpu,
		    (void (*)(void *))(uintptr_t)row->entry, NULL, row->name,
		    row->priority, row->preempts ? TDF_PREEMPTS : 0,
		    row->stack);

		if (td == NULL)
			panic("lwkt_start: no memory for %s", row->name);
		lwkt_schedule(td);
	}
}

/*
 * All start steps have run: start the declared threads, and become the idle
 * thread.
 *
 * Context: boot
 */
void
lwkt_start(void)
{
	lwkt_start_threads(curcpu());
	lwkt_idle(NULL);
	panic("lwkt_start: the idle thread returned");
}
