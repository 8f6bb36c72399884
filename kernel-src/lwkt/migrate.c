/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Going to another CPU (dragonfly.md 3.7).
 *
 * A thread that goes takes itself off its queue and leaves by the idle thread,
 * which then knows that nobody stands on its stack; it writes whose the thread
 * is now, and from then on touches it no more.  One message tells the new CPU,
 * which alone puts it on a queue.  Who wants to schedule it meanwhile asks
 * the CPU that the thread names: the old one sends that on, the new one notes
 * it until the thread is there.
 *
 * A CPU can also ask for a thread that does not run.  Its owner gives away
 * what says that it keeps nothing of its CPU over a sleep or a yield
 * (TDF_MOVABLE), and nothing else.
 */

#include "counting.gen.h"
#include "ipi_message.gen.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "window.h"

/*
 * Go on on another CPU; nothing happens when it is the one that we are on.
 *
 * Context: thread
 */
void
lwkt_migrate(struct cpu *to)
{
	struct thread *td = curthread();

	crit_enter();
	KASSERT(td->crit == 1 && (td->flags & TDF_PREEMPTS) == 0 &&
	    td != td->cpu->idle && !window_is_held(td->cpu),
	    "lwkt_migrate: %s cannot leave CPU %u: %u sections, flags 0x%x",
	    td->name, td->cpu->id, td->crit, td->flags);
	if (td->cpu != to) {
		lwkt_deschedule_self();
		td->flags |= TDF_MIGRATING | TDF_WANTED;
		td->destination = to;
		lwkt_leave();
	}
	crit_exit();
}

/*
 * Send a thread to its destination that is off its stack and off our queue;
 * of what this CPU remembers of it nothing may stay.
 *
 * Context: crit
 */
void
lwkt_send_off(struct thread *td)
{
	struct cpu *to = td->destination;

	KASSERT(td->cpu == curcpu() && td != td->cpu->current &&
	    (td->flags & (TDF_MIGRATING | TDF_RUNQ)) == TDF_MIGRATING,
	    "lwkt_send_off: %s of CPU %u, flags 0x%x", td->name, td->cpu->id,
	    td->flags);
	cpu_forget(td);
	count_lwkt_migrations();
	cpu_ccfence();
	*(struct cpu *volatile *)&td->cpu = to;
	(void)ipi_adopt(to, td);
}

/*
 * A thread has come to this CPU.
 *
 * Context: crit
 */
void
ipi_on_adopt(struct thread *td)
{
	bool wanted = td->flags & TDF_WANTED;

	count_lwkt_adoptions();
	KASSERT(td->cpu == curcpu() && (td->flags & TDF_MIGRATING) &&
	    td->destination == td->cpu, "ipi_on_adopt: %s, flags 0x%x, "
	    "belongs to CPU %u, not to %u", td->name, td->flags, td->cpu->id,
	    curcpu()->id);
	td->flags &= ~(uint32_t)(TDF_MIGRATING | TDF_WANTED);
	if (wanted)
		lwkt_schedule(td);
}

/* Does its owner let a thread go, which does not run? */
static bool
is_free_to_go(const struct cpu *cpu, const struct thread *td)
{
	return (td != cpu->current && td != cpu->preempted &&
	    (td->flags & (TDF_MOVABLE | TDF_PREEMPTS | TDF_DEAD |
	    TDF_MIGRATING | TDF_TURNED)) == TDF_MOVABLE);
}

/*
 * Ask for a thread: it comes to the CPU `to' if it does not run, and is such
 * as may go (above).  Whether it has come, only itself knows.
 *
 * Context: any
 */
void
lwkt_pull(struct thread *td, struct cpu *to)
{
	(void)ipi_give(td->cpu, td, to->id);
}

/*
 * Another CPU asks for a thread.  It may have gone meanwhile: then it is asked
 * for where it went.
 *
 * Context: crit
 */
void
ipi_on_give(struct thread *td, uint32_t id)
{
	struct cpu *cpu = curcpu(), *to = cpu_of(id);

	if (td->cpu != cpu) {
		(void)ipi_give(td->cpu, td, id);
		return;
	}
	if (to == cpu || !is_free_to_go(cpu, td))
		return;
	if (td->flags & TDF_RUNQ) {
		lwkt_dequeue(td);
		td->flags |= TDF_WANTED;
	}
	td->flags |= TDF_MIGRATING;
	td->destination = to;
	lwkt_send_off(td);
}
