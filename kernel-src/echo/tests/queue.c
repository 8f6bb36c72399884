/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Queues of IPI messages, seen from both ends: how many interrupts their
 * messages cost, and what becomes of those for which there is no room.
 */

#include "counter/counter.h"
#include "cpu.h"
#include "echo/number.h"
#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "smp/tests/hold.h"
#include "syscall.gen.h"

extern char text_start[], text_end[];

enum {
	TIMES = 50,			/* messages, which few queues hold */
	PATIENCE = 1000			/* of who waits for a chance */
};

static struct echo_numbers numbers[CPU_MAX];

/* How many slots the queues have. */
static uint32_t
room(void)
{
	return (ipi_state()->mask + 1);
}

/* As many messages as can be left without waiting. */
static uint32_t
few(void)
{
	return (room() / 2 < TIMES ? room() / 2 : TIMES);
}

static void
wait_for_numbers(const struct echo_numbers *n, uint32_t count)
{
	while (atomic_load_int(&n->next) != count)
		cpu_pause();
}

/* Fill a queue; return how many it took. */
static uint32_t
fill(struct cpu *to, struct echo_numbers *n)
{
	uint32_t sent = 0;

	while (ipi_echo_number_try(to, n, sent) == 0)
		sent++;
	return (sent);
}

void
ktest_echo_full_queue_refuses_and_loses_nothing(struct ktest *t)
{
	struct echo_numbers *n = &numbers[0];
	unsigned own = curcpu()->id;
	struct hold hold;
	uint64_t refused;
	uint32_t sent;

	if (cpu_count == 1 || !hold_begin(t, &hold, cpu_of(1)))
		return;
	memset(n, 0, sizeof(*n));
	refused = counter_of_cpu(own, COUNTER_IPI_REFUSED);
	sent = fill(cpu_of(1), n);
	KTEST_ASSERT(t, sent == (2 * room() + 2) / 3, "%u of %u slots", sent,
	    room());
	KTEST_ASSERT(t, ipi_echo_number_try(cpu_of(1), n, 0) == ENOENT,
	    "room again");
	KTEST_ASSERT(t, counter_of_cpu(own, COUNTER_IPI_REFUSED) ==
	    refused + 2, "not counted");
	KTEST_ASSERT(t, n->next == 0, "%u were handled in a section", n->next);
	hold_let_go(&hold);
	wait_for_numbers(n, sent);
	KTEST_ASSERT(t, ipi_echo_number_try(cpu_of(1), n, sent) == 0,
	    "still full");
	wait_for_numbers(n, sent + 1);
	KTEST_ASSERT(t, n->wrong == 0, "%u out of order", n->wrong);
	hold_end(&hold);
}

void
ktest_echo_messages_share_an_interrupt(struct ktest *t)
{
	struct echo_numbers *n = &numbers[0];
	uint64_t raised, avoided;
	struct hold hold;
	uint32_t sent = few();

	if (cpu_count == 1 || !hold_begin(t, &hold, cpu_of(1)))
		return;
	memset(n, 0, sizeof(*n));
	raised = counter_of_cpu(1, COUNTER_IPI_INTERRUPTS);
	avoided = counter_of_cpu(curcpu()->id, COUNTER_IPI_AVOIDED);
	for (uint32_t i = 0; i < sent; i++)
		(void)ipi_echo_number(cpu_of(1), n, i);
	avoided = counter_of_cpu(curcpu()->id, COUNTER_IPI_AVOIDED) - avoided;
	hold_let_go(&hold);
	wait_for_numbers(n, sent);
	raised = counter_of_cpu(1, COUNTER_IPI_INTERRUPTS) - raised;
	/* Who sends may find that the CPU looks anyway: then there is none. */
	KTEST_ASSERT(t, raised <= 1 && avoided >= sent - 1,
	    "%u messages: %u interrupts, %u avoided", sent, (unsigned)raised,
	    (unsigned)avoided);
	hold_end(&hold);
}

void
ktest_echo_passive_messages_raise_no_interrupt(struct ktest *t)
{
	struct echo_numbers *n = &numbers[0];
	uint32_t sent = few();
	struct hold hold;
	uint64_t raised;

	if (cpu_count == 1 || !hold_begin(t, &hold, cpu_of(1)))
		return;
	memset(n, 0, sizeof(*n));
	raised = counter_of_cpu(1, COUNTER_IPI_INTERRUPTS);
	for (uint32_t i = 0; i < sent; i++)
		(void)ipi_echo_number_quiet(cpu_of(1), n, i);
	hold_let_go(&hold);
	wait_for_numbers(n, sent);	/* an idle CPU looks */
	raised = counter_of_cpu(1, COUNTER_IPI_INTERRUPTS) - raised;
	KTEST_ASSERT(t, raised == 0 && n->wrong == 0,
	    "%u interrupts, %u out of order", (unsigned)raised, n->wrong);
	hold_end(&hold);
}

void
ktest_echo_a_set_of_cpus_is_told_once(struct ktest *t)
{
	uint32_t all = (1u << cpu_count) - 1;

	memset(numbers, 0, sizeof(numbers));
	crit_enter();
	ipi_echo_place_mask(all, numbers);
	ipi_echo_place_mask(all & ~1u, numbers);
	ipi_echo_place_mask(0, numbers);
	for (unsigned id = 0; id < cpu_count; id++)
		ipi_wait(cpu_of(id), ipi_settle(cpu_of(id)));
	crit_exit();
	for (unsigned id = 0; id < CPU_MAX; id++) {
		uint32_t wanted = (id < cpu_count) + (id > 0 && id < cpu_count);

		KTEST_ASSERT(t, numbers[id].next == wanted,
		    "CPU %u was told %u times, not %u", id, numbers[id].next,
		    wanted);
	}
}

static void
busy_main(void *argument)
{
	struct hold *hold = argument;

	atomic_store_int(&hold->here, 1);
	while (atomic_load_int(&hold->gone) == 0)
		cpu_pause();
}

/* Ask a CPU until it is interrupted: it may be in a section when we ask. */
static void
ask_for_frame(struct echo_frame *seen)
{
	for (uint32_t i = 0; i < PATIENCE && seen->pc == 0; i++) {
		crit_enter();
		ipi_wait(cpu_of(1), ipi_echo_frame(cpu_of(1), seen));
		crit_exit();
	}
}

void
ktest_echo_handlers_see_what_they_interrupt(struct ktest *t)
{
	struct hold hold = { .threads = lwkt_thread_count() };
	struct echo_frame seen = { .asked = 0 };
	struct thread *td;

	crit_enter();
	(void)ipi_echo_frame(curcpu(), &seen);
	crit_exit();
	KTEST_ASSERT(t, seen.asked == 1 && seen.pc == 0,
	    "a call has a frame");
	if (cpu_count == 1)
		return;
	td = lwkt_create_on(cpu_of(1), busy_main, &hold, "busy",
	    curthread()->priority, 0, KERNEL_STACK);
	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td == NULL)
		return;
	lwkt_schedule(td);
	while (atomic_load_int(&hold.here) == 0)
		cpu_pause();
	ask_for_frame(&seen);
	KTEST_ASSERT(t, seen.pc >= (uintptr_t)text_start &&
	    seen.pc < (uintptr_t)text_end, "0x%lx was interrupted",
	    (unsigned long)seen.pc);
	hold_end(&hold);
}

/* What comes in a section is handled at its end: nothing is interrupted. */
void
ktest_echo_late_handlers_have_no_frame(struct ktest *t)
{
	struct echo_frame seen = { .asked = 0 };
	struct hold hold;

	if (cpu_count == 1 || !hold_begin(t, &hold, cpu_of(1)))
		return;
	(void)ipi_echo_frame(cpu_of(1), &seen);
	hold_let_go(&hold);
	while (atomic_load_int(&seen.asked) == 0)
		cpu_pause();
	KTEST_ASSERT(t, seen.pc == 0, "0x%lx was interrupted",
	    (unsigned long)seen.pc);
	hold_end(&hold);
}
