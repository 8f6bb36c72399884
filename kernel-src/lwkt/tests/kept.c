/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads that have ended: kept for the next ones, few of them, and clean. */

#include "lwkt/kept.h"

#include "counter/counter.h"
#include "ktest/ktest.h"
#include "lwkt_memory.gen.h"
#include "percpu.gen.h"
#include "slab/slab.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"
#include "vm/vm.h"

enum {
	MORE = KEPT_MOST + 3,
	MARK = 0x6d61726b,		/* what nobody may find of another */
	DEEP = 512			/* words of a stack that are marked */
};

static void
leave_marks(void *argument)
{
	volatile uint32_t marks[DEEP];

	for (unsigned i = 0; i < DEEP; i++)
		marks[i] = MARK;
	curthread()->tls_base = marks[DEEP / 2];
	curthread()->nice = MARK;
	(void)argument;
}

static struct thread *
make(struct ktest *t, uint32_t stack_size)
{
	struct thread *td = lwkt_create(leave_marks, NULL, "mayfly",
	    curthread()->priority + 1, 0, stack_size);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	return (td);
}

/* Have threads run and end; they are reaped. */
static void
live(struct ktest *t, unsigned n, uint32_t stack_size)
{
	uint32_t threads = lwkt_thread_count();
	struct thread *td;

	for (unsigned i = 0; i < n; i++) {
		if ((td = make(t, stack_size)) != NULL)
			lwkt_schedule(td);
	}
	while (lwkt_thread_count() != threads) {
		lwkt_yield();
		lwkt_reap();
	}
}

static size_t
stacks(void)
{
	return (slab_usage(SLAB_KERNEL_STACK).objects);
}

static uint64_t
reused(void)
{
	return (counter_of_cpu(curcpu()->id, COUNTER_LWKT_REUSED));
}

void
ktest_lwkt_ended_thread_is_the_next_one(struct ktest *t)
{
	uint64_t before;
	struct thread *first, *second;

	lwkt_trim();
	before = reused();
	first = make(t, KERNEL_STACK);
	KTEST_ASSERT(t, reused() == before, "somebody was kept");
	lwkt_discard(first);
	second = make(t, KERNEL_STACK);
	KTEST_ASSERT(t, second == first && reused() == before + 1,
	    "%p behind %p", (void *)second, (void *)first);
	lwkt_discard(second);
}

void
ktest_lwkt_few_threads_are_kept(struct ktest *t)
{
	size_t before;

	lwkt_trim();
	before = stacks();
	live(t, MORE, KERNEL_STACK);
	KTEST_ASSERT(t, kept_threads()->count == KEPT_MOST &&
	    stacks() == before + KEPT_MOST, "%u are kept, %zu stacks more",
	    kept_threads()->count, stacks() - before);
	lwkt_trim();
	KTEST_ASSERT(t, kept_threads()->count == 0 && stacks() == before,
	    "%u are kept, %zu stacks more", kept_threads()->count,
	    stacks() - before);
}

/* A stack of another size fits nobody else. */
void
ktest_lwkt_odd_stacks_are_not_kept(struct ktest *t)
{
	lwkt_trim();
	live(t, 1, 2 * KERNEL_STACK);
	KTEST_ASSERT(t, kept_threads()->count == 0, "%u are kept",
	    kept_threads()->count);
}

/* Find a word on a stack. */
static unsigned
find(const struct thread *td, uint32_t word)
{
	const uint32_t *end = (const uint32_t *)(td->stack + td->stack_size);
	unsigned n = 0;

	for (const uint32_t *at = (const uint32_t *)td->stack; at < end; at++)
		n += *at == word;
	return (n);
}

void
ktest_lwkt_reused_thread_knows_nothing(struct ktest *t)
{
	struct thread *td;
	uint64_t before;

	lwkt_trim();
	live(t, 1, KERNEL_STACK);
	before = reused();
	td = thread_take(KERNEL_STACK);
	KTEST_ASSERT(t, td != NULL && reused() == before + 1, "nobody is kept");
	if (td == NULL)
		return;
	KTEST_ASSERT(t, find(td, MARK) == 0, "%u words of the last one's stack",
	    find(td, MARK));
	KTEST_ASSERT(t, td->tls_base == 0 && td->nice == 0 && td->id == 0 &&
	    td->flags == 0 && td->name[0] == '\0', "%s, flags 0x%x", td->name,
	    td->flags);
	for (unsigned i = 0; i < STACK_BOTTOM; i++)
		KTEST_ASSERT(t, ((char *)td->stack)[i] == 0,
		    "byte %u of the stack is not zero", i);
	KTEST_ASSERT(t, pmap_lookup(pmap_kernel(), td->stack) != 0 &&
	    pmap_lookup(pmap_kernel(), td->stack - 1) == 0,
	    "the page below the stack is mapped");
	thread_free(td);
}

/* Each CPU keeps the threads that its own have reaped. */
static void
keep_some(struct meeting *m)
{
	struct thread *td = thread_make(KERNEL_STACK);

	if (td != NULL && !thread_keep(td))
		thread_free(td);
	(void)m;
}

void
ktest_lwkt_all_cpus_let_go(struct ktest *t)
{
	struct meeting m = { .act = keep_some };
	uint32_t threads = lwkt_thread_count();
	unsigned keeping = 0, left = 0;
	size_t before;

	lwkt_trim();
	before = stacks();
	meeting_hold(t, &m, 1);
	while (lwkt_thread_count() != threads) {
		lwkt_yield();
		lwkt_reap();
	}
	for (unsigned i = 0; i < cpu_count; i++)
		keeping += kept_threads_of(cpu_of(i))->count > 0;
	lwkt_trim();
	for (unsigned i = 0; i < cpu_count; i++)
		left += kept_threads_of(cpu_of(i))->count;
	KTEST_ASSERT(t, keeping == cpu_count && left == 0 &&
	    stacks() == before, "%u CPUs kept some, %u are left, %zu stacks "
	    "more", keeping, left, stacks() - before);
}
