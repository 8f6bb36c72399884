/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Anonymous memory: zeroed, placed, protected, given back.
 *
 *	mmap_test		all of it
 *	mmap_test unmapped	touch what was unmapped
 *	mmap_test read_only	write what may only be read
 */

#include <stdint.h>
#include <string.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	PLACE = 0x30000000,
	PAGES = 4,
	LENGTH = PAGES * PAGE_SIZE,
	ROUNDS = 20
};

static char *
map_memory(uintptr_t at, size_t length, uint32_t prot, uint32_t more)
{
	return (mmap((void *)at, length, prot, MAP_ANON | MAP_PRIVATE | more,
	    -1, 0));
}

static void
refused(uintptr_t at, size_t length, uint32_t prot, uint32_t more, int why)
{
	CHECK(map_memory(at, length, prot, more) == (char *)-1,
	    "%#lx, %#lx, prot %u", (unsigned long)at, (unsigned long)length,
	    prot);
	CHECK(errno == why, "%#lx, %#lx, prot %u: %s", (unsigned long)at,
	    (unsigned long)length, prot, errno_name(errno));
}

static bool
zeroed(const char *at)
{
	for (size_t i = 0; i < LENGTH; i++)
		if (at[i] != 0)
			return (false);
	return (true);
}

static void
memory_is_zeroed_and_returned(void)
{
	struct kernel_info before, after;
	char *at;

	for (int round = 0; round < ROUNDS; round++) {
		at = map_memory(PLACE, LENGTH, PROT_READ | PROT_WRITE,
		    MAP_FIXED);
		if (!CHECK(at == (char *)PLACE, "%p: %s", (void *)at,
		    errno_name(errno)))
			return;
		CHECK(zeroed(at), "round %d", round);
		memset(at, 0x5a, LENGTH);
		CHECK(munmap(at, LENGTH) == 0, "%s", errno_name(errno));
		CHECK(kernel_info(round == 0 ? &before : &after) == 0, "%s",
		    errno_name(errno));
	}
	CHECK(before.pages_free + before.heap_pages ==
	    after.pages_free + after.heap_pages, "%llu pages free, then %llu",
	    (unsigned long long)before.pages_free,
	    (unsigned long long)after.pages_free);
}

static void
fixed_replaces(void)
{
	char *at = map_memory(0, LENGTH, PROT_READ | PROT_WRITE, 0);

	if (!CHECK(at != (char *)-1, "%s", errno_name(errno)))
		return;
	memset(at, 0x5a, LENGTH);
	CHECK(map_memory((uintptr_t)at + PAGE_SIZE, PAGE_SIZE,
	    PROT_READ | PROT_WRITE, MAP_FIXED) == at + PAGE_SIZE, "%s",
	    errno_name(errno));
	CHECK(at[PAGE_SIZE - 1] == 0x5a, "before it: %d", at[PAGE_SIZE - 1]);
	CHECK(at[PAGE_SIZE] == 0, "in it: %d", at[PAGE_SIZE]);
	CHECK(at[2 * PAGE_SIZE] == 0x5a, "behind it: %d", at[2 * PAGE_SIZE]);
	CHECK(munmap(at, LENGTH) == 0, "%s", errno_name(errno));
}

static void
refusals(void)
{
	const uint32_t rw = PROT_READ | PROT_WRITE;

	refused(0, 0, rw, 0, EINVAL);
	refused(0, PAGE_SIZE, rw | PROT_EXEC, 0, EINVAL);
	refused(0, PAGE_SIZE, PROT_WRITE | PROT_EXEC, 0, EINVAL);
	refused(0, PAGE_SIZE, rw, MAP_FIXED, EINVAL);
	refused(PLACE + 1, PAGE_SIZE, rw, MAP_FIXED, EINVAL);
	refused(KERNEL_BASE, PAGE_SIZE, rw, MAP_FIXED, EINVAL);
	refused(USER_TOP, PAGE_SIZE, rw, MAP_FIXED, EINVAL);
	refused(PLACE, (size_t)0 - PAGE_SIZE, rw, MAP_FIXED, EINVAL);
	refused(0, USER_TOP, rw, 0, ENOMEM);
	CHECK(munmap((void *)(PLACE + 1), PAGE_SIZE) == -1 && errno == EINVAL,
	    "%s", errno_name(errno));
	CHECK(munmap((void *)KERNEL_BASE, PAGE_SIZE) == -1 && errno == EINVAL,
	    "%s", errno_name(errno));
}

int
main(int argc, char **argv)
{
	volatile char *at;

	if (argc == 1) {
		memory_is_zeroed_and_returned();
		fixed_replaces();
		refusals();
		check_ends("mmap_test unmapped", SIGSEGV, 0);
		check_ends("mmap_test read_only", SIGSEGV, 0);
		return (check_result());
	}
	if (strcmp(argv[1], "unmapped") == 0) {
		at = map_memory(0, PAGE_SIZE, PROT_READ | PROT_WRITE, 0);
		*at = 1;
		(void)munmap((void *)(uintptr_t)at, PAGE_SIZE);
		*at = 2;
	} else {
		at = map_memory(0, PAGE_SIZE, PROT_READ, 0);
		*at = 1;
	}
	return (check_usage("mmap_test [unmapped|read_only]"));
}
