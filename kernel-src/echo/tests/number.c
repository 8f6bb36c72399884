/* SPDX-License-Identifier: BSD-3-Clause */
/* All CPUs count to all others at once: more than the queues hold. */

#include "counter/counter.h"
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

/* How far they count: hammer= on the command line. */
static uint32_t last;

/* What each counts to the next, and to the one behind that, in turn. */
static void
count(struct meeting *m)
{
	unsigned own = curcpu()->id;

	(void)m;
	for (uint32_t n = 0; n < last; n++) {
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

	last = ktest_rounds(NUMBERS);
	memset(table, 0, sizeof(table));
	meeting_hold(t, &m, 1);
	for (unsigned to = 0; to < cpu_count; to++) {
		for (unsigned from = 0; from < cpu_count; from++) {
			const struct echo_numbers *row = &table[to][from];

			KTEST_ASSERT(t, row->wrong == 0 &&
			    row->next == (to == from ? 0 : last),
			    "%u to %u: %u numbers, %u wrong", from, to,
			    row->next, row->wrong);
		}
	}
}

/* A thread in a section, in which no message of another CPU is handled. */
struct busy {
	uint32_t	in, out;
};

static void
busy_main(void *argument)
{
	struct busy *busy = argument;

	crit_enter();
	atomic_store_int(&busy->in, 1);
	while (atomic_load_int(&busy->out) == 0)
		cpu_pause();
	crit_exit();
}

/* Count twice to a CPU that handles nothing; how often was it not disturbed? */
static uint64_t
count_twice(struct cpu *to, struct echo_numbers *numbers)
{
	uint64_t before, after;

	crit_enter();
	before = counter_of_cpu(curcpu()->id, COUNTER_IPI_AVOIDED);
	(void)ipi_echo_number(to, numbers, 0);
	(void)ipi_echo_number(to, numbers, 1);
	after = counter_of_cpu(curcpu()->id, COUNTER_IPI_AVOIDED);
	crit_exit();
	return (after - before);
}

/* Who has not looked yet is interrupted once, however much it is sent. */
void
ktest_echo_the_busy_are_not_disturbed_twice(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count();

	for (unsigned i = 1; i < cpu_count; i++) {
		struct busy busy = { .in = 0 };
		struct echo_numbers numbers = { .next = 0 };
		struct thread *td = lwkt_create_on(cpu_of(i), busy_main,
		    &busy, "busy", curthread()->priority, 0, KERNEL_STACK);
		uint64_t avoided;

		KTEST_ASSERT(t, td != NULL, "no memory for a thread");
		if (td == NULL)
			return;
		lwkt_schedule(td);
		while (atomic_load_int(&busy.in) == 0)
			lwkt_yield();
		avoided = count_twice(cpu_of(i), &numbers);
		atomic_store_int(&busy.out, 1);
		for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
			lwkt_yield();
		KTEST_ASSERT(t, avoided >= 1 && numbers.wrong == 0 &&
		    numbers.next == 2, "CPU %u: %llu avoided, %u of 2 came",
		    i, (unsigned long long)avoided, numbers.next);
	}
}
