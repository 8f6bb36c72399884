/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of callouts, by time, and the thread that calls them. */

#include "clock/callout.h"

#include "clock/clock.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "clock_lock.gen.h"

/* Under callout_lock. */
static struct callout *first;
static struct callout *running;		/* the one that is called now */

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

	spin_lock(&callout_lock);
	*callout = (struct callout){ NULL, when, function, argument, true };
	while (*at != NULL && (*at)->when <= when)
		at = &(*at)->next;
	callout->next = *at;
	*at = callout;
	spin_unlock(&callout_lock);
}

/*
 * Take a callout back; nothing happens when it has run.  When this returns, it
 * does not run on another CPU either.
 *
 * Context: any
 */
void
callout_stop(struct callout *callout)
{
	struct callout **at = &first;

	spin_lock(&callout_lock);
	if (callout->waiting) {
		while (*at != callout)
			at = &(*at)->next;
		*at = callout->next;
		callout->waiting = false;
	}
	spin_unlock(&callout_lock);
	while (*(struct callout *volatile *)&running == callout)
		cpu_pause();
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
	spin_lock(&callout_lock);
	for (;;) {
		struct callout *callout = first;

		if (callout == NULL || callout->when > clock_ns()) {
			(void)lwkt_sleep_locked(&channel, 0, 0, &callout_lock);
			continue;
		}
		first = callout->next;
		callout->waiting = false;
		running = callout;
		/* Still in the section: nobody here waits for us to go on. */
		spin_release(&callout_lock);
		callout->function(callout->argument);
		spin_acquire(&callout_lock);
		running = NULL;
	}
}
