/* SPDX-License-Identifier: BSD-3-Clause */
/* Run queues and the switch. */

#include "frame.h"
#include "init.gen.h"
#include "lwkt/lwkt.h"
#include "proc/proc.h"
#include "trap/interrupt.h"

enum {
	QUANTUM = 4			/* ticks of a program's turn */
};

/* CPU 0, and the thread that the boot code is; it becomes the idle thread. */
static struct cpu boot_cpu;
static struct thread boot_thread;

extern char boot_stack[];

/*
 * Return CPU 0, made usable: whoever asks first may be earlier than any
 * start step.
 *
 * Context: boot
 */
struct cpu *
lwkt_boot_cpu(void)
{
	struct cpu *cpu = &boot_cpu;

	if (cpu->self == NULL) {
		cpu->self = cpu;
		cpu->current = cpu->idle = &boot_thread;
		cpu->nthreads = 1;
		boot_thread.cpu = cpu;
		boot_thread.stack = (uintptr_t)boot_stack;
		boot_thread.stack_size = KERNEL_STACK;
		boot_thread.crit = 1;
		strlcpy(boot_thread.name, "idle", sizeof(boot_thread.name));
	}
	return (cpu);
}

static void
enqueue(struct cpu *cpu, struct thread *td, bool at_head)
{
	uint32_t level = td->priority;

	td->flags |= TDF_RUNQ;
	if ((cpu->run_mask & 1u << level) == 0) {
		td->next = NULL;
		cpu->run_head[level] = cpu->run_tail[level] = td;
		cpu->run_mask |= 1u << level;
	} else if (at_head) {
		td->next = cpu->run_head[level];
		cpu->run_head[level] = td;
	} else {
		td->next = NULL;
		cpu->run_tail[level]->next = td;
		cpu->run_tail[level] = td;
	}
}

/* Take the first thread of the highest level that has one, or idle. */
static inline struct thread *
choose(struct cpu *cpu)
{
	struct thread *td;
	uint32_t level;

	if (cpu->run_mask == 0)
		return (cpu->idle);
	level = 31 - (uint32_t)__builtin_clz(cpu->run_mask);
	td = cpu->run_head[level];
	cpu->run_head[level] = td->next;
	if (td->next == NULL)
		cpu->run_mask &= ~(1u << level);
	td->flags &= ~(uint32_t)TDF_RUNQ;
	return (td);
}

/*
 * Run the best thread.  The caller has put itself on a queue, or has not and
 * will run again when somebody schedules it.
 *
 * Context: crit
 */
void
lwkt_switch(void)
{
	struct cpu *cpu = curcpu();
	struct thread *from = cpu->current, *to;
	uintptr_t flags = cpu_flags();

	KASSERT(from->crit > 0, "lwkt_switch: %s is in no critical section",
	    from->name);
	cpu_disable();
	to = choose(cpu);
	if (to != from) {
		cpu->current = to;
		cpu->switches++;
		cpu->pending &= PENDING_INTR;
		if (to->flags & TDF_AST)
			cpu->pending |= PENDING_AST;
		/* Who owns the FPU's registers was prepared last. */
		if (to->space != NULL && to != cpu->fpu_owner)
			cpu_prepare(to);
		cpu_switch(from, to);
	}
	if (flags & FLAGS_INTERRUPT)
		cpu_enable();
}

/*
 * Make a thread ready.  An interrupt thread of higher priority than ours
 * takes the CPU when our critical section ends.
 *
 * Context: any
 */
void
lwkt_schedule(struct thread *td)
{
	struct cpu *cpu = curcpu();

	crit_enter();
	KASSERT(td->cpu == cpu, "lwkt_schedule: %s belongs to CPU %u, not %u",
	    td->name, td->cpu->id, cpu->id);
	if ((td->flags & (TDF_RUNQ | TDF_DEAD | TDF_SLEEPING)) == 0 &&
	    td != cpu->current) {
		enqueue(cpu, td, false);
		if (td->priority > cpu->current->priority)
			cpu->pending |= td->flags & TDF_PREEMPTS ?
			    PENDING_PREEMPT : PENDING_RESCHED;
	}
	crit_exit();
}

/*
 * Go to the end of our priority's queue.
 *
 * Context: thread
 */
void
lwkt_yield(void)
{
	crit_enter();
	enqueue(curcpu(), curthread(), false);
	lwkt_switch();
	crit_exit();
}

/*
 * Let the interrupt threads run that are ready; we go on before our equals.
 *
 * Context: crit
 */
void
lwkt_preempt(void)
{
	struct cpu *cpu = curcpu();

	cpu->pending &= ~(uint32_t)PENDING_PREEMPT;
	if (cpu->current != cpu->idle)
		enqueue(cpu, cpu->current, true);
	lwkt_switch();
}

/*
 * A critical section has ended and something was owed: the handlers of the
 * interrupts that came, and the threads that they made ready.
 *
 * Context: any
 */
void
lwkt_deferred(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;

	td->crit++;
	while (cpu->pending & (PENDING_INTR | PENDING_PREEMPT)) {
		if (cpu->pending & PENDING_INTR)
			interrupt_deferred();
		if (cpu->pending & PENDING_PREEMPT)
			lwkt_preempt();
	}
	td->crit--;
}

/*
 * Every tick: a program's turn is over after a few.
 *
 * Context: intr
 */
void
lwkt_tick(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;

	td->ticks++;
	if (td->proc != NULL && td->ticks % QUANTUM == 0)
		cpu->pending |= PENDING_RESCHED;
}

/*
 * On the way back to a program, with something owed.
 *
 * Context: thread
 */
void
ast(struct trap_frame *frame)
{
	struct cpu *cpu = curcpu();

	KASSERT(frame_is_user(frame), "ast: pc 0x%zx is the kernel's",
	    frame_pc(frame));
	cpu_enable();
	if (cpu->pending & (PENDING_INTR | PENDING_PREEMPT))
		lwkt_deferred();
	proc_check(frame);
	cpu->pending &= ~(uint32_t)PENDING_AST;
	if (cpu->pending & PENDING_RESCHED) {
		cpu->pending &= ~(uint32_t)PENDING_RESCHED;
		lwkt_yield();
	}
}

/* What the idle thread does: run whatever is ready, sleep when nothing is. */
static void
idle(void)
{
	struct cpu *cpu = curcpu();

	for (;;) {
		cpu_disable();
		cpu->current->crit = 1;
		if (cpu->run_mask != 0) {
			lwkt_switch();
		} else if ((cpu->pending & PENDING_INTR) == 0) {
			cpu->pending = 0;
			cpu->current->crit = 0;
			cpu_idle();
			continue;
		}
		cpu_enable();
		crit_exit();
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
	for (unsigned i = 0; i < thread_row_count; i++) {
		const struct thread_row *row = &thread_row_table[i];
		struct thread *td = lwkt_create(
		    (void (*)(void *))(uintptr_t)row->entry, NULL, row->name,
		    row->priority, row->preempts ? TDF_PREEMPTS : 0,
		    row->stack);

		if (td == NULL)
			panic("lwkt_start: no memory for %s", row->name);
		lwkt_schedule(td);
	}
	idle();
	panic("lwkt_start: the idle thread returned");
}

/* Context: thread */
intptr_t
sys_sched_yield(void)
{
	lwkt_yield();
	return (0);
}
