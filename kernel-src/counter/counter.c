/* SPDX-License-Identifier: BSD-3-Clause */
/* What the CPUs have counted. */

#include "counter/counter.h"

#include "counter.gen.h"
#include "kernel.h"
#include "smp/smp.h"
#include "syscall.gen.h"

/*
 * What a CPU has counted.  It may be at it.
 *
 * Context: any
 */
uint64_t
counter_of_cpu(unsigned cpu, unsigned counter)
{
	const volatile uint32_t *half = (const volatile void *)
	    &cpu_of(cpu)->counters[counter];
	uint32_t low, high;

	do {
		high = half[1];
		low = half[0];
	} while (half[1] != high);
	return ((uint64_t)high << 32 | low);
}

/*
 * What all CPUs have counted.
 *
 * Context: any
 */
uint64_t
counter_sum(unsigned counter)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < cpu_count; i++)
		sum += counter_of_cpu(i, counter);
	return (sum);
}

/* Context: thread */
intptr_t
sys_counter_info(uint32_t index, struct counter_info *info)
{
	const struct counter_row *row;

	count_counter_asked();
	if (index >= COUNTER_COUNT)
		return (-ESRCH);
	row = &counter_row_table[index];
	strlcpy(info->subsystem, row->subsystem, sizeof(info->subsystem));
	strlcpy(info->name, row->name, sizeof(info->name));
	strlcpy(info->unit, row->unit, sizeof(info->unit));
	strlcpy(info->doc, row->doc, sizeof(info->doc));
	for (unsigned i = 0; i < cpu_count && i < nitems(info->each); i++)
		info->each[i] = counter_of_cpu(i, index);
	return (0);
}
