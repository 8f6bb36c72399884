/* SPDX-License-Identifier: BSD-3-Clause */
/* Time, and what is called at a time. */

#include "clock/callout.h"
#include "clock/clock.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"

enum {
	READINGS = 1000
};

static char order[4];
static unsigned called;

static void
note(void *argument)
{
	order[called++] = *(const char *)argument;
	lwkt_wakeup(order);
}

void
ktest_clock_never_goes_back(struct ktest *t)
{
	uint64_t last = clock_ns();

	for (unsigned i = 0; i < READINGS; i++) {
		uint64_t now = clock_ns();

		KTEST_ASSERT(t, now >= last, "%llu behind %llu",
		    (unsigned long long)now, (unsigned long long)last);
		last = now;
	}
}

void
ktest_clock_callouts_run_by_time(struct ktest *t)
{
	struct callout late, early, never;
	uint64_t now = clock_ns();
	char names[] = "abx";

	called = 0;
	callout_start(&late, now + 4 * TICK_NS, note, &names[1]);
	callout_start(&early, now + 2 * TICK_NS, note, &names[0]);
	callout_start(&never, now + 3 * TICK_NS, note, &names[2]);
	callout_stop(&never);
	crit_enter();
	while (called < 2)
		(void)lwkt_sleep(order, 0, 0);
	crit_exit();
	KTEST_ASSERT(t, called == 2 && order[0] == 'a' && order[1] == 'b',
	    "%u calls: %c %c", called, order[0], order[1]);
}
