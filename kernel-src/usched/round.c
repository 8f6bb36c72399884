/* SPDX-License-Identifier: BSD-3-Clause */
/* The policy usched_round: whoever has waited longest is next. */

#include "interface.gen.h"
#include "lwkt/lwkt.h"
#include "percpu.gen.h"
#include "usched/usched.h"

/* Context: crit */
void
usched_round_enqueue(struct thread *td)
{
	usched_append(&usched_round_queue()->tail, td);
}

/* Context: crit */
struct thread *
usched_round_choose(void)
{
	struct thread **tail = &usched_round_queue()->tail;

	return (*tail != NULL ? usched_first(tail) : NULL);
}

/* Context: crit */
struct thread *
usched_round_exchange(struct thread *td)
{
	struct thread **tail = &usched_round_queue()->tail;

	return (*tail != NULL ? usched_turn_ring(tail, td) : td);
}

/* Context: crit */
uint32_t
usched_round_tick(struct thread *td)
{
	return (++td->turn >= USCHED_TURN);
}
