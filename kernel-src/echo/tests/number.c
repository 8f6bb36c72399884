/* SPDX-License-Identifier: BSD-3-Clause */
/* All CPUs count to all others at once: more than the queues hold. */

#include "echo/number.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	NUMBERS = 1000,
	URGENT = 7		/* every seventh raises an interrupt */
};

/* By who is counted to, and who counts. */
static struct echo_numbers table[CPU_MAX][CPU_MAX];

/* What each counts to the next, and to the one behind that, in turn. */
static void
count(struct meeting *m)
{
	unsigned own = curcpu()->id;

	(void)m;
	for (uint32_t n = 0; n < NUMBERS; n++) {
		for (unsigned i = 1; i < cpu_count; i++) {
			unsigned id = (own + i) % cpu_count;
			struct echo_numbers *to = &table[id][own];

			if (n % URGENT == 0)
				(void)ipi_echo_number(cpu_of(id), to, n);
			else
				(void)ipi_echo_number_quiet(cpu_of(id),
				    to, n);
		}
	}
	crit_enter();
	for (unsigned id = 0; id < cpu_count; id++) {
		if (id != own)
			ipi_wait(cpu_of(id),
			    ipi_settle(cpu_of(id)));
	}
	crit_exit();
}

void
ktest_echo_numbers_come_once_and_in_order(struct ktest *t)
{
	struct meeting m = { .act = count };

	memset(table, 0, sizeof(table));
	meeting_hold(t, &m, 1);
	for (unsigned to = 0; to < cpu_count; to++) {
		for (unsigned from = 0; from < cpu_count; from++) {
			const struct echo_numbers *row = &table[to][from];

			KTEST_ASSERT(t, row->wrong == 0 &&
			    row->next == (to == from ? 0 : NUMBERS),
			    "%u to %u: %u numbers, %u wrong", from, to,
			    row->next, row->wrong);
		}
	}
}
