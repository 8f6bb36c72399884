/* SPDX-License-Identifier: BSD-3-Clause */
/* What a timer interrupt costs whoever is interrupted. */

#include "clock/clock.h"
#include "clock/systimer.h"
#include "kernel.h"
#include "ktest/bench.h"
#include "lwkt/lwkt.h"

enum {
	TIMES = 400,
	PERIOD_NS = 10 * 1000,
	WAITING = 3		/* instructions of a round of the wait */
};

static uint32_t fired;

static void
note(struct systimer *timer)
{
	fired++;
	timer->period = PERIOD_NS;
}

/*
 * Periodic interrupts of a timer while we wait: all that is spent beyond the
 * waiting.  Each calls a function, sets the timer anew, and returns.
 *
 * Context: thread
 */
void
bench_clock_timer_irq(struct bench *b)
{
	static struct systimer timer;
	uint32_t rounds = 0;

	fired = 0;
	bench_begin(b);
	crit_enter();
	systimer_start(&timer, clock_ns() + PERIOD_NS, PERIOD_NS, note);
	crit_exit();
	__asm__ volatile("1: incl %0; cmpl %2, %1; jb 1b"
	    : "+r"(rounds) : "m"(fired), "r"((uint32_t)TIMES) : "cc");
	b->started += (uint64_t)rounds * WAITING;
	bench_end(b, TIMES);
	crit_enter();
	systimer_stop(&timer);
	crit_exit();
}
