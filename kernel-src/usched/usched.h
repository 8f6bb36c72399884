/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Programs' threads.
 *
 * Of all threads of programs that a CPU has, one is given to the scheduler of
 * kernel threads, at a priority below all of these: the holder.  The others
 * wait in the queues of their policies, which the kernel's scheduler does not
 * see.  When the holder's turn is over, of the policies that have somebody
 * waiting that one is asked whose threads have used least: each gets as many
 * ticks of the CPU, and shares them among its threads as it likes.
 *
 * A thread that sleeps in the kernel gives the CPU's turn away, at the moment
 * when it switches and not before; until it goes back to its program it runs
 * at a priority of its own above those of programs.  Then it waits for a
 * turn, or takes the holder's when its policy says that it is better, or goes
 * to a CPU that has no holder.
 *
 * Ticks come while somebody waits.  A holder that is alone is left in peace: it
 * is counted the ticks that it had when it gives the turn away, or when another
 * one comes.
 *
 * A policy is an implementation of the interface usched_policy; what it knows
 * of a thread stands in the thread, and its queues are percpu.
 */
#ifndef USCHED_USCHED_H
#define USCHED_USCHED_H

#include "lwkt/lwkt.h"
#include "types.h"

enum {
	PRIORITY_USER = 6,		/* the holder's */
	PRIORITY_KERNEL_USER = 10,	/* who has slept, until it goes back */
	USCHED_TURN = 4			/* ticks */
};

struct cpu *usched_place(uint32_t);
void	 usched_begin(struct thread *, const struct thread *);
void	 usched_change(struct thread *, uint32_t);
void	 usched_acquire(void);
void	 usched_release(struct thread *);
void	 usched_turn(void);
void	 usched_yield(void);
void	 usched_tick(struct thread *);
void	 usched_unwatched(void);
bool	 usched_waits(void);
uint32_t usched_ticks(const struct thread *);
void	 usched_end(struct thread *);

/* A ring of waiting threads, by its last. */
static inline void
usched_append(struct thread **tail, struct thread *td)
{
	if (*tail == NULL) {
		td->next = td;
	} else {
		td->next = (*tail)->next;
		(*tail)->next = td;
	}
	*tail = td;
}

/* Append one to a ring that is not empty, and take the first off. */
static inline struct thread *
usched_turn_ring(struct thread **tail, struct thread *td)
{
	struct thread *last = *tail, *first = last->next;

	if (first == last) {
		td->next = td;
	} else {
		td->next = first->next;
		last->next = td;
	}
	*tail = td;
	return (first);
}

/* Take the first off a ring that is not empty. */
static inline struct thread *
usched_first(struct thread **tail)
{
	struct thread *td = (*tail)->next;

	if (td == *tail)
		*tail = NULL;
	else
		(*tail)->next = td->next;
	return (td);
}

#endif
