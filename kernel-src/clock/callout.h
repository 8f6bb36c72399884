/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Functions to be called at a time, on the CPU where that was asked for.
 *
 * Each CPU has a wheel: slots of about a millisecond, in which what is due
 * then stands by its time.  What is due in a later turn of the wheel stands
 * behind.  The first of all is found by looking where the wheel is, and on
 * from there; a system timer is set to it, and wakes the CPU's softclock
 * thread, which calls.
 *
 * A wheel has a lock, for another CPU may take a callout back.  The owner of a
 * callout keeps its memory until it has run or was stopped; a function may
 * start its own callout again.  Whoever stops one must hold no lock that its
 * function wants.
 */
#ifndef CLOCK_CALLOUT_H
#define CLOCK_CALLOUT_H

#include "types.h"

struct wheel;

/* Under the wheel's lock. */
struct callout {
	struct callout	*next;		/* in its slot, by time */
	struct wheel	*wheel;
	uint64_t	 when;		/* in clock_ns()'s time */
	void		(*function)(void *);
	void		*argument;
	bool		 waiting;
};

void	callout_start(struct callout *, uint64_t, void (*)(void *), void *);
void	callout_stop(struct callout *);

#endif
