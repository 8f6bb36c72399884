/* SPDX-License-Identifier: BSD-3-Clause */
/* Arithmetic on time bases; who calls keeps others from writing. */

#include "clock/timebase.h"

#include "clock/clock.h"
#include "kernel.h"

/*
 * `to' for each `from'.
 *
 * Context: any
 */
struct rate
rate_of(uint64_t to, uint64_t from)
{
	uint64_t whole, rest;

	KASSERT(from != 0, "rate_of: %llu for nothing", (unsigned long long)to);
	whole = to / from;
	rest = to % from;
	for (; from > UINT32_MAX; from >>= 1)
		rest >>= 1;
	return ((struct rate){ whole << 32 | (rest << 32) / from });
}

/*
 * Move a base to where the counter stands.
 *
 * Context: any
 */
void
timebase_wind(struct timebase *base, uint64_t count)
{
	timebase_rate(base, count, base->rate);
}

/*
 * The same, and from here on the counter has another rate.  The time neither
 * jumps nor goes back.
 *
 * Context: any
 */
void
timebase_rate(struct timebase *base, uint64_t count, struct rate rate)
{
	uint64_t ns = timebase_ns(base, count);

	atomic_store_int(&base->sequence, base->sequence + 1);
	cpu_ccfence();
	base->ns = ns;
	base->seconds = ns / NS_PER_SECOND;
	base->nanoseconds = (uint32_t)(ns % NS_PER_SECOND);
	base->count = count;
	base->rate = rate;
	atomic_store_int(&base->sequence, base->sequence + 1);
}
