/* SPDX-License-Identifier: BSD-3-Clause */
/* What one CPU allocates and another frees. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "slab/slab.h"
#include "slab_memory.gen.h"
#include "smp/smp.h"

enum {
	SIZE = 200,
	BATCH = 100,			/* objects on the way at one time */
	OBJECTS = 100 * 1000		/* hammer= says more */
};

/* From the allocating thread to the freeing one, and back when it is taken. */
static struct {
	struct spinlock	 lock;
	struct thread	*freer;		/* whoever waits sleeps on this */
	void		*object[BATCH];
	bool		 full;
	bool		 ended;
} belt;

static void
hand_over(bool full)
{
	spin_lock(&belt.lock);
	belt.full = full;
	spin_unlock(&belt.lock);
	lwkt_wakeup(&belt);
	spin_lock(&belt.lock);
	while (belt.full == full && !belt.ended)
		(void)lwkt_sleep_locked(&belt, 0, 0, &belt.lock);
	spin_unlock(&belt.lock);
}

static void
free_main(void *argument)
{
	spin_lock(&belt.lock);
	while (!belt.full)
		(void)lwkt_sleep_locked(&belt, 0, 0, &belt.lock);
	spin_unlock(&belt.lock);
	KASSERT(argument == NULL, "free_main: %p", argument);
	while (!belt.ended) {
		for (unsigned i = 0; i < BATCH; i++)
			untyped_free(belt.object[i], SIZE);
		hand_over(false);
	}
}

static bool
fill(void)
{
	for (unsigned i = 0; i < BATCH; i++) {
		belt.object[i] = untyped_alloc(SIZE, SLAB_NULLOK);
		if (belt.object[i] == NULL)
			return (false);
		memset(belt.object[i], (int)i, SIZE);
	}
	return (true);
}

static void
end(void)
{
	spin_lock(&belt.lock);
	belt.ended = true;
	spin_unlock(&belt.lock);
	lwkt_wakeup(&belt);
}

void
ktest_slab_freed_elsewhere_comes_home(struct ktest *t)
{
	uint32_t threads = lwkt_thread_count(), zones;
	unsigned rounds = ktest_rounds(OBJECTS) / BATCH;
	struct thread *td;
	size_t objects;

	lwkt_trim();		/* no thread was kept for it */
	objects = slab_object_count();
	td = lwkt_create_on(cpu_of(cpu_count - 1), free_main, NULL, "freer",
	    curthread()->priority, 0, KERNEL_STACK);
	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td == NULL)
		return;
	belt.ended = belt.full = false;
	lwkt_schedule(td);
	KTEST_ASSERT(t, fill(), "no memory");
	hand_over(true);
	zones = slab_cpu()->nzones;
	for (unsigned round = 1; round < rounds; round++) {
		if (!fill()) {
			KTEST_ASSERT(t, false, "no memory in round %u", round);
			break;
		}
		hand_over(true);
	}
	end();
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
	lwkt_trim();
	KTEST_ASSERT(t, slab_object_count() == objects, "%zu objects, then "
	    "%zu", objects, slab_object_count());
	KTEST_ASSERT(t, slab_cpu()->nzones <= zones + 1, "%u zones, then %u",
	    zones, slab_cpu()->nzones);
}
