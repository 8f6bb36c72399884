/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Functions to be called at a time.  The owner keeps the memory until the
 * callout has run or was stopped; the softclock thread calls.
 */
#ifndef CLOCK_CALLOUT_H
#define CLOCK_CALLOUT_H

#include "types.h"

/* In a critical section. */
struct callout {
	struct callout	*next;		/* by time */
	uint64_t	 when;		/* in clock_ns()'s time */
	void		(*function)(void *);
	void		*argument;
	bool		 waiting;
};

void	callout_start(struct callout *, uint64_t, void (*)(void *), void *);
void	callout_stop(struct callout *);
bool	callout_due(uint64_t);

#endif
