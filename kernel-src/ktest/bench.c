/* SPDX-License-Identifier: BSD-3-Clause */
/* Figures of the kernel itself, when the command line says `bench'. */

#include "ktest/bench.h"

#include "boot/boot.h"
#include "kernel.h"
#include "smp/smp.h"
#include "tunable_table.gen.h"

enum {
	BATCHES = 5			/* of which the cheapest counts */
};

extern uint64_t boot_tsc;

/* Measure one row; the batch that no interrupt disturbed is the cheapest. */
static void
measure(const struct bench_row *row)
{
	struct bench b = { .name = row->name, .spent = UINT64_MAX };

	for (int i = 0; i < BATCHES; i++)
		row->function(&b);
	kprintf("bench %s %llu instructions\n", row->name,
	    (unsigned long long)(b.spent + b.operations / 2) / b.operations);
	kprintf("bench %s %u operations\n", row->name, b.operations);
}

/*
 * The first program is about to run: how long was the way here?  Then
 * measure what is measured on as many CPUs as there are.
 *
 * Context: thread
 */
void
bench_first_entry(void)
{
	static bool done;
	uint64_t now = cpu_tsc();

	if (done || tunable_bench == 0)
		return;
	done = true;
	kprintf("bench boot_to_user %llu instructions\n",
	    (unsigned long long)(now - boot_tsc));
	for (unsigned i = 0; i < bench_count; i++) {
		if (bench_table[i].cpus == cpu_count)
			measure(&bench_table[i]);
	}
}
