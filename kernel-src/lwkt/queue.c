/* SPDX-License-Identifier: BSD-3-Clause */
/* Run queues, beside what each switch does with them. */

#include "cpu.h"
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
 * Let a thread of our priority that is on no queue take our place on ours.
 *
 * Context: crit
 */
void
lwkt_replace_self(struct thread *td)
{
	struct thread *self = curthread();
	struct thread **tail = &curcpu()->run_tail[self->priority];

	KASSERT((td->flags & (TDF_RUNQ | TDF_DEAD | TDF_MIGRATING)) == 0 &&
	    td->priority == self->priority && td->cpu == self->cpu,
	    "lwkt_replace_self: %s for %s, flags 0x%x", td->name, self->name,
	    td->flags);
	td->flags |= TDF_RUNQ;
	self->flags &= ~(uint32_t)TDF_RUNQ;
	if (*tail == self) {
		*tail = td->next = td;
	} else {
		td->next = self->next;
		(*tail)->next = td;
	}
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
 * Is somebody ready who is better than we?
 *
 * Context: crit
 */
bool
lwkt_is_bettered(void)
{
	return (curcpu()->run_mask >> curthread()->priority > 1);
}
