/* SPDX-License-Identifier: BSD-3-Clause */
/* Do the CPUs count for themselves, and is what they counted added up? */

#include "counter/counter.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	TIMES = 1000,
	EACH = 3,			/* threads of a CPU */
	ASKED = COUNTER_COUNTER_ASKED
};

static void
count(struct meeting *m)
{
	KASSERT(m->subject == NULL, "count: of %p", m->subject);
	for (unsigned i = 0; i < TIMES; i++)
		count_counter_asked();
}

void
ktest_counter_cpus_count_for_themselves(struct ktest *t)
{
	struct meeting m = { .act = count };
	uint64_t before[CPU_MAX], sum = counter_sum(ASKED);

	for (unsigned i = 0; i < cpu_count; i++)
		before[i] = counter_of_cpu(i, ASKED);
	meeting_hold(t, &m, EACH);
	for (unsigned i = 0; i < cpu_count; i++)
		KTEST_ASSERT(t, counter_of_cpu(i, ASKED) - before[i] ==
		    EACH * TIMES, "CPU %u counted %u", i,
		    (unsigned)(counter_of_cpu(i, ASKED) - before[i]));
	KTEST_ASSERT(t, counter_sum(ASKED) - sum ==
	    (uint64_t)cpu_count * EACH * TIMES, "all counted %u",
	    (unsigned)(counter_sum(ASKED) - sum));
}

void
ktest_counter_carries(struct ktest *t)
{
	unsigned id = curcpu()->id;
	uint64_t before = counter_of_cpu(id, ASKED), next;

	count_counter_asked_add((1ull << 32) - 1 - (uint32_t)before);
	count_counter_asked();
	next = (before >> 32) + 1;
	KTEST_ASSERT(t, counter_of_cpu(id, ASKED) == next << 32,
	    "0x%llx", (unsigned long long)counter_of_cpu(id, ASKED));
	count_counter_asked_add(before - (next << 32));
	KTEST_ASSERT(t, counter_of_cpu(id, ASKED) == before, "0x%llx",
	    (unsigned long long)counter_of_cpu(id, ASKED));
}
