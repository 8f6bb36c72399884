/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Turns are shared: two programs that never sleep get as much of the CPU each,
 * whatever a third that sleeps at some beat does to the timer.
 *
 *	fair			sleep beside them, at several beats
 *	fair spin		never sleep
 */

#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	MILLISECOND = 1000000,
	SHORTEST = 15,			/* ms */
	LONGEST = 55,
	STEP = 20,
	SLEEPS = 15,
	TURNS = 8			/* ticks: one before the other */
};

static uint64_t
ticks_of(int32_t pid)
{
	struct proc_info info;

	for (uint32_t n = 0; proc_info(n, &info) == 0; n++)
		if (info.pid == pid)
			return (info.ticks);
	CHECK(false, "pid %d is gone", pid);
	return (0);
}

static void
beside(unsigned ms)
{
	struct timespec nap = { .tv_nsec = (long)ms * MILLISECOND };
	int32_t a = process_start("fair spin"), b = process_start("fair spin");
	struct ending ending;
	uint64_t ta, tb;

	if (!CHECK(a > 0 && b > 0, "%s", errno_name(errno)))
		return;
	for (int i = 0; i < SLEEPS; i++)
		CHECK(nanosleep(&nap, NULL) == 0, "%s", errno_name(errno));
	ta = ticks_of(a);
	tb = ticks_of(b);
	CHECK(ta > 0 && ta <= tb + TURNS && tb <= ta + TURNS, "beside "
	    "sleeps of %u ms: %llu ticks and %llu", ms,
	    (unsigned long long)ta, (unsigned long long)tb);
	CHECK(kill(a, SIGKILL) == 0 && kill(b, SIGKILL) == 0, "%s",
	    errno_name(errno));
	CHECK(process_await(a, &ending) && process_await(b, &ending), "%s",
	    errno_name(errno));
}

int
main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "spin") == 0)
		for (volatile int x = 0;; x++)
			continue;
	for (unsigned ms = SHORTEST; ms <= LONGEST; ms += STEP)
		beside(ms);
	return (check_result());
}
