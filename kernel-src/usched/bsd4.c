/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The policy usched_bsd4: 32 queues in each of three classes.
 *
 * A thread's estimate of use grows by one with each tick that it runs, up to a
 * most, and is halved for each stretch that it slept.  Estimate and niceness
 * are its level; the lowest level of the first class that has one is next.
 */

#include "interface.gen.h"
#include "lwkt/lwkt.h"
#include "percpu.gen.h"
#include "usched/usched.h"

enum {
	LEVELS = 32,
	CLASSES = 3,			/* realtime, normal, idle */
	NORMAL = 1,
	HALF_MS = 128,			/* of sleep halve the estimate */
	HALVINGS = 5			/* of the most that it can be */
};

static uint32_t
level_of(const struct thread *td)
{
	uint32_t level = td->estimate + td->nice;

	return (level < LEVELS ? level : LEVELS - 1);
}

/* Context: crit */
void
usched_bsd4_enqueue(struct thread *td)
{
	struct usched_bsd4_queues *own = usched_bsd4_queues();
	uint32_t level = level_of(td), class = td->rank;

	usched_append(&own->tails[class * LEVELS + level], td);
	own->masks[class] |= 1u << level;
}

/* Context: crit */
struct thread *
usched_bsd4_choose(void)
{
	struct usched_bsd4_queues *own = usched_bsd4_queues();

	for (unsigned class = 0; class < CLASSES; class++) {
		uint32_t mask = own->masks[class];
		struct thread **tail, *td;

		if (mask == 0)
			continue;
		tail = &own->tails[class * LEVELS +
		    (unsigned)__builtin_ctz(mask)];
		td = usched_first(tail);
		if (*tail == NULL)
			own->masks[class] = mask & (mask - 1);
		return (td);
	}
	return (NULL);
}

/* Context: crit */
uint32_t
usched_bsd4_tick(struct thread *td)
{
	if (td->estimate < LEVELS - 1)
		td->estimate++;
	return (++td->turn >= USCHED_TURN);
}

/* Context: any */
void
usched_bsd4_join(struct thread *td)
{
	td->estimate = 0;
	td->rank = NORMAL;
}

/* Context: crit */
void
usched_bsd4_awake(struct thread *td, uint32_t ms)
{
	uint32_t halvings = ms / HALF_MS;

	td->estimate >>= halvings < HALVINGS ? halvings : HALVINGS;
}

/* Context: crit */
uint32_t
usched_bsd4_better(struct thread *td, struct thread *than)
{
	return (td->rank < than->rank ||
	    (td->rank == than->rank && level_of(td) < level_of(than)));
}
