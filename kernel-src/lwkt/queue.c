/* SPDX-License-Identifier: BSD-3-Clause */
/* Run queues, beside what each switch does with them. */

#include "counting.gen.h"
#include "cpu.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"

/*
 * Take a thread off our queue that does not run, wherever it stands there.
 *
 * Context: crit
 */
void
lwkt_dequeue(struct thread *td)
{
	struct cpu *cpu = curcpu();
	struct thread **tail = &cpu->run_tail[td->priority], *before = *tail;

	KASSERT(td->cpu == cpu && td != cpu->current && td->flags & TDF_RUNQ,
	    "lwkt_dequeue: %s of CPU %u, flags 0x%x", td->name, td->cpu->id,
	    td->flags);
	while (before->next != td)
		before = before->next;
	td->flags &= ~(uint32_t)TDF_RUNQ;
	before->next = td->next;
	if (before == td)
		cpu->run_mask &= ~((size_t)1 << td->priority);
	else if (*tail == td)
		*tail = before;
}

/*
 * Change our own priority; on a queue we stay the first of our level.
 *
 * Context: crit
 */
void
lwkt_set_priority(uint32_t priority)
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();
	struct thread **tail = &cpu->run_tail[priority];
	size_t bit = (size_t)1 << priority;

	if ((td->flags & TDF_RUNQ) == 0) {
		td->priority = priority;
		return;
	}
	lwkt_deschedule_self();
	td->priority = priority;
	td->flags |= TDF_RUNQ;
	if ((cpu->run_mask & bit) == 0)
		*tail = td->next = td;
	else
		td->next = (*tail)->next;
	(*tail)->next = td;
	cpu->run_mask |= bit;
}

/*
 * A program that may run here, or is about to, owes something.
 *
 * Context: crit
 */
void
ipi_on_look(void)
{
	struct cpu *cpu = curcpu();

	KASSERT(cpu->current->crit > 0, "ipi_on_look: in no section");
	pending_set(cpu, PENDING_AST);
}

/*
 * Another CPU asks.  The thread may have moved on meanwhile: then so do we.
 *
 * Context: crit
 */
void
ipi_on_schedule(struct thread *td)
{
	count_lwkt_schedules();
	lwkt_schedule(td);
}

/*
 * Is somebody ready who is better than we?
 *
 * Context: crit
 */
bool
lwkt_is_bettered(void)
{
	return (curcpu()->run_mask >> curthread()->priority > 1);
}
