/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The scheduler's ticks, HZ times a second, on a CPU that needs them: one
 * where somebody waits for the end of another's turn.  A CPU that is idle, or
 * has one program, or whose threads give way by themselves, has none.
 */

#include "clock/clock.h"
#include "clock/systimer.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "usched/usched.h"

/* Each its CPU's, in a critical section. */
static struct systimer ticks[CPU_MAX];

/* A tick.  Context: crit */
static void
tick(struct systimer *timer)
{
	struct cpu *cpu = curcpu();

	KASSERT(timer == &ticks[cpu->id], "tick: CPU %u has another's",
	    cpu->id);
	lwkt_tick();
	if (!lwkt_needs_tick()) {
		systimer_stop(timer);
		cpu->ticking = 0;
		usched_unwatched();
	}
}

/*
 * What clock_tick_start() does first.
 *
 * Context: crit
 */
void
clock_tick_begin(void)
{
	struct cpu *cpu = curcpu();

	cpu->ticking = 1;
	systimer_start(&ticks[cpu->id], clock_ns() + TICK_NS, TICK_NS, tick);
}
