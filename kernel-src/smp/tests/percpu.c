/* SPDX-License-Identifier: BSD-3-Clause */
/* What is declared percpu: every CPU has one, where the others look for it. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	LINE = 64
};

struct found {
	struct page_store *own[CPU_MAX];	/* each its own CPU's */
};

static void
find_own(struct meeting *m)
{
	struct found *found = m->subject;

	found->own[curcpu()->id] = page_store();
}

void
ktest_smp_percpu_data_is_each_cpus_own(struct ktest *t)
{
	struct found found = { { NULL } };
	struct meeting m = { .act = find_own, .subject = &found };

	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < cpu_count; i++) {
		uintptr_t at = (uintptr_t)found.own[i];

		KTEST_ASSERT(t, found.own[i] == page_store_of(cpu_of(i)),
		    "CPU %u has %p, others find %p", i, (void *)at,
		    (void *)page_store_of(cpu_of(i)));
		KTEST_ASSERT(t, at % LINE == 0 &&
		    at - (uintptr_t)cpu_of(i) == CPU_AREA_PAGE_STORE,
		    "CPU %u has %p, its area %p", i, (void *)at,
		    (void *)cpu_of(i));
		for (unsigned j = 0; j < i; j++)
			KTEST_ASSERT(t, found.own[i] != found.own[j],
			    "CPUs %u and %u share one", i, j);
	}
}
