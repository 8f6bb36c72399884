/* SPDX-License-Identifier: BSD-3-Clause */
/* The wheels of callouts, and the threads that call them. */

#include "clock/callout.h"

#include "clock/clock.h"
#include "clock/systimer.h"
#include "clock_lock.gen.h"
#include "init.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	SLOTS = nitems(((struct callout_wheel *)0)->slots),
	SLOT_SHIFT = 20,		/* 2^20 ns are a slot's */
	WORD = 32			/* bits of a word of `occupied' */
};

_Static_assert(nitems(((struct callout_wheel *)0)->occupied) == SLOTS / WORD,
    "a slot has no bit, or a bit no slot");

struct wheel {
	struct callout_wheel due;	/* others stop callouts, too */

	/* Its CPU's, in a critical section: */
	struct systimer	 timer;
	struct thread	*thread;
} __attribute__((aligned(64)));

static struct wheel wheels[CPU_MAX];

/*
 * Context: boot
 */
void
callout_init(void)
{
	for (unsigned i = 0; i < CPU_MAX; i++)
		wheel_lock_init(&wheels[i].due);
}

/* Which slot, counted from the start of time. */
static inline uint64_t
turn(uint64_t when)
{
	return (when >> SLOT_SHIFT);
}

static void
insert(struct wheel *wheel, struct callout *callout)
{
	unsigned slot = turn(callout->when) % SLOTS;
	struct callout **at = &wheel->due.slots[slot];

	while (*at != NULL && (*at)->when <= callout->when)
		at = &(*at)->next;
	callout->next = *at;
	*at = callout;
	wheel->due.occupied[slot / WORD] |= 1u << slot % WORD;
	if (turn(callout->when) < wheel->due.cursor)
		wheel->due.cursor = turn(callout->when);
	callout->waiting = true;
}

static void
take(struct wheel *wheel, struct callout *callout)
{
	unsigned slot = turn(callout->when) % SLOTS;
	struct callout **at = &wheel->due.slots[slot];

	while (*at != callout)
		at = &(*at)->next;
	*at = callout->next;
	if (wheel->due.slots[slot] == NULL)
		wheel->due.occupied[slot / WORD] &= ~(1u << slot % WORD);
	callout->waiting = false;
}

/*
 * The first callout.  A slot's first is the first of all if its turn is now:
 * what stands in slots behind is due later.  When nobody's turn comes before
 * the wheel has gone round, it is the least of all.
 */
static struct callout *
earliest(struct wheel *wheel)
{
	struct callout *least = NULL;

	for (unsigned i = 0; i < SLOTS; i++) {
		unsigned slot = (wheel->due.cursor + i) % SLOTS;
		struct callout *first = wheel->due.slots[slot];

		if (wheel->due.occupied[slot / WORD] == 0) {
			i += WORD - 1 - slot % WORD;
			continue;
		}
		if (first == NULL)
			continue;
		if (turn(first->when) == wheel->due.cursor + i) {
			least = first;
			break;
		}
		if (least == NULL || first->when < least->when)
			least = first;
	}
	if (least != NULL)
		wheel->due.cursor = turn(least->when);
	return (least);
}

/* Something may be due: have the softclock thread look.  Context: crit */
static void
expire(struct systimer *timer)
{
	struct wheel *wheel = &wheels[curcpu()->id];

	KASSERT(timer == &wheel->timer, "callout: CPU %u has another's timer",
	    curcpu()->id);
	if (wheel->thread != NULL)
		lwkt_schedule(wheel->thread);
}

/*
 * Call `function' on this CPU, at or after `when'.
 *
 * Context: any
 */
void
callout_start(struct callout *callout, uint64_t when,
    void (*function)(void *), void *argument)
{
	struct wheel *wheel;

	crit_enter();
	wheel = &wheels[curcpu()->id];
	spin_acquire(&wheel->due.wheel_lock);
	callout->wheel = wheel;
	callout->when = when;
	callout->function = function;
	callout->argument = argument;
	insert(wheel, callout);
	spin_release(&wheel->due.wheel_lock);
	if (!wheel->timer.queued || when < wheel->timer.when)
		systimer_start(&wheel->timer, when, 0, expire);
	crit_exit();
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
	struct wheel *wheel = callout->wheel;

	spin_lock(&wheel->due.wheel_lock);
	if (callout->waiting)
		take(wheel, callout);
	spin_unlock(&wheel->due.wheel_lock);
	while (wheel != &wheels[curcpu()->id] &&
	    *(struct callout *volatile *)&wheel->due.running == callout)
		cpu_pause();
}

/*
 * Call what is due.  It is called in our section: nobody of this CPU stops it
 * meanwhile, and nobody here waits for us to go on.
 */
static void
call(struct wheel *wheel, struct callout *callout)
{
	void (*function)(void *) = callout->function;
	void *argument = callout->argument;

	take(wheel, callout);
	wheel->due.running = callout;
	spin_release(&wheel->due.wheel_lock);
	function(argument);
	spin_acquire(&wheel->due.wheel_lock);
	wheel->due.running = NULL;
}

/*
 * The softclock thread of a CPU.  The timer's interrupt comes at the end of
 * our section, and so does not get lost.
 *
 * Context: thread
 */
void
softclock_main(void)
{
	struct wheel *wheel = &wheels[curcpu()->id];
	struct callout *callout;

	crit_enter();
	wheel->thread = curthread();
	for (;;) {
		spin_acquire(&wheel->due.wheel_lock);
		while ((callout = earliest(wheel)) != NULL &&
		    callout->when <= clock_ns())
			call(wheel, callout);
		spin_release(&wheel->due.wheel_lock);
		if (callout != NULL)
			systimer_start(&wheel->timer, callout->when, 0,
			    expire);
		lwkt_deschedule_self();
		lwkt_switch();
	}
}
