/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The time-stamp counters.
 *
 * A counter that keeps its rate says so (SDM 3B 17.17.1), or the CPU is a
 * hypervisor's, which answers for it.  How fast it counts is measured at the
 * start in WINDOW_NS, by a source that may be coarse; so once more over FINE_NS
 * by a timer, and the last time over BEST_NS where the source does not go round
 * meanwhile.  Each measure goes from one reading of all to another, and a
 * reading is the closest of a few: the CPU may be taken from us in between.
 *
 * A CPU that starts compares its counter with the first one's: in turns, each
 * of which must see a later time than the one before.
 */

#include "clock/tsc.h"

#include "clock/clock.h"
#include "clock/systimer.h"
#include "clock/timebase.h"
#include "clock_lock.gen.h"
#include "clock_source.gen.h"
#include "drv/lapic/lapic.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"

enum {
	WINDOW_NS = 100 * 1000,
	FINE_NS = 20 * 1000 * 1000,
	BEST_NS = 1000 * 1000 * 1000,
	READINGS = 3,
	TURNS = 64,			/* of a CPU that compares */
	PATIENCE = 100000		/* pauses until the other's turn */
};

struct reading {
	uint64_t	 tsc;
	uint64_t	 known;		/* the other counter */
	uint32_t	 timer;		/* counts that this CPU's has left */
};

/* Fixed at start, but for the frequency; the first CPU writes. */
static bool trusted;
static uint32_t known;			/* the source that we measure by */
static uint64_t frequency;
static uint64_t timer_counts, timer_tsc;	/* of the first window */

/* In the timer's interrupt. */
static struct systimer refiner;
static struct reading begin;

/* Of CPUs that compare: under tsc_lock. */
static uint64_t latest;
static uint64_t warp;			/* by how much one was behind */
static uint32_t turns[2];		/* of the first CPU; of the new one */

/* Context: any */
uint64_t
tsc_count(void)
{
	return (cpu_tsc());
}

/* Context: any */
uint64_t
tsc_frequency(void)
{
	return (trusted ? frequency : 0);
}

/* Read all counters, as close to each other as can be. */
static struct reading
read_all(void)
{
	struct reading best = { 0, 0, 0 };
	uint64_t least = UINT64_MAX;

	for (unsigned i = 0; i < READINGS; i++) {
		uint64_t before = cpu_tsc();
		uint64_t count = clock_source_count(known);
		uint32_t timer = lapic_is_there() ? lapic_timer_left() : 0;
		uint64_t took = cpu_tsc() - before;

		if (took < least) {
			least = took;
			best.known = count;
			best.timer = timer;
			best.tsc = before + took / 2;
		}
	}
	return (best);
}

/* How long it is between two readings, by the known source. */
static uint64_t
between(struct reading a, struct reading b)
{
	struct rate rate = rate_of(NS_PER_SECOND,
	    clock_source_frequency(known));

	return (rate_times(&rate, (b.known - a.known) &
	    clock_source_table[known].mask));
}

/*
 * Measure how fast the time-stamp counter and this CPU's timer count, by the
 * source `by'.
 *
 * Context: boot
 */
void
tsc_measure(uint32_t by)
{
	struct reading end;
	uint64_t ns;

	known = by;
	if (lapic_is_there())
		lapic_timer_shoot(UINT32_MAX);
	begin = read_all();
	do {
		end = read_all();
		ns = between(begin, end);
	} while (ns < WINDOW_NS);
	timer_tsc = end.tsc - begin.tsc;
	if (timer_tsc == 0)
		panic("tsc_measure: the time-stamp counter stands still");
	frequency = timer_tsc * NS_PER_SECOND / ns;
	trusted = cpu_features.tsc_invariant || cpu_features.hypervisor;
	if (!lapic_is_there())
		return;
	timer_counts = begin.timer - end.timer;
	lapic_timer_shoot(0);
	systimer_calibrate(timer_counts, timer_tsc, frequency);
}

static void	refine(struct systimer *);

/* Context: crit */
static void
refine_after(uint64_t ns)
{
	systimer_start(&refiner, clock_ns() + ns, 0, refine);
}

/*
 * Say better what the rates are.  Where the other counter may have gone round,
 * the time since says nothing: then begin anew.
 *
 * Context: crit
 */
static void
refine(struct systimer *timer)
{
	struct reading end = read_all();
	struct rate each = rate_of(NS_PER_SECOND,
	    clock_source_frequency(known));
	uint64_t round = rate_times(&each, clock_source_table[known].mask);
	uint64_t tsc = end.tsc - begin.tsc, ns = between(begin, end);

	KASSERT(timer == &refiner, "refine: %p", (void *)timer);
	if (tsc / (frequency / 1024) >= round / (NS_PER_SECOND / 1024) / 2) {
		begin = end;
		refine_after(FINE_NS);
		return;
	}
	frequency = tsc * (NS_PER_SECOND / 1024) / (ns / 1024);
	clock_refine(rate_of(NS_PER_SECOND, frequency));
	if (lapic_is_there())
		systimer_calibrate(timer_counts, timer_tsc, frequency);
	if (ns < BEST_NS / 2 && round > 2 * (uint64_t)BEST_NS)
		refine_after(BEST_NS);
}

/*
 * Measure better when some time has passed, if there is reason to.
 *
 * Context: boot
 */
void
tsc_refine_later(void)
{
	crit_enter();
	if (trusted)
		refine_after(FINE_NS);
	crit_exit();
}

/* Our turn: is it later than at the turn before? */
static void
compare(unsigned who)
{
	uint64_t now;

	spin_lock(&tsc_lock);
	now = cpu_tsc();
	if (now < latest && latest - now > warp)
		warp = latest - now;
	latest = now;
	turns[who]++;
	spin_unlock(&tsc_lock);
}

/*
 * Take turns with another CPU.  The first one does so while it waits for a CPU
 * that starts; that one until both have had their turns, or for long enough.
 *
 * Context: any
 */
void
tsc_compare(bool first)
{
	uint32_t had;

	compare(first ? 0 : 1);
	if (first)
		return;
	had = atomic_load_int(&turns[0]);
	for (unsigned i = 0; i < PATIENCE &&
	    atomic_load_int(&turns[0]) - had < TURNS; i++) {
		compare(1);
		cpu_pause();
	}
}

/*
 * All CPUs have started: do their counters agree?
 *
 * Context: thread
 */
void
tsc_judge(void)
{
	if (warp == 0)
		return;
	kprintf("clock: the CPUs' time-stamp counters differ by %llu\n",
	    (unsigned long long)warp);
	trusted = false;
	clock_distrust();
}
