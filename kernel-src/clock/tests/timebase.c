/* SPDX-License-Identifier: BSD-3-Clause */
/* A counter of 16 bits that goes round and round, without a device. */

#include "clock/clock.h"
#include "clock/timebase.h"
#include "kernel.h"
#include "ktest/ktest.h"

enum {
	SLOW_HZ = 1193182,
	BITS_16 = 0xffff,
	ROUNDS = 1000,
	STEP = 30011			/* counts between two windings */
};

void
ktest_clock_a_narrow_counter_may_go_round(struct ktest *t)
{
	struct timebase base = { .mask = BITS_16 };
	uint64_t counted = 0, last = 0, now, exact;

	base.rate = rate_of(NS_PER_SECOND, SLOW_HZ);
	for (unsigned i = 0; i < ROUNDS; i++) {
		counted += STEP;
		now = timebase_ns(&base, counted & BITS_16);
		KTEST_ASSERT(t, now > last, "%llu behind %llu",
		    (unsigned long long)now, (unsigned long long)last);
		last = now;
		timebase_wind(&base, counted & BITS_16);
	}
	exact = counted * NS_PER_SECOND / SLOW_HZ;
	/* A winding drops less than a nanosecond, a rate 2^-31 of it. */
	KTEST_ASSERT(t, now <= exact && exact - now <= 2 * ROUNDS,
	    "%llu ns, not %llu", (unsigned long long)now,
	    (unsigned long long)exact);
	KTEST_ASSERT(t, base.seconds * NS_PER_SECOND + base.nanoseconds ==
	    base.ns, "%llu s and %u ns are not %llu ns",
	    (unsigned long long)base.seconds, base.nanoseconds,
	    (unsigned long long)base.ns);
}

void
ktest_clock_another_rate_makes_no_jump(struct ktest *t)
{
	struct timebase base = { .mask = UINT64_MAX };
	uint64_t count = UINT64_C(5) << 40, before, after;

	base.rate = rate_of(NS_PER_SECOND, UINT64_C(3000000000));
	before = timebase_ns(&base, count);
	timebase_rate(&base, count, rate_of(NS_PER_SECOND,
	    UINT64_C(2900000000)));
	after = timebase_ns(&base, count);
	KTEST_ASSERT(t, before == after, "%llu became %llu",
	    (unsigned long long)before, (unsigned long long)after);
	after = timebase_ns(&base, count + UINT64_C(2900000000)) - before;
	KTEST_ASSERT(t, after >= NS_PER_SECOND - 2 &&
	    after <= NS_PER_SECOND, "a second has %llu ns",
	    (unsigned long long)after);
}

void
ktest_clock_a_rate_may_be_beyond_32_bits(struct ktest *t)
{
	struct rate fast = rate_of(UINT64_C(5000000000), NS_PER_SECOND);
	struct rate back = rate_of(NS_PER_SECOND, UINT64_C(5000000000));

	KTEST_ASSERT(t, rate_times(&fast, 1000 * 1000) >= 4999999 &&
	    rate_times(&fast, 1000 * 1000) <= 5000000, "%llu counts in 1 ms",
	    (unsigned long long)rate_times(&fast, 1000 * 1000));
	KTEST_ASSERT(t, rate_times(&back, 5000 * 1000) >= 999999 &&
	    rate_times(&back, 5000 * 1000) <= 1000000, "%llu ns",
	    (unsigned long long)rate_times(&back, 5000 * 1000));
}
