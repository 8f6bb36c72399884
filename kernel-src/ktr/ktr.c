/* SPDX-License-Identifier: BSD-3-Clause */
/* The rings: written by their CPUs, read by anybody. */

#include "ktr/ktr.h"

#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "percpu.gen.h"
#include "proc/proc.h"
#include "smp/smp.h"
#include "syscall.gen.h"
#include "tunable_table.gen.h"

enum {
	RECORDS = sizeof(((struct trace_ring *)0)->records) /
	    sizeof(struct trace_record)
};

uint32_t trace_mask;

/*
 * Record what the command line asks for: `trace=sched,ipi'.
 *
 * Context: boot
 */
void
ktr_init(void)
{
	trace_mask = tunable_trace;
}

/*
 * Record an event on this CPU.  Other CPUs' events are in other rings.
 *
 * Context: any
 */
void
trace_put(uint32_t event, uint64_t a, uint64_t b, uint64_t c)
{
	struct trace_ring *ring = trace_ring();
	uint32_t count = atomic_fetchadd_int_nonlocked(&ring->next,
	    1) + 1;
	struct trace_record *r = &ring->records[(count - 1) % RECORDS];

	atomic_store_int(&r->count, 0);
	r->time = cpu_tsc();
	r->event = event;
	r->values[0] = a;
	r->values[1] = b;
	r->values[2] = c;
	atomic_store_int(&r->count, count);
}

/*
 * What a CPU recorded `back' events ago; false when that is not there, or not
 * any more, or is being written.
 *
 * Context: any
 */
bool
ktr_read(unsigned cpu, uint32_t back, struct trace_record *to)
{
	const struct trace_ring *ring = trace_ring_of(cpu_of(cpu));
	uint32_t count = atomic_load_int(&ring->next) - back;
	const struct trace_record *r = &ring->records[(count - 1) % RECORDS];

	if (back >= RECORDS || count == 0 || count > ring->next)
		return (false);
	*to = *r;
	cpu_ccfence();
	return (to->count == count && atomic_load_int(&r->count) == count);
}

/* Context: thread */
intptr_t
sys_trace_control(uint32_t kinds)
{
	uint32_t was = trace_mask;

	if (curproc()->parent != NULL)
		return (-EPERM);
	trace_mask = kinds;
	return (was);
}

/* Context: thread */
intptr_t
sys_trace_read(uint32_t cpu, uint32_t back, struct trace_record *record)
{
	if (curproc()->parent != NULL)
		return (-EPERM);
	if (cpu >= cpu_count || !ktr_read(cpu, back, record))
		return (-ESRCH);
	return (0);
}
