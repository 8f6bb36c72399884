/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Time.
 *
 * The 8254's channel 0 interrupts HZ times a second; these ticks are the
 * truth.  What has passed since the last one, the CPU's time-stamp counter
 * tells: how fast it counts is measured between ticks, again and again, so it
 * need neither be known nor stay the same, and what it says is cut to one
 * tick.  So time never goes back.  Until there is a measure, the 8254's own
 * count refines the ticks.
 */

#include "clock/clock.h"

#include "clock/callout.h"
#include "clock/rtc.h"
#include "i8254.gen.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "trap.gen.h"
#include "trap/interrupt.h"

enum {
	BASE = 0x40,			/* ports */
	FREQUENCY = 1193182,		/* Hz */
	DIVISOR = (FREQUENCY + HZ / 2) / HZ,
	LATCH = 0,			/* access: hold the count */
	LOW_THEN_HIGH = 3,
	RATE_GENERATOR = 2,
	TICK_NS = NS_PER_SECOND / HZ,
	SCALE_SHIFT = 24,		/* bits behind the point of `scale' */
	SCALE_TICKS = 16,		/* between two measures */
	FIRST_MEASURE_NS = TICK_NS / 8
};

/*
 * The last tick.  Its interrupt writes, anybody reads: the sequence changes
 * whenever the rest does.
 */
static struct {
	volatile uint32_t sequence;
	uint32_t	 nanoseconds;	/* of the second */
	uint64_t	 seconds;	/* since the start */
	uint64_t	 ns;		/* both together */
	uint64_t	 tsc;
	uint32_t	 scale;		/* ns per count; 0: not measured yet */
} last;

/* When the next measure began.  In the tick's interrupt. */
static uint64_t measure_tsc;
static uint32_t measure_ticks;

/* In a critical section. */
static uint64_t newest;			/* what the 8254's count said last */

/* Fixed at start. */
static uint64_t boot_seconds;		/* since 1970 */

/*
 * How many nanoseconds a count of the time-stamp counter is, after a tick or
 * after a few; a counter that stands still says nothing.
 */
static void
measure(uint64_t tsc)
{
	uint64_t counts = tsc - measure_tsc;

	measure_ticks++;
	if (last.scale != 0 && measure_ticks < SCALE_TICKS)
		return;
	if (counts > 0)
		last.scale = (uint32_t)((((uint64_t)TICK_NS <<
		    SCALE_SHIFT) * measure_ticks) / counts);
	measure_tsc = tsc;
	measure_ticks = 0;
}

static void
tick(void)
{
	uint64_t tsc = cpu_tsc();

	last.sequence++;
	measure(tsc);
	last.tsc = tsc;
	last.ns += TICK_NS;
	last.nanoseconds += TICK_NS;
	if (last.nanoseconds == NS_PER_SECOND) {
		last.nanoseconds = 0;
		last.seconds++;
	}
	lwkt_tick();
	(void)callout_due(last.ns);
}

/*
 * Start the ticks and read the time of day.
 *
 * Context: boot
 */
void
clock_init(void)
{
	i8254_write_control(BASE,
	    LOW_THEN_HIGH << I8254_CONTROL_ACCESS_SHIFT |
	    RATE_GENERATOR << I8254_CONTROL_MODE_SHIFT);
	i8254_write_counter0(BASE, DIVISOR & 0xff);
	i8254_write_counter0(BASE, DIVISOR >> 8);
	last.tsc = measure_tsc = cpu_tsc();
	boot_seconds = rtc_seconds();
	interrupt_establish(0, tick);
}

/* Context: intr */
void
intr_on_tick(struct trap_frame *frame)
{
	KASSERT(frame != NULL, "intr_on_tick: no frame");
	interrupt_arrived(0);
}

/* The 8254's count, from DIVISOR down to 1. */
static uint32_t
counter(void)
{
	uint32_t low;

	i8254_write_control(BASE, LATCH << I8254_CONTROL_ACCESS_SHIFT);
	low = i8254_read_counter0(BASE);
	return (low | (uint32_t)i8254_read_counter0(BASE) << 8);
}

/*
 * Nanoseconds since the last tick, by the 8254.  A tick that waits for the
 * end of a critical section makes the count begin anew while the ticks stand
 * still: the last answer bounds it from below.  In the first tick, when some
 * of it is over, this gives the first measure; rounded up, so that what the
 * other counter says from then on is not less.
 */
static uint32_t
since_tick_counted(void)
{
	uint64_t now, counts;
	uint32_t count;

	crit_enter();
	count = counter();
	now = last.ns;
	if (count <= DIVISOR)
		now += (uint64_t)(DIVISOR - count) * TICK_NS / DIVISOR;
	if (now < newest)
		now = newest;
	newest = now;
	now -= last.ns;
	if (now >= TICK_NS)
		now = TICK_NS - 1;
	counts = cpu_tsc() - measure_tsc;
	if (last.ns == 0 && now >= FIRST_MEASURE_NS && counts > 0)
		last.scale = (uint32_t)((now << SCALE_SHIFT) / counts) + 1;
	crit_exit();
	return ((uint32_t)now);
}

/*
 * Nanoseconds in some counts of the time-stamp counter since the last tick:
 * less than a tick.
 */
static inline uint32_t
measured(uint64_t counts, uint32_t scale)
{
	uint64_t ns = (counts & UINT32_MAX) * scale >> SCALE_SHIFT;

	return (counts >> 32 == 0 && ns < TICK_NS ? (uint32_t)ns :
	    TICK_NS - 1);
}

/*
 * Nanoseconds since the start; never less than before.
 *
 * Context: any
 */
uint64_t
clock_ns(void)
{
	uint32_t sequence, scale;
	uint64_t now, counts;

	do {
		sequence = last.sequence;
		cpu_ccfence();
		now = last.ns;
		scale = last.scale;
		counts = cpu_tsc() - last.tsc;
		if (scale == 0)
			now += since_tick_counted();
		cpu_ccfence();
	} while (sequence != last.sequence);
	return (scale != 0 ? now + measured(counts, scale) : now);
}

/* What clock_gettime() stores before there is a measure. */
static void
gettime_counted(uint32_t clock_id, struct timespec *tp)
{
	uint64_t now = clock_ns();

	tp->tv_sec = (ssize_t)(now / NS_PER_SECOND +
	    (clock_id == CLOCK_REALTIME ? boot_seconds : 0));
	tp->tv_nsec = (ssize_t)(now % NS_PER_SECOND);
}

/*
 * The same as clock_ns(), without a division: the ticks count seconds, too.
 *
 * Context: thread
 */
intptr_t
sys_clock_gettime(uint32_t clock_id, struct timespec *tp)
{
	uint32_t sequence, scale, nanoseconds;
	uint64_t seconds, counts;

	do {
		sequence = last.sequence;
		cpu_ccfence();
		seconds = last.seconds;
		nanoseconds = last.nanoseconds;
		scale = last.scale;
		counts = cpu_tsc() - last.tsc;
		cpu_ccfence();
	} while (sequence != last.sequence);
	if (scale == 0) {
		gettime_counted(clock_id, tp);
		return (0);
	}
	if (clock_id == CLOCK_REALTIME)
		seconds += boot_seconds;
	tp->tv_sec = (ssize_t)seconds;
	tp->tv_nsec = (ssize_t)(nanoseconds + measured(counts, scale));
	return (0);
}
