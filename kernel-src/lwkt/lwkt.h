/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Light-weight kernel threads.
 *
 * A thread belongs to one CPU, and only that CPU puts it on a run queue: of 32
 * levels, the highest runs.  It runs until it blocks or yields; in the kernel
 * nothing takes the CPU from it but an interrupt thread of higher priority,
 * or the tick, when its equals wait and its turn is over; neither does inside
 * a critical section.  A program's thread gives way to its equals when it
 * returns to the program and the tick says so.
 *
 * Who runs is what its CPU calls current, and the switch says so when it has
 * left the stack of who ran before.  A thread that ends, or goes to another
 * CPU, switches to the idle thread, which then knows that nobody stands on
 * its stack, and sees it off: no other switch has to look.
 *
 * A critical section is a count in the thread.  While it is not zero, an
 * interrupt that arrives is noted and its handler runs at the end of the
 * section; so what interrupt handlers touch needs no other protection.  The
 * count goes with the thread: who sleeps inside a section lets others run.
 *
 * A thread that is switched out has a count of at least one, that of
 * lwkt_switch(); a newborn starts with one.
 *
 * Sleeping without losing a wakeup:
 *
 *	crit_enter();
 *	while (!condition)
 *		error = lwkt_sleep(channel, flags, 0);
 *	crit_exit();
 *
 * That holds for what this CPU changes.  What others change without a lock is
 * looked at again once everybody's wakeup reaches us:
 *
 *	lwkt_sleep_interlock(channel, flags);
 *	if (condition)
 *		lwkt_sleep_forget();
 *	else
 *		error = lwkt_sleep(channel, flags | TDW_INTERLOCKED, 0);
 *
 * A wakeup that comes between makes the sleep return at once.  Wakeups send
 * messages to the CPUs of those who sleep, and to no others.
 */
#ifndef LWKT_LWKT_H
#define LWKT_LWKT_H

#include "cpu.h"
#include "kernel.h"
#include "lwkt.gen.h"
#include "trap.gen.h"

enum {
	/* Of thread.flags: what a switch looks at. */
	TDF_SPECIAL = TDF_PROGRAM | TDF_TOKENS,

	/* Of cpu.pending: what is owed in the kernel, too. */
	PENDING_SWITCH = PENDING_PREEMPT | PENDING_TURN,
	PENDING_KERNEL = PENDING_INTR | PENDING_IPI | PENDING_SWITCH
};

enum {
	KERNEL_STACK = 8 * PAGE_SIZE,
	STACK_MORE = KERN_WATCHED ? KERNEL_STACK / 4 : 0 /* of each thread */
};

/* Note what this CPU owes.  Context: any */
static inline void
pending_set(struct cpu *cpu, uint32_t bits)
{
	atomic_set_int_nonlocked(&cpu->pending, bits);
}

/* It is owed no more.  Context: any */
static inline void
pending_clear(struct cpu *cpu, uint32_t bits)
{
	atomic_clear_int_nonlocked(&cpu->pending, bits);
}

/* Have a thread that does not run, or is ours, run in a space.  Context: any */
static inline void
thread_use_space(struct thread *td, struct vm_space *space)
{
	td->space = space;
	if (space != NULL)
		td->flags |= TDF_PROGRAM;
	else
		td->flags &= ~(uint32_t)TDF_PROGRAM;
}

struct spinlock;

struct cpu	*lwkt_boot_cpu(void);
void	 lwkt_start(void) __attribute__((noreturn));
void	 lwkt_idle(void *);
void	 lwkt_deferred(void);
struct thread *lwkt_create_on(struct cpu *, void (*)(void *), void *,
	    const char *, uint32_t, uint32_t, uint32_t);
struct thread *lwkt_create(void (*)(void *), void *, const char *, uint32_t,
	    uint32_t, uint32_t);
void	 lwkt_schedule(struct thread *);
void	 lwkt_schedule_here(struct thread *);
void	 lwkt_block(void);
void	 lwkt_switch(void);
void	 lwkt_deschedule_self(void);
void	 lwkt_ready(struct thread *);
void	 lwkt_dequeue(struct thread *);
void	 lwkt_hand_over(struct thread *);
void	 lwkt_set_priority(uint32_t);
bool	 lwkt_is_bettered(void);
void	 lwkt_leave(void);
void	 lwkt_migrate(struct cpu *);
void	 lwkt_pull(struct thread *, struct cpu *);
void	 lwkt_send_off(struct thread *);
void	 lwkt_yield(void);
void	 lwkt_give_way(void);
void	 lwkt_bury(struct thread *);
int	 lwkt_interlude(void);
void	 lwkt_tick(void);
bool	 lwkt_needs_tick(void);
void	 lwkt_start_threads(struct cpu *);
void	 lwkt_exit(void) __attribute__((noreturn));
void	 lwkt_reap(void);
void	 lwkt_trim(void);
void	 lwkt_discard(struct thread *);
int	 lwkt_sleep(const void *, uint32_t, uint64_t);
int	 lwkt_sleep_locked(const void *, uint32_t, uint64_t,
	    struct spinlock *);
void	 lwkt_sleep_interlock(const void *, uint32_t);
void	 lwkt_sleep_forget(void);
void	 lwkt_wakeup(const void *);
void	 lwkt_wakeup_one(const void *);
bool	 lwkt_abort(struct thread *);
bool	 lwkt_unsleep(struct thread *);
void	 thread_start(struct thread *) __attribute__((noreturn));
void	 ast(struct trap_frame *);
uint32_t lwkt_thread_count(void);
struct thread *lwkt_thread_list(void);

/* Context: any */
static inline void
crit_enter(void)
{
	curthread()->crit++;
	cpu_ccfence();
}

/* Context: crit */
static inline void
crit_exit(void)
{
	if (atomic_drop_int_nonlocked(&curthread()->crit) &&
	    __builtin_expect(cpu_owes(PENDING_KERNEL), false))
		lwkt_deferred();
}

#endif
