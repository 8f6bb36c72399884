/* SPDX-License-Identifier: BSD-3-Clause */
/* Records, as the debugger shows them. */

#include "ddb/ddb.h"
#include "ddb_command.gen.h"
#include "ktr/ktr.h"

static void
print_record(unsigned cpu, const struct trace_record *r)
{
	const struct trace_row *row = &trace_row_table[r->event];

	if (r->event >= TRACE_POINT_COUNT)
		return;
	kprintf("%16llu %2u %-20s", (unsigned long long)r->time, cpu,
	    row->name);
	for (uint32_t i = 0; i < row->nvalues; i++) {
		kprintf(" %s=", row->values[i].name);
		if (row->values[i].pointer)
			ddb_print_symbol((uintptr_t)r->values[i]);
		else
			kprintf("%llu", (unsigned long long)r->values[i]);
	}
	kprintf("\n");
}

/* The CPU whose record, so many back, is the newest; cpu_count when none is. */
static unsigned
newest(const uint32_t *back, bool oldest)
{
	unsigned best = cpu_count;
	uint64_t time = 0;

	for (unsigned i = 0; i < cpu_count; i++) {
		struct trace_record r;

		if (oldest && back[i] == 0)
			continue;
		if (!ktr_read(i, oldest ? back[i] - 1 : back[i], &r))
			continue;
		if (best == cpu_count || (oldest ? r.time < time :
		    r.time > time)) {
			best = i;
			time = r.time;
		}
	}
	return (best);
}

/* Context: any */
void
ddb_on_ktr(uint32_t count)
{
	static uint32_t back[CPU_MAX];
	struct trace_record r;
	unsigned cpu;

	memset(back, 0, sizeof(back));
	/* Go back through all rings at once, then forward again. */
	while (count > 0 && (cpu = newest(back, false)) != cpu_count) {
		back[cpu]++;
		count--;
	}
	while ((cpu = newest(back, true)) != cpu_count) {
		if (ddb_interrupted())
			return;
		if (ktr_read(cpu, --back[cpu], &r))
			print_record(cpu, &r);
	}
}
