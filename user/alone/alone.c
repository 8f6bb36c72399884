/* SPDX-License-Identifier: BSD-3-Clause */

/* A program that is alone on its CPU computes, and no timer interrupts it. */

#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>

enum {
	SECOND = 1000000000,
	WHILE = 500000000,		/* fifty ticks, if there were any */
	MOST = 10			/* of all CPUs: whatever else is due */
};

static int64_t
now(void)
{
	struct timespec t;

	CHECK(clock_gettime(CLOCK_MONOTONIC, &t) == 0, "%s",
	    errno_name(errno));
	return ((int64_t)t.tv_sec * SECOND + t.tv_nsec);
}

/* How many interrupts the timers of all CPUs have made. */
static uint64_t
timers(void)
{
	struct counter_info info;
	uint64_t sum = 0;

	for (uint32_t index = 0; counter_info(index, &info) == 0; index++) {
		if (strcmp(info.subsystem, "clock") != 0 ||
		    strcmp(info.name, "timers") != 0)
			continue;
		for (int i = 0; i < 16; i++)
			sum += info.each[i];
		return (sum);
	}
	CHECK(false, "no counter is called clock.timers");
	return (0);
}

int
main(void)
{
	uint64_t before = timers(), after;
	int64_t until = now() + WHILE;

	while (now() < until)
		continue;
	after = timers();
	CHECK(after - before <= MOST, "%llu interrupts of timers",
	    (unsigned long long)(after - before));
	return (check_result());
}
