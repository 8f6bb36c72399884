/* SPDX-License-Identifier: BSD-3-Clause */
/* Running the in-kernel tests. */

#include "ktest/ktest.h"

#include "expect.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "proc/proc.h"
#include "slab/slab.h"
#include "smp/smp.h"
#include "tunable_table.gen.h"
#include "vm/vm.h"

static unsigned passed, failed;

/* Context: any */
void
ktest_fail(struct ktest *t, const char *condition, int line,
    const char *format, ...)
{
	va_list ap;

	kprintf("# %s: line %d: %s: ", t->name, line, condition);
	va_start(ap, format);
	kvprintf(format, ap);
	va_end(ap);
	kprintf("\n");
	t->failures++;
}

/* Does `name' match a pattern of characters and `*'? */
static bool
matches(const char *pattern, const char *name)
{
	const char *star = NULL, *rest = NULL;

	while (*name != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			rest = name;
		} else if (*pattern == *name) {
			pattern++;
			name++;
		} else if (star != NULL) {
			pattern = star;
			name = ++rest;
		} else {
			return (false);
		}
	}
	while (*pattern == '*')
		pattern++;
	return (*pattern == '\0');
}

static void
run_one(const struct ktest_row *row, unsigned number, const char *run)
{
	struct ktest t = { .name = row->name };

	row->function(&t);
	kprintf("%s %u %s run=%s\n", t.failures == 0 ? "ok" : "not ok",
	    number, row->name, run);
	if (t.failures == 0)
		passed++;
	else
		failed++;
}

/*
 * Say what is in use: the same before and after, or something was lost.
 *
 * Context: thread
 */
void
ktest_resources(const char *when, const char *run)
{
	lwkt_trim();
	kprintf("# resources %s pages=%zu objects=%zu threads=%u procs=%u "
	    "spaces=%u", when,
	    page_free_count() + slab_page_count() +
	    kmem_table_count(), slab_object_count(),
	    lwkt_thread_count(), proc_count(), vm_space_count());
	for (unsigned type = 0; type < SLAB_TYPES; type++)
		kprintf(" %s=%zu", slab_type_table[type].name,
		    slab_usage(type).objects);
	kprintf(" run=%s\n", run);
}

/*
 * Run what the command line asks for; the numbers go on in the first process.
 *
 * Context: thread
 */
void
ktest_run(void)
{
	const char *run = tunable_run;

	if (tunable_test == 0)
		return;
	kprintf("KTAP version 1 run=%s arch=%s config=%s cpus=%u\n", run,
	    ARCH_NAME, CONFIG_NAME, cpu_count);
	kprintf("1..%u\n", EXPECTED_TESTS);
	ktest_resources("before", run);
	for (unsigned i = 0; i < ktest_count; i++) {
		if (matches(tunable_only, ktest_table[i].name))
			run_one(&ktest_table[i], i + 1, run);
	}
	ktest_resources("kernel", run);
}

/*
 * How many rounds a test goes that hammers: what the command line says, or
 * else `enough'.
 *
 * Context: any
 */
uint32_t
ktest_rounds(uint32_t enough)
{
	return (tunable_hammer != 0 ? tunable_hammer : enough);
}

/*
 * The same for each of so many threads, which share what the command line
 * says.
 *
 * Context: any
 */
uint32_t
ktest_share(uint32_t enough, uint32_t threads)
{
	return (tunable_hammer != 0 ? tunable_hammer / threads : enough);
}

/* Context: any */
unsigned
ktest_next(void)
{
	return (ktest_count + 1);
}

/* Context: any */
unsigned
ktest_passed(void)
{
	return (passed);
}

/* Context: any */
unsigned
ktest_failed(void)
{
	return (failed);
}
