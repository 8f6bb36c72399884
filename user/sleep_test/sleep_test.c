/* SPDX-License-Identifier: BSD-3-Clause */

/* Clocks go forward, sleeps last, and wrong times are refused. */

#include <stdint.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	SECOND = 1000000000,
	NAP = 30000000,
	READS = 1000,
	YEAR_2020 = 1577836800
};

static int64_t
now(uint32_t clock)
{
	struct timespec t;

	if (!CHECK(clock_gettime(clock, &t) == 0, "clock %u: %s", clock,
	    errno_name(errno)))
		return (0);
	CHECK(t.tv_nsec >= 0 && t.tv_nsec < SECOND, "clock %u: %ld ns", clock,
	    (long)t.tv_nsec);
	return ((int64_t)t.tv_sec * SECOND + t.tv_nsec);
}

static void
clock_goes_forward(void)
{
	int64_t last = now(CLOCK_MONOTONIC), next;

	for (int i = 0; i < READS; i++) {
		next = now(CLOCK_MONOTONIC);
		if (!CHECK(next >= last, "%lld after %lld", (long long)next,
		    (long long)last))
			return;
		last = next;
	}
	CHECK(now(CLOCK_REALTIME) / SECOND > YEAR_2020, "%lld s",
	    (long long)(now(CLOCK_REALTIME) / SECOND));
}

static void
sleep_lasts(void)
{
	struct timespec nap = { .tv_nsec = NAP };
	int64_t before = now(CLOCK_MONOTONIC), slept;

	CHECK(nanosleep(&nap, NULL) == 0, "%s", errno_name(errno));
	slept = now(CLOCK_MONOTONIC) - before;
	CHECK(slept >= NAP, "%lld ns", (long long)slept);
}

static void
refused(ssize_t seconds, ssize_t nanoseconds)
{
	struct timespec t = { .tv_sec = seconds, .tv_nsec = nanoseconds };

	CHECK(nanosleep(&t, NULL) == -1 && errno == EINVAL, "%ld s %ld ns: %s",
	    (long)seconds, (long)nanoseconds, errno_name(errno));
}

int
main(void)
{
	struct timespec t;

	clock_goes_forward();
	sleep_lasts();
	refused(0, SECOND);
	refused(0, -1);
	refused(-1, 0);
	CHECK(clock_gettime(77, &t) == -1 && errno == EINVAL, "%s",
	    errno_name(errno));
	return (check_result());
}
