/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Time since the start of the kernel, and the time of day.
 *
 * One counter tells the time to all CPUs: the best of the declared clock
 * sources that this machine has (a word of the command line may name another:
 * clock=hpet).  The CPUs' time-stamp counters are one source, and may be it
 * when they neither change their rate nor differ.  How fast they count, and
 * how fast the local APICs' timers do, is measured at the start by the best
 * source whose rate is known (timer=pit names one), for a moment; and better a
 * little later, when more time has passed.
 */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H

#include "clock.gen.h"
#include "cpu.h"
#include "types.h"

enum {
	HZ = 100,
	NS_PER_SECOND = 1000000000,
	TICK_NS = NS_PER_SECOND / HZ
};

struct rate;

uint64_t clock_ns(void);
const char *clock_teller(void);
uint32_t clock_choose(const char *, bool);
void	 clock_distrust(void);
void	 clock_refine(struct rate);
void	 clock_tick_begin(void);

/*
 * This CPU needs ticks from now on: until lwkt_needs_tick() says otherwise.
 *
 * Context: crit
 */
static inline void
clock_tick_start(void)
{
	if (__builtin_expect(curcpu()->ticking == 0, false))
		clock_tick_begin();
}

#endif
