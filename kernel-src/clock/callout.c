/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of callouts, by time, and the thread that calls them. */

#include "clock/callout.h"

#include "clock/clock.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"

static struct callout *first;

/* The softclock thread sleeps on the list's head. */
static const char channel;

/*
 * Call `function' at or after `when'.
 *
 * Context: any
 */
void
callout_start(struct callout *callout, uint64_t when,
    void (*function)(void *), void *argument)
{
	struct callout **at = &first;

	crit_enter();
	*callout = (struct callout){ NULL, when, function, argument, true };
	while (*at != NULL && (*at)->when <= when)
		at = &(*at)->next;
	callout->next = *at;
	*at = callout;
	crit_exit();
}

/*
 * Take a callout back; nothing happens when it has run.
 *
 * Context: any
 */
void
callout_stop(struct callout *callout)
{
	struct callout **at = &first;

	crit_enter();
	if (callout->waiting) {
		while (*at != callout)
			at = &(*at)->next;
		*at = callout->next;
		callout->waiting = false;
	}
	crit_exit();
}

/*
 * Is there something to call at the time `now'?  Wakes who does.
 *
 * Context: intr
 */
bool
callout_due(uint64_t now)
{
	if (first == NULL || first->when > now)
		return (false);
	lwkt_wakeup(&channel);
	return (true);
}

/*
 * The softclock thread.
 *
 * Context: thread
 */
void
softclock_main(void)
{
	crit_enter();
	for (;;) {
		struct callout *callout = first;

		if (callout == NULL || callout->when > clock_ns()) {
			(void)lwkt_sleep(&channel, 0, 0);
			continue;
		}
		first = callout->next;
		callout->waiting = false;
		callout->function(callout->argument);
	}
}
