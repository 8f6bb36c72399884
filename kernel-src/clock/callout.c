/* SPDX-License-Identifier: BSD-3-Clause */
/* The wheels of callouts, and the threads that call them. */

#include "clock/callout.h"

#include "clock/clock.h"
#include "clock/systimer.h"
#include "init.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

enum {
	SLOTS = 256,
	SLOT_SHIFT = 20,		/* 2^20 ns are a slot's */
	WORD = 32			/* bits of a word of `occupied' */
};

struct wheel {
	struct spinlock	 lock;

	/* Under the lock: */
	uint32_t	 occupied[SLOTS / WORD];	/* a bit for a slot */
	struct callout	*slots[SLOTS];
	uint64_t	 cursor;	/* nothing is due in a slot before */
	struct callout	*running;	/* the one that is called now */

	/* Its CPU's, in a critical section: */
	struct systimer	 timer;
	struct thread	*thread;
} __attribute__((aligned(64)));

static struct wheel wheels[CPU_MAX];

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
	struct callout **at = &wheel->slots[slot];

	while (*at != NULL && (*at)->when <= callout->when)
		at = &(*at)->next;
	callout->next = *at;
	*at = callout;
	wheel->occupied[slot / WORD] |= 1u << slot % WORD;
	if (turn(callout->when) < wheel->cursor)
		wheel->cursor = turn(callout->when);
	callout->waiting = true;
}

static void
take(struct wheel *wheel, struct callout *callout)
{
	unsigned slot = turn(callout->when) % SLOTS;
	struct callout **at = &wheel->slots[slot];

	while (*at != callout)
		at = &(*at)->next;
	*at = callout->next;
	if (wheel->slots[slot] == NULL)
		wheel->occupied[slot / WORD] &= ~(1u << slot % WORD);
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
		unsigned slot = (wheel->cursor + i) % SLOTS;
		struct callout *first = wheel->slots[slot];

		if (wheel->occupied[slot / WORD] == 0) {
			i += WORD - 1 - slot % WORD;
			continue;
		}
		if (first == NULL)
			continue;
		if (turn(first->when) == wheel->cursor + i) {
			least = first;
			break;
		}
		if (least == NULL || first->when < least->when)
			least = first;
	}
	if (least != NULL)
		wheel->cursor = turn(least->when);
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
	spin_acquire(&wheel->lock);
	callout->wheel = wheel;
	callout->when = when;
	callout->function = function;
	callout->argument = argument;
	insert(wheel, callout);
	spin_release(&wheel->lock);
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

	spin_lock(&wheel->lock);
	if (callout->waiting)
		take(wheel, callout);
	spin_unlock(&wheel->lock);
	while (wheel != &wheels[curcpu()->id] &&
	    *(struct callout *volatile *)&wheel->running == callout)
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
	wheel->running = callout;
	spin_release(&wheel->lock);
	function(argument);
	spin_acquire(&wheel->lock);
	wheel->running = NULL;
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
		spin_acquire(&wheel->lock);
		while ((callout = earliest(wheel)) != NULL &&
		    callout->when <= clock_ns())
			call(wheel, callout);
		spin_release(&wheel->lock);
		if (callout != NULL)
			systimer_start(&wheel->timer, callout->when, 0,
			    expire);
		lwkt_deschedule_self();
		lwkt_switch();
	}
}
