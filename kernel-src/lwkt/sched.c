/* SPDX-License-Identifier: BSD-3-Clause */
/* Run queues and the switch. */

#include "clock/clock.h"
#include "counting.gen.h"
#include "cpusync/cpusync.h"
#include "frame.h"
#include "ipi_message.gen.h"
#include "lock/token.h"
#include "lwkt/lwkt.h"
#include "proc/proc.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "trace_point.gen.h"
#include "trap/interrupt.h"
#include "usched/usched.h"
#include "window.h"

enum {
	QUANTUM = 4			/* ticks of a turn */
};

/* Put a thread behind its equals: they take turns from here on. */
static __attribute__((noinline)) void
append(struct cpu *cpu, struct thread *td)
{
	struct thread **tail = &cpu->run_tail[td->priority];

	td->next = (*tail)->next;
	(*tail)->next = td;
	*tail = td;
	clock_tick_start();
}

/*
 * A level's queue is a ring: cpu->run_tail is its last thread, whose `next'
 * is its first.  Whoever runs stays at the head of its ring until it sleeps or
 * ends; so nothing need be done when it is preempted, and giving way to its
 * equals is one turn of the ring.  The idle thread is on none.
 */
static inline void
enqueue(struct cpu *cpu, struct thread *td)
{
	uint32_t level = td->priority;
	size_t bit = (size_t)1 << level;

	KASSERT(td->cpu == cpu, "enqueue: CPU %u puts %s of CPU %u on a queue",
	    cpu->id, td->name, td->cpu->id);
	td->flags |= TDF_RUNQ;
	cpu->stalled = 0;
	if (__builtin_expect((cpu->run_mask & bit) != 0, false)) {
		append(cpu, td);
		return;
	}
	cpu->run_mask |= bit;
	cpu->run_tail[level] = td->next = td;
}

static inline size_t
highest(size_t mask)
{
	return ((size_t)__builtin_clzl(mask) ^ (8 * sizeof(mask) - 1));
}

/* The first thread of the highest level that has one. */
static inline struct thread *
best(const struct cpu *cpu)
{
	return (cpu->run_tail[highest(cpu->run_mask)]->next);
}

/* The thread that goes on when the interrupt threads are done. */
static struct thread *
take_preempted(struct cpu *cpu)
{
	struct thread *td = cpu->preempted;

	cpu->preempted = NULL;
	return (td);
}

/*
 * The best thread wants its tokens back: return it when it has them, else the
 * next one that needs none, or has its own.  It comes to the head of its queue.
 * When everybody waits for tokens, the CPU is stalled until it is told.
 */
static struct thread *
with_tokens(struct cpu *cpu)
{
	size_t mask = cpu->run_mask;

	cpu->stalled = 1;
	for (size_t level; mask != 0; mask &= ~((size_t)1 << level)) {
		struct thread *td, *last;

		level = highest(mask);
		td = last = cpu->run_tail[level];
		do {
			td = td->next;
			if (cpu->preempted != NULL &&
			    (td->flags & TDF_PREEMPTS) == 0)
				return (take_preempted(cpu));
			if (td->flags & TDF_TOKENS && !token_take_all(td))
				continue;
			while (cpu->run_tail[level]->next != td)
				cpu->run_tail[level] =
				    cpu->run_tail[level]->next;
			cpu->stalled = 0;
			return (td);
		} while (td != last);
	}
	return (cpu->preempted != NULL ? take_preempted(cpu) : cpu->idle);
}

/*
 * Go on as a program's thread.  When it is another program's, the last one's
 * turn is over and the CPU is prepared; one that goes on after interrupt
 * threads still owes what it owed.
 */
static void
switch_to_program(struct cpu *cpu, struct thread *from, struct thread *to)
{
	pending_clear(cpu, PENDING_PREEMPT | PENDING_AST);
	if (to->owes != 0)
		pending_set(cpu, PENDING_AST);
	to->switches++;
	/* Who owns the FPU's registers was prepared last. */
	if (to != cpu->fpu_owner) {
		pending_clear(cpu, PENDING_RESCHED);
		cpu_prepare(to);
	} else if (highest(cpu->run_mask) > to->priority) {
		/* Interrupt threads that came between have woken a better. */
		pending_set(cpu, PENDING_RESCHED);
	}
	cpu_switch(from, to);
}

/* Go on as the first that needs no tokens, or can have its own. */
static __attribute__((noinline)) void
switch_with_tokens(struct cpu *cpu, struct thread *from)
{
	struct thread *to = with_tokens(cpu);

	if (to->flags & TDF_PROGRAM)
		switch_to_program(cpu, from, to);
	else
		cpu_switch(from, to);
}

/*
 * Go on as a program's thread, or as one that wants tokens.  Not inline, each
 * of them: a switch to a kernel thread saves nothing for the sake of this.
 */
static __attribute__((noinline)) void
switch_to_special(struct cpu *cpu, struct thread *from, struct thread *to)
{
	if (to->flags & TDF_TOKENS)
		switch_with_tokens(cpu, from);
	else
		switch_to_program(cpu, from, to);
}

/*
 * Go on as `to'.  Interrupts that come are noted, for both threads are in
 * critical sections.  Who is alone switches to itself, which changes nothing.
 */
static inline void
switch_to(struct cpu *cpu, struct thread *from, struct thread *to)
{
	cpu->switches++;
	trace_lwkt_switch(from, to, to->id);
	if (__builtin_expect((to->flags & TDF_SPECIAL) == 0, true))
		cpu_switch(from, to);
	else
		switch_to_special(cpu, from, to);
}

/* What holds whenever a thread switches. */
static inline void
assert_may_switch(const struct thread *from)
{
	KASSERT(from->crit > 0 && cpu_flags() & FLAGS_INTERRUPT,
	    "lwkt_switch: %s is in no critical section, or interrupts are off",
	    from->name);
	KASSERT(!cpusync_is_inside() && ipi_state()->handling == 0,
	    "lwkt_switch: %s is in a rendezvous, or handles a message",
	    from->name);
	if (KERN_INVARIANTS)
		witness_may_switch("lwkt_switch");
}

/* Run the best thread; we keep our tokens. */
static void
switch_to_best(struct cpu *cpu, struct thread *from)
{
	struct thread *to = cpu->run_mask != 0 ? best(cpu) : cpu->idle;

	assert_may_switch(from);
	if (cpu->preempted != NULL && (to->flags & TDF_PREEMPTS) == 0)
		to = take_preempted(cpu);
	switch_to(cpu, from, to);
}

/* The same, without our tokens.  Apart: who has none saves nothing for us. */
static __attribute__((noinline)) void
switch_from_tokens(struct thread *from)
{
	token_give_all(from);
	switch_to_best(curcpu(), from);
}

/*
 * Run the best thread.  The caller runs again when it is the best; when it
 * has taken itself off its queue, not before somebody schedules it.
 *
 * When interrupt threads have taken the CPU from a thread, that thread goes on
 * when they are done, before anybody better whom they made ready: in the kernel
 * nothing but an interrupt thread comes between.  Tokens are given up, and are
 * back when this returns.
 *
 * Context: crit, interrupts on
 */
void
lwkt_switch(void)
{
	struct thread *from = curthread();

	if (__builtin_expect(token_some(from), false))
		switch_from_tokens(from);
	else
		switch_to_best(curcpu(), from);
}

/*
 * Let a thread of our priority that is on no queue take our place on ours, and
 * the CPU, unless somebody is better: a program's does that, which keeps
 * nobody preempted.
 *
 * Context: crit, interrupts on
 */
void
lwkt_hand_over(struct thread *to)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;
	uint32_t level = td->priority;
	struct thread **tail = &cpu->run_tail[level];

	KASSERT((to->flags & (TDF_RUNQ | TDF_DEAD | TDF_MIGRATING)) == 0 &&
	    to->priority == level && to->cpu == cpu && cpu->preempted == NULL,
	    "lwkt_hand_over: %s for %s, flags 0x%x", to->name, td->name,
	    to->flags);
	assert_may_switch(td);
	to->flags |= TDF_RUNQ;
	td->flags &= ~(uint32_t)TDF_RUNQ;
	if (*tail == td) {
		*tail = to->next = to;
	} else {
		to->next = td->next;
		(*tail)->next = to;
	}
	if (__builtin_expect(token_some(td) || cpu->run_mask >> level > 1,
	    false))
		lwkt_switch();
	else
		switch_to(cpu, td, to);
}

/*
 * Put a thread of this CPU on its queue that is on none, and neither better
 * than we nor asleep.
 *
 * Context: crit
 */
void
lwkt_ready(struct thread *td)
{
	enqueue(curcpu(), td);
}

/*
 * A better thread than the running one is ready.  An interrupt thread that has
 * to wait for the end of a section beyond the one of who makes it ready, and
 * of the handler that does, is refused until then.
 */
static inline void
want_switch(struct cpu *cpu, const struct thread *td)
{
	if ((td->flags & TDF_PREEMPTS) == 0) {
		pending_set(cpu, PENDING_RESCHED);
		return;
	}
	if (cpu->current->crit > 1 + cpu->handling)
		count_lwkt_refused();
	pending_set(cpu, PENDING_PREEMPT);
}

/*
 * Make a thread of this CPU ready that sleeps, or has gone to sleep.  An
 * interrupt thread of higher priority than ours takes the CPU when our critical
 * section ends.
 *
 * Context: crit
 */
void
lwkt_schedule_here(struct thread *td)
{
	struct cpu *cpu = curcpu();

	if (__builtin_expect((td->flags & (TDF_RUNQ | TDF_DEAD |
	    TDF_MIGRATING)) == 0 && td->wait_channel == NULL, true)) {
		trace_lwkt_wakeup(td, td->id, td->priority);
		if (td->priority > cpu->current->priority)
			want_switch(cpu, td);
		enqueue(cpu, td);
	} else if ((td->flags & TDF_MIGRATING) && td->wait_channel == NULL) {
		td->flags |= TDF_WANTED;
	}
}

/*
 * Make a thread ready: on the CPU that owns it, which another one asks.
 *
 * Context: any
 */
void
lwkt_schedule(struct thread *td)
{
	crit_enter();
	if (__builtin_expect(td->cpu != curcpu(), false))
		(void)ipi_schedule(td->cpu, td);
	else
		lwkt_schedule_here(td);
	crit_exit();
}

/* Take the running thread off its queue, whose head it is. */
static inline void
take_off(struct cpu *cpu, struct thread *td)
{
	struct thread *tail = cpu->run_tail[td->priority];

	KASSERT(td->flags & TDF_RUNQ && tail->next == td,
	    "lwkt_deschedule_self: %s does not head its queue", td->name);
	td->flags &= ~(uint32_t)TDF_RUNQ;
	if (tail == td)
		cpu->run_mask &= ~((size_t)1 << td->priority);
	else
		tail->next = td->next;
}

/*
 * Take the running thread off its queue: it is about to sleep, or to end.
 *
 * Context: crit
 */
void
lwkt_deschedule_self(void)
{
	take_off(curcpu(), curthread());
}

/*
 * Let others run until somebody schedules us.
 *
 * Context: crit, interrupts on
 */
void
lwkt_block(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;

	take_off(cpu, td);
	if (__builtin_expect(token_some(td), false))
		switch_from_tokens(td);
	else
		switch_to_best(cpu, td);
}

/*
 * Go to the end of our priority's queue.
 *
 * Context: thread
 */
void
lwkt_yield(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();

	crit_enter();
	KASSERT(td->flags & TDF_RUNQ &&
	    cpu->run_tail[td->priority]->next == td &&
	    cpu_flags() & FLAGS_INTERRUPT,
	    "lwkt_yield: %s does not head its queue, or interrupts are off",
	    td->name);
	if (KERN_INVARIANTS)
		witness_may_switch("lwkt_yield");
	cpu->run_tail[td->priority] = td;
	if (__builtin_expect(token_some(td), false))
		switch_from_tokens(td);
	else
		switch_to(cpu, td, best(cpu));
	crit_exit();
}

/*
 * Is this thread's turn over, and do equals wait?  Not while it has a window
 * to a page: who came between might not have left its own when we go on.
 */
static bool
turn_is_over(const struct cpu *cpu, const struct thread *td)
{
	return (cpu_owes(PENDING_TURN) && td != cpu->idle &&
	    (td->flags & (TDF_PREEMPTS | TDF_STEADY)) == 0 &&
	    td->proc == NULL && cpu->run_tail[td->priority] != td &&
	    !window_is_held(cpu));
}

/*
 * Let the interrupt threads run that are ready, after which we go on before
 * our equals; or these, when our turn is over.  We did not ask for it, and keep
 * our tokens.  The idle thread gives way in
 * lwkt_idle() alone, where it sees off who left.
 *
 * Context: crit, interrupts on
 */
void
lwkt_give_way(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();

	if (turn_is_over(cpu, td)) {
		count_lwkt_turns();
		cpu->run_tail[td->priority] = td;
		td->flags |= TDF_TURNED;
	} else if (td == cpu->idle || !cpu_owes(PENDING_PREEMPT)) {
		pending_clear(cpu, PENDING_SWITCH);
		return;
	} else if ((td->flags & TDF_PREEMPTS) == 0) {
		cpu->preempted = td;
		count_lwkt_preemptions();
	}
	pending_clear(cpu, PENDING_SWITCH);
	switch_to_best(cpu, td);
	td->flags &= ~(uint32_t)TDF_TURNED;
}

/*
 * Leave this CPU, off our queue: by the idle thread, which sees us off when
 * nobody stands on our stack any more.
 *
 * Context: crit, interrupts on
 */
void
lwkt_leave(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();

	KASSERT(cpu->leaving == NULL && (td->flags & TDF_RUNQ) == 0,
	    "lwkt_leave: %s is on a queue, or %p leaves", td->name,
	    (void *)cpu->leaving);
	cpu->leaving = td;
	if (token_some(td))
		token_give_all(td);
	switch_to(cpu, td, cpu->idle);
}

/*
 * A critical section has ended and something was owed: the handlers of the
 * interrupts that came, other CPUs' messages, the threads that they made
 * ready, and our equals.
 *
 * Depth: 1, for whom it calls finds the count above zero
 * Context: thread, interrupts on
 */
void
lwkt_deferred(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = curthread();

	while (cpu->pending & PENDING_KERNEL) {
		td->crit++;
		cpu->handling++;
		if (cpu->pending & PENDING_IPI) {
			pending_clear(cpu, PENDING_IPI);
			ipi_process();
		}
		if (cpu->pending & PENDING_INTR)
			interrupt_deferred();
		cpu->handling--;
		if (cpu->pending & PENDING_SWITCH)
			lwkt_give_way();
		td->crit--;
		/* Until now an interrupt was only noted: look again. */
		cpu_ccfence();
	}
}

/*
 * Every tick: after a few a turn is over.
 *
 * Context: crit
 */
void
lwkt_tick(void)
{
	struct cpu *cpu = curcpu();
	struct thread *td = cpu->current;

	td->ticks++;
	if (td->proc != NULL)
		usched_tick(td);
	else if (td->ticks % QUANTUM == 0)
		pending_set(cpu, PENDING_TURN);
}

/*
 * Does this CPU need ticks: is there somebody whose turn must end?
 *
 * Context: crit
 */
bool
lwkt_needs_tick(void)
{
	struct cpu *cpu = curcpu();

	for (uint32_t mask = (uint32_t)cpu->run_mask; mask != 0;
	    mask &= mask - 1) {
		const struct thread *tail =
		    cpu->run_tail[__builtin_ctz(mask)];

		if (tail->next != tail)
			return (true);
	}
	return (usched_waits());
}

/*
 * On the way back to a program, with something owed.
 *
 * Context: thread
 */
void
ast(struct trap_frame *frame)
{
	KASSERT(frame_is_user(frame), "ast: pc 0x%zx is the kernel's",
	    frame_pc(frame));
	cpu_enable();
	if (cpu_owes(PENDING_KERNEL))
		lwkt_deferred();
	/* Before the look: a signal that comes during it asks for another. */
	pending_clear(curcpu(), PENDING_AST);
	proc_check(frame);
	/* It may change the CPU. */
	if (curthread()->owes & OWES_TURN)
		usched_acquire();
	if (cpu_owes(PENDING_RESCHED)) {
		pending_clear(curcpu(), PENDING_RESCHED);
		usched_turn();
	}
}

/*
 * Between two parts of a long call: let others run when our turn is over.
 * Returns 0, or EINTR when the program is to end and should come back soon.
 *
 * Context: thread
 */
int
lwkt_interlude(void)
{
	if (atomic_load_int(&curthread()->owes) & OWES_SIGNAL)
		return (EINTR);
	if (cpu_owes(PENDING_RESCHED)) {
		pending_clear(curcpu(), PENDING_RESCHED);
		usched_turn();
	}
	return (0);
}

/* Context: thread */
intptr_t
sys_sched_yield(void)
{
	usched_yield();
	return (0);
}
