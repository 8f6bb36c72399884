/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * System timers: functions that an interrupt calls at a time.
 *
 * Each CPU has a queue of its own, by time, and a device that interrupts once:
 * the local APIC's timer, or the 8254 where a CPU is alone and has none.  The
 * device is told of the first of the queue and of nothing else; when the queue
 * is empty, no interrupt comes.  A periodic timer goes back into the queue
 * before its function is called, one period behind the time that it was due,
 * so that it does not drift; periods that were missed altogether are skipped.
 *
 * Callouts (clock/callout.h) are for what may take long, or sleep for a lock.
 */
#ifndef CLOCK_SYSTIMER_H
#define CLOCK_SYSTIMER_H

#include "types.h"

/* Its CPU's, in a critical section. */
struct systimer {
	struct systimer	*next;		/* by time */
	uint64_t	 when;		/* in clock_ns()'s time */
	uint64_t	 period;	/* 0: once */
	void		(*function)(struct systimer *);
	bool		 queued;
};

void	systimer_init(void);
void	systimer_init_cpu(void);
void	systimer_calibrate(uint64_t, uint64_t, uint64_t);
void	systimer_start(struct systimer *, uint64_t, uint64_t,
	    void (*)(struct systimer *));
void	systimer_stop(struct systimer *);

#endif
