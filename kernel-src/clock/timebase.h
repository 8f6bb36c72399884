/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A time base: nanoseconds by a counter.
 *
 * A base says what the time was when its counter stood at `count'; what has
 * passed since is the counts from there on, times a scale.  The counter has
 * some width and begins again at 0 behind its last value, so a base must be
 * moved forward (wound) before its counter has gone round once.  A rate has 32
 * bits behind the point.
 *
 * Who reads needs no lock: a writer makes the sequence odd, and even again
 * when all is written; a reader who saw it odd, or changed, reads again.
 */
#ifndef CLOCK_TIMEBASE_H
#define CLOCK_TIMEBASE_H

#include "cpu.h"
#include "types.h"

struct rate {
	uint64_t	 scale;
};

struct timebase {
	uint32_t	 sequence;
	uint32_t	 nanoseconds;	/* of the second */
	uint64_t	 seconds;
	uint64_t	 ns;		/* both together */
	uint64_t	 count;		/* the counter then */
	uint64_t	 mask;		/* the bits that it counts with */
	struct rate	 rate;
};

struct rate rate_of(uint64_t, uint64_t);
void	timebase_wind(struct timebase *, uint64_t);
void	timebase_rate(struct timebase *, uint64_t, struct rate);

/* `n' times a rate.  Context: any */
static inline uint64_t
rate_times(const struct rate *rate, uint64_t n)
{
	return (cpu_multiply_32(n, &rate->scale));
}

/* The same of a word, and a rate below 1.  Context: any */
static inline uint32_t
rate_times_fraction(const struct rate *rate, uint32_t n)
{
	return ((uint32_t)((uint64_t)n * (uint32_t)rate->scale >> 32));
}

/* Nanoseconds from a base until the counter stands at `count'.  Context: any */
static inline uint64_t
timebase_since(const struct timebase *base, uint64_t count)
{
	return (rate_times(&base->rate, (count - base->count) & base->mask));
}

/* The time when the counter stands at `count'.  Context: any */
static inline uint64_t
timebase_ns(const struct timebase *base, uint64_t count)
{
	return (base->ns + timebase_since(base, count));
}

/* Begin to read: what timebase_read_end() takes.  Context: any */
static inline uint32_t
timebase_read_begin(const struct timebase *base)
{
	uint32_t sequence;

	while ((sequence = atomic_load_int(&base->sequence)) & 1)
		cpu_pause();
	cpu_ccfence();
	return (sequence);
}

/* Was what we read all of one time?  Context: any */
static inline bool
timebase_read_end(const struct timebase *base, uint32_t sequence)
{
	cpu_ccfence();
	return (atomic_load_int(&base->sequence) == sequence);
}

#endif
