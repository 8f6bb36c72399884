/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * What calls cost, by the time-stamp counter.  Where QEMU counts instructions
 * (-icount shift=0), the counter advances by one for each, and the figures are
 * the same in every run.
 *
 *	bench			all rows, the least of several batches each
 *	bench yield		yield for ever, for the row that needs another
 */

#include <stdint.h>
#include <stdio.h>

#include <arch.gen.h>
#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <machine.h>
#include <process.h>

enum {
	BATCHES = 5,
	CALLS = 1000,
	PAGES = 64
};

struct row {
	const char	*name;
	uintptr_t	 count;		/* operations in a batch */
	void		(*batch)(uintptr_t count);
};

static uint64_t
counter(void)
{
	uint32_t low, high;

	__asm__ volatile ("rdtsc" : "=a" (low), "=d" (high) : : "memory");
	return ((uint64_t)high << 32 | low);
}

/*
 * Where a batch begins and ends, for what counts instructions outside of the
 * machine: a NOP that nothing else has (kernel-src/ktest/bench.h).
 */
#define mark(number)							\
	__asm__ volatile (".byte 0x0f, 0x1f, 0x80; .short " #number	\
	    ", 0xbeef" : : : "memory")

static uint64_t
begin(void)
{
	mark(1);
	return (counter());
}

/* The least of what the batches before have taken, and of this one. */
static uint64_t
end(uint64_t began, uint64_t least)
{
	uint64_t spent = counter() - began;

	mark(2);
	return (spent < least ? spent : least);
}

static void *
map_memory(size_t length)
{
	return (mmap(NULL, length, PROT_READ | PROT_WRITE,
	    MAP_ANON | MAP_PRIVATE, -1, 0));
}

static void
touch_memory(volatile char *at, size_t length)
{
	for (size_t i = 0; i < length; i += PAGE_SIZE)
		at[i] = 1;
}

static void
yield_batch(uintptr_t count)
{
	while (count-- > 0)
		(void)sched_yield();
}

static void
clock_batch(uintptr_t count)
{
	struct timespec now;

	while (count-- > 0)
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
}

static void
map_batch(uintptr_t count)
{
	while (count-- > 0)
		(void)munmap(map_memory(PAGE_SIZE), PAGE_SIZE);
}

static void
map_touch_batch(uintptr_t count)
{
	char *at;

	while (count-- > 0) {
		at = map_memory(PAGE_SIZE);
		touch_memory(at, PAGE_SIZE);
		(void)munmap(at, PAGE_SIZE);
	}
}

static const struct row row_table[] = {
	{ "null_syscall", CALLS, null_calls },
	{ "clock_gettime", CALLS, clock_batch },
	{ "mmap_munmap", CALLS, map_batch },
	{ "mmap_touch_munmap", CALLS, map_touch_batch },
};

static void
report(const char *name, uint64_t least, uintptr_t count)
{
	printf("bench %s %llu instructions\n", name,
	    (unsigned long long)((least + count / 2) / count));
	printf("bench %s %u operations\n", name, (unsigned)count);
}

static void
measure(const struct row *row)
{
	uint64_t least = UINT64_MAX, began;

	for (int i = 0; i < BATCHES; i++) {
		began = begin();
		row->batch(row->count);
		least = end(began, least);
	}
	report(row->name, least, row->count);
}

/*
 * The mapping and its removal are not part of the row.
 */
static void
measure_faults(void)
{
	uint64_t least = UINT64_MAX, began;
	char *at;

	for (int i = 0; i < BATCHES; i++) {
		at = map_memory(PAGES * PAGE_SIZE);
		if (!CHECK(at != (char *)-1, "%s", errno_name(errno)))
			return;
		began = begin();
		touch_memory(at, PAGES * PAGE_SIZE);
		least = end(began, least);
		(void)munmap(at, PAGES * PAGE_SIZE);
	}
	report("fault_anon", least, PAGES);
}

/*
 * A yield comes back when the other has yielded too.
 */
static void
measure_yields(void)
{
	static const struct row row = { "yield_pair", CALLS, yield_batch };
	struct ending ending;
	int32_t pid = process_start("bench yield");

	if (!CHECK(pid > 0, "%s", errno_name(errno)))
		return;
	(void)sched_yield();
	measure(&row);
	CHECK(kill(pid, SIGKILL) == 0, "%s", errno_name(errno));
	CHECK(process_await(pid, &ending), "%s", errno_name(errno));
}

int
main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		for (;;)
			(void)sched_yield();
	for (size_t i = 0; i < sizeof(row_table) / sizeof(row_table[0]); i++)
		measure(&row_table[i]);
	measure_faults();
	measure_yields();
	return (check_result());
}
