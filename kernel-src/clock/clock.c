/* SPDX-License-Identifier: BSD-3-Clause */
/* Which counter tells the time, and what it says. */

#include "clock/clock.h"

#include "clock/rtc.h"
#include "clock/systimer.h"
#include "clock/timebase.h"
#include "clock/tsc.h"
#include "clock_lock.gen.h"
#include "clock_source.gen.h"
#include "drv/i8254/i8254.h"
#include "init.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "tunable_table.gen.h"

/* Who writes holds clock_lock. */
static struct timebase base;
static uint32_t source;			/* fixed while the sequence is even */

/* Fixed at start. */
static uint64_t boot_seconds;		/* since 1970 */

/* The first CPU's. */
static struct systimer winder;

/* Nanoseconds from the base until now. */
static inline uint64_t
since_base(void)
{
	return (timebase_since(&base, clock_source_count(source)));
}

/* clock_ns() by any counter, and when somebody has moved the base. */
static __attribute__((noinline)) uint64_t
ns_slow(void)
{
	uint32_t sequence;
	uint64_t now;

	do {
		sequence = timebase_read_begin(&base);
		now = base.ns + since_base();
	} while (!timebase_read_end(&base, sequence));
	return (now);
}

/*
 * Nanoseconds since the start; never less than before, on whichever CPU.
 * Without a loop: who is disturbed asks again in another function, for which
 * this one saves nothing.
 *
 * Context: any
 */
uint64_t
clock_ns(void)
{
	uint32_t sequence = atomic_load_int(&base.sequence);
	uint64_t now;

	cpu_ccfence();
	if (__builtin_expect((sequence & 1) != 0 || source != CLOCK_TSC, false))
		return (ns_slow());
	now = base.ns + rate_times(&base.rate, cpu_tsc() - base.count);
	if (__builtin_expect(!timebase_read_end(&base, sequence), false))
		return (ns_slow());
	return (now);
}

/* The name of the counter that tells the time.  Context: any */
const char *
clock_teller(void)
{
	return (clock_source_table[source].name);
}

/* Move the base to now.  Context: crit */
static void
wind(struct systimer *timer)
{
	KASSERT(timer == &winder, "clock: %p is no winder", (void *)timer);
	spin_lock(&clock_lock);
	timebase_wind(&base, clock_source_count(source));
	spin_unlock(&clock_lock);
}

/*
 * From here on `chosen' tells the time, and before it goes round it is wound.
 *
 * Context: crit
 */
static void
tell_by(uint32_t chosen)
{
	struct rate rate = rate_of(NS_PER_SECOND,
	    clock_source_frequency(chosen));
	uint64_t mask = clock_source_table[chosen].mask;
	uint64_t half = rate_times(&rate, mask / 2);

	spin_lock(&clock_lock);
	if (base.mask != 0)
		timebase_wind(&base, clock_source_count(source));
	atomic_store_int(&base.sequence, base.sequence + 1);
	cpu_ccfence();
	source = chosen;
	base.mask = mask;
	base.rate = rate;
	base.count = clock_source_count(chosen);
	atomic_store_int(&base.sequence, base.sequence + 1);
	if (mask != UINT64_MAX)
		systimer_start(&winder, clock_ns() + half, half, wind);
	else
		systimer_stop(&winder);
	spin_unlock(&clock_lock);
}

/*
 * The best source that is there: the one which is called `name', if it
 * is.  `known': only one whose rate need not be measured.
 *
 * Context: any
 */
uint32_t
clock_choose(const char *name, bool known)
{
	uint32_t best = CLOCK_SOURCE_COUNT;

	for (uint32_t i = CLOCK_SOURCE_COUNT; i-- > 0;) {
		if ((known && i == CLOCK_TSC) || clock_source_frequency(i) == 0)
			continue;
		best = i;
		if (strcmp(name, clock_source_table[i].name) == 0)
			break;
	}
	return (best);
}

/*
 * The time-stamp counters differ: tell the time by another.
 *
 * Context: thread
 */
void
clock_distrust(void)
{
	crit_enter();
	if (source == CLOCK_TSC)
		tell_by(clock_choose(tunable_timer, true));
	crit_exit();
}

/*
 * The rate of the time-stamp counter is known better.
 *
 * Context: crit
 */
void
clock_refine(struct rate rate)
{
	spin_lock(&clock_lock);
	if (source == CLOCK_TSC)
		timebase_rate(&base, clock_source_count(source), rate);
	spin_unlock(&clock_lock);
}

/* Say so when the command line names a clock that is not here. */
static void
miss(const char *word, const char *name)
{
	for (uint32_t i = 0; i < CLOCK_SOURCE_COUNT; i++) {
		if (*name == '\0' || (clock_source_frequency(i) != 0 &&
		    strcmp(name, clock_source_table[i].name) == 0))
			return;
	}
	kprintf("clock: %s=%s is no clock of this machine\n", word, name);
}

/*
 * Choose the counter, start this CPU's timer, and read the time of day.
 *
 * Context: boot
 */
void
clock_init(void)
{
	i8254_init();
	systimer_init();
	tsc_measure(clock_choose(tunable_timer, true));
	crit_enter();
	tell_by(clock_choose(tunable_clock, false));
	crit_exit();
	tsc_refine_later();
	boot_seconds = rtc_seconds();
	miss("clock", tunable_clock);
	miss("timer", tunable_timer);
	kprintf("clock: %s tells the time, %s is what others are measured "
	    "by\n", clock_teller(), clock_source_table[
	    clock_choose(tunable_timer, true)].name);
}

/* clock_gettime(2) likewise; a base that is a second old is moved. */
static __attribute__((noinline)) intptr_t
gettime_slow(uint32_t clock_id, struct timespec *tp)
{
	uint32_t sequence;
	uint64_t since;
	ssize_t seconds;

	for (;;) {
		sequence = timebase_read_begin(&base);
		since = since_base() + base.nanoseconds;
		seconds = (ssize_t)base.seconds;
		if (!timebase_read_end(&base, sequence))
			continue;
		if (since < NS_PER_SECOND)
			break;
		crit_enter();
		wind(&winder);
		crit_exit();
	}
	tp->tv_sec = seconds + (ssize_t)
	    (clock_id == CLOCK_REALTIME ? boot_seconds : 0);
	tp->tv_nsec = (ssize_t)since;
	return (0);
}

/*
 * The same as clock_ns(), in seconds and nanoseconds without a division.
 *
 * Context: thread
 */
intptr_t
sys_clock_gettime(uint32_t clock_id, struct timespec *tp)
{
	uint32_t sequence = atomic_load_int(&base.sequence);
	uint64_t since;
	ssize_t seconds;

	cpu_ccfence();
	if (__builtin_expect((sequence & 1) != 0 || source != CLOCK_TSC, false))
		return (gettime_slow(clock_id, tp));
	since = rate_times(&base.rate, cpu_tsc() - base.count) +
	    base.nanoseconds;
	seconds = (ssize_t)base.seconds;
	if (__builtin_expect(!timebase_read_end(&base, sequence) ||
	    since >= NS_PER_SECOND, false))
		return (gettime_slow(clock_id, tp));
	if (clock_id == CLOCK_REALTIME)
		seconds += (ssize_t)boot_seconds;
	tp->tv_sec = seconds;
	tp->tv_nsec = (ssize_t)since;
	return (0);
}
