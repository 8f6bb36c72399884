/* SPDX-License-Identifier: BSD-3-Clause */
/* Sleeping, waking, and time. */

#include "counter/counter.h"
#include "clock/clock.h"
#include "clock/systimer.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"
#include "trap/interrupt.h"

/* A thread that sleeps, and what its sleep returned. */
struct sleeper {
	char		channel;
	bool		woken;
	int		error;
	unsigned	wakeups;
};

static void
sleeper_main(void *argument)
{
	struct sleeper *s = argument;

	crit_enter();
	while (!s->woken && s->error == 0) {
		s->error = lwkt_sleep(&s->channel, TDW_ABORTABLE, 0);
		s->wakeups++;
	}
	crit_exit();
}

static struct thread *
start(struct ktest *t, struct sleeper *s)
{
	struct thread *td = lwkt_create(sleeper_main, s, "sleeper",
	    curthread()->priority, 0, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL) {
		lwkt_schedule(td);
		lwkt_yield();
	}
	return (td);
}

void
ktest_lwkt_wakeup_ends_a_sleep(struct ktest *t)
{
	struct sleeper s = { .woken = false };

	if (start(t, &s) == NULL)
		return;
	lwkt_wakeup(&s);
	lwkt_yield();
	KTEST_ASSERT(t, s.wakeups == (&s.channel == (char *)&s),
	    "another channel woke it %u times", s.wakeups);
	s.woken = true;
	lwkt_wakeup(&s.channel);
	lwkt_yield();
	KTEST_ASSERT(t, s.error == 0 && s.wakeups > 0, "error %d", s.error);
	lwkt_reap();
}

void
ktest_lwkt_abort_ends_an_abortable_sleep(struct ktest *t)
{
	struct sleeper s = { .woken = false };
	struct thread *td = start(t, &s);

	if (td == NULL)
		return;
	KTEST_ASSERT(t, lwkt_abort(td), "it did not sleep");
	lwkt_yield();
	KTEST_ASSERT(t, s.error == EINTR, "the sleep returned %d", s.error);
	lwkt_reap();
}

void
ktest_lwkt_sleep_ends_when_its_time_has_come(struct ktest *t)
{
	uint64_t start_ns = clock_ns(), until = start_ns + 3 * TICK_NS;
	char channel;
	int error;

	crit_enter();
	error = lwkt_sleep(&channel, 0, until);
	crit_exit();
	KTEST_ASSERT(t, error == EAGAIN, "the sleep returned %d", error);
	KTEST_ASSERT(t, clock_ns() >= until, "it ended %llu ns early",
	    (unsigned long long)(until - clock_ns()));
}

static uint64_t
arrived(void)
{
	return (counter_of_cpu(curcpu()->id, COUNTER_TRAP_INTERRUPTS));
}

static void
note_interrupt(struct systimer *timer)
{
	KASSERT(!timer->queued, "note_interrupt: it is not over");
}

void
ktest_lwkt_interrupts_wait_for_the_end_of_a_section(struct ktest *t)
{
	static struct systimer timer;
	uint64_t before, until;
	uint32_t pending;

	/*
	 * None comes in between: it would be noted and not handled, and the
	 * device would not be told of the next.
	 */
	cpu_disable();
	crit_enter();
	before = arrived();
	until = clock_ns() + TICK_NS;
	systimer_start(&timer, until, 0, note_interrupt);
	cpu_enable();
	while (arrived() == before || clock_ns() < until)
		cpu_pause();
	pending = curcpu()->pending & PENDING_INTR;
	KTEST_ASSERT(t, pending != 0, "it came, and is not noted");
	crit_exit();
	KTEST_ASSERT(t, (curcpu()->pending & PENDING_INTR) == 0,
	    "it was not handled at the end");
	KTEST_ASSERT(t, !timer.queued, "the timer is waiting still");
	KTEST_ASSERT(t, clock_ns() >= until, "the clock went back");
}
