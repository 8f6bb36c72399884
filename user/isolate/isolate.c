/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Two processes hold different contents at the same addresses, and neither
 * sees the other's.
 *
 *	isolate			start two, and wait for them
 *	isolate segments	say whether the segments are a new program's
 *	isolate PATTERN		hold the pattern, let the other run, look again
 */

#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

enum {
	WORDS = 1024,
	ROUNDS = 50
};

/* Same program, same address. */
static volatile uint32_t words[WORDS];

/* A mapping at the same address. */
static void *const place = (void *)(uintptr_t)0x30000000;

static void
fill(volatile uint32_t *at, uint32_t pattern)
{
	for (uint32_t i = 0; i < WORDS; i++)
		at[i] = pattern + i;
}

static bool
holds(volatile uint32_t *at, uint32_t pattern)
{
	for (uint32_t i = 0; i < WORDS; i++)
		if (!CHECK(at[i] == pattern + i, "word %u is %#x, not %#x", i,
		    at[i], pattern + i))
			return (false);
	return (true);
}

static int
hold(uint32_t pattern)
{
	volatile uint32_t *mapped;

	mapped = mmap(place, WORDS * sizeof(uint32_t), PROT_READ | PROT_WRITE,
	    MAP_ANON | MAP_PRIVATE | MAP_FIXED, -1, 0);
	if (!CHECK(mapped == place, "mmap: %s", errno_name(errno)))
		return (check_result());
	fill(words, pattern);
	fill(mapped, ~pattern);
	for (int round = 0; round < ROUNDS; round++) {
		(void)sched_yield();
		if (!holds(words, pattern) || !holds(mapped, ~pattern))
			break;
	}
	return (check_result());
}

/*
 * What one has in its segment registers tells another nothing.
 */
static void
segments_are_isolated(void)
{
	struct ending ending;

	segments_spoil();
	if (CHECK(process_run("isolate segments", &ending), "%s",
	    errno_name(errno)))
		CHECK(ending.signal == 0 && ending.status == 0,
		    "signal %d, status %d", ending.signal, ending.status);
}

int
main(int argc, char **argv)
{
	int32_t child[2];
	struct ending ending;

	if (argc > 1 && strcmp(argv[1], "segments") == 0)
		return (!segments_are_clean());
	if (argc > 1)
		return (hold(argv[1][0] * 0x01010101u));
	child[0] = process_start("isolate A");
	child[1] = process_start("isolate Z");
	for (int i = 0; i < 2; i++) {
		CHECK(process_await(child[i], &ending), "child %d: %s", i,
		    errno_name(errno));
		CHECK(ending.signal == 0 && ending.status == 0,
		    "child %d: signal %d, status %d", i, ending.signal,
		    ending.status);
	}
	segments_are_isolated();
	return (check_result());
}
