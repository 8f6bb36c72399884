/* SPDX-License-Identifier: BSD-3-Clause */
/* Does a switch keep what it must? */

#include "ktest/ktest.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "switch_test.h"

enum {
	OURS = 0x10000			/* the first of our patterns */
};

/* What the two threads of a test share. */
struct pair {
	bool		over;
};

static struct thread *
start(struct ktest *t, void (*entry)(void *), void *argument,
    uint32_t priority, uint32_t flags)
{
	struct thread *td = lwkt_create(entry, argument, "ktest", priority,
	    flags, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td != NULL)
		lwkt_schedule(td);
	return (td);
}

/*
 * The scheduler keeps registers of its own on the way to the switch, and
 * could hide one that the switch loses: this calls the switch itself.
 */
void
ktest_lwkt_switch_keeps_registers(struct ktest *t)
{
	uintptr_t found[SWITCH_TEST_MAX];
	struct thread *partner = lwkt_create(NULL, NULL, "ktest", 0, 0,
	    KERNEL_STACK);

	KTEST_ASSERT(t, partner != NULL, "no memory for a thread");
	if (partner == NULL)
		return;
	switch_test_prepare(partner, curthread());
	cpu_disable();
	switch_test(OURS, found, curthread(), partner,
	    (void (*)(void))(uintptr_t)cpu_switch);
	cpu_enable();
	for (unsigned i = 0; i < switch_test_count; i++)
		KTEST_ASSERT(t, found[i] == OURS + i,
		    "%s is 0x%zx behind the switch", switch_test_register[i],
		    found[i]);
	lwkt_discard(partner);
}

/* Segment registers hold program state across a switch where there is one. */
static void
segment_partner(void *argument)
{
	struct pair *pair = argument;

	while (!pair->over) {
		switch_test_load_segment(0);
		lwkt_yield();
	}
}

void
ktest_lwkt_switch_keeps_segments(struct ktest *t)
{
	struct pair pair = { .over = false };
	uintptr_t was = switch_test_segment(), seen;

	if (start(t, segment_partner, &pair, curthread()->priority,
	    0) == NULL)
		return;
	switch_test_load_segment(SEL_USER_DATA);
	lwkt_yield();
	seen = switch_test_segment();
	KTEST_ASSERT(t, seen == switch_test_kept_segment, "gs is 0x%zx", seen);
	switch_test_load_segment(was);
	pair.over = true;
	lwkt_yield();
	lwkt_reap();
}

static void
count(void *argument)
{
	(*(unsigned *)argument)++;
}

void
ktest_lwkt_interrupt_thread_preempts(struct ktest *t)
{
	unsigned ran = 0;

	start(t, count, &ran, curthread()->priority + 1, TDF_PREEMPTS);
	KTEST_ASSERT(t, ran == 1, "it ran %u times before us", ran);
	lwkt_reap();
}

void
ktest_lwkt_ordinary_thread_does_not_preempt(struct ktest *t)
{
	unsigned ran = 0;

	start(t, count, &ran, curthread()->priority + 1, 0);
	KTEST_ASSERT(t, ran == 0, "it took the CPU from us");
	lwkt_yield();
	KTEST_ASSERT(t, ran == 1, "it did not run when we yielded");
	lwkt_reap();
}

void
ktest_lwkt_critical_section_delays_preemption(struct ktest *t)
{
	unsigned ran = 0;
	struct thread *td = lwkt_create(count, &ran, "ktest",
	    curthread()->priority + 1, TDF_PREEMPTS, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td == NULL)
		return;
	crit_enter();
	crit_enter();
	lwkt_schedule(td);
	KTEST_ASSERT(t, ran == 0, "it ran inside the section");
	crit_exit();
	KTEST_ASSERT(t, ran == 0, "it ran inside the outer section");
	crit_exit();
	KTEST_ASSERT(t, ran == 1, "it ran %u times at the end", ran);
	lwkt_reap();
}
