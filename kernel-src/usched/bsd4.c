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

/* Of all queues, which is a thread's? */
static inline uint32_t
place_of(const struct thread *td)
{
	return (td->rank * LEVELS + level_of(td));
}

/* Context: crit */
void
usched_bsd4_enqueue(struct thread *td)
{
	struct usched_bsd4_queues *own = usched_bsd4_queues();
	uint32_t place = place_of(td);

	if (place < own->best || own->tails[own->best] == NULL)
		own->best = place;
	usched_append(&own->tails[place], td);
	own->masks[place / LEVELS] |= 1u << place % LEVELS;
}

/* The best queue has become empty: which is next? */
static void
look_for_best(struct usched_bsd4_queues *own)
{
	own->masks[own->best / LEVELS] &= ~(1u << own->best % LEVELS);
	for (uint32_t class = own->best / LEVELS; class < CLASSES; class++) {
		if (own->masks[class] != 0) {
			own->best = class * LEVELS +
			    (uint32_t)__builtin_ctz(own->masks[class]);
			return;
		}
	}
}

/* Context: crit */
struct thread *
usched_bsd4_choose(void)
{
	struct usched_bsd4_queues *own = usched_bsd4_queues();
	struct thread **tail = &own->tails[own->best], *td;

	if (*tail == NULL)
		return (NULL);
	td = usched_first(tail);
	if (*tail == NULL)
		look_for_best(own);
	return (td);
}

/*
 * Equals take turns; whoever is better than all goes on.
 *
 * Context: crit
 */
struct thread *
usched_bsd4_exchange(struct thread *td)
{
	struct usched_bsd4_queues *own = usched_bsd4_queues();
	uint32_t place = place_of(td), best = own->best;
	struct thread **tail = &own->tails[best];

	if (__builtin_expect(place == best && *tail != NULL, true))
		return (usched_turn_ring(tail, td));
	if (place < best || *tail == NULL)
		return (td);
	usched_bsd4_enqueue(td);
	return (usched_bsd4_choose());
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
