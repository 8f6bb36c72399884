/* SPDX-License-Identifier: BSD-3-Clause */
/* Objects that stay constructed. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "objcache/objcache.h"
#include "sample/sample.h"
#include "sample_memory.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	PEAK = 150,
	ROUNDS = 40,
	TURNS = 1000,
	TIGHT = 4			/* the limit of tight_cache */
};

static struct objcache *const nodes = &objcache_table[OBJCACHE_NODE_CACHE];
static struct objcache *const tight = &objcache_table[OBJCACHE_TIGHT_CACHE];

static uint32_t
alive(void)
{
	return (atomic_load_int(&sample_constructed) -
	    atomic_load_int(&sample_destructed));
}

void
ktest_sample_objects_are_constructed_once(struct ktest *t)
{
	static struct sample_node *node[PEAK];
	uint32_t before = sample_constructed;
	unsigned wrong = 0;

	for (unsigned round = 0; round < ROUNDS; round++) {
		for (unsigned i = 0; i < PEAK; i++) {
			node[i] = node_cache_get();
			wrong += node[i] == NULL ||
			    node[i]->state != SAMPLE_CONSTRUCTED;
		}
		for (unsigned i = 0; i < PEAK; i++)
			node_cache_put(node[i]);
	}
	KTEST_ASSERT(t, wrong == 0, "%u were not constructed", wrong);
	KTEST_ASSERT(t, sample_constructed - before == PEAK,
	    "%u were constructed, at most %u at one time were in use",
	    sample_constructed - before, PEAK);
	objcache_trim(nodes);
	KTEST_ASSERT(t, alive() == 0, "%u are left", alive());
}

/* Get one and put it back, over and over. */
static void
ping_pong(struct meeting *m)
{
	uint32_t *failed = m->subject;

	for (unsigned i = 0; i < TURNS; i++) {
		struct sample_node *node = node_cache_get();

		if (node == NULL || node->state != SAMPLE_CONSTRUCTED)
			atomic_add_int(failed, 1);
		if (node != NULL)
			node_cache_put(node);
	}
}

void
ktest_sample_magazines_mostly_have_what_is_wanted(struct ktest *t)
{
	uint32_t failed = 0;
	struct meeting m = { .act = ping_pong, .subject = &failed };
	struct objcache_usage before = objcache_usage(OBJCACHE_NODE_CACHE);
	struct objcache_usage after;
	uint32_t gets, hits;

	meeting_hold(t, &m, 2);
	after = objcache_usage(OBJCACHE_NODE_CACHE);
	gets = after.gets - before.gets;
	hits = after.hits - before.hits;
	KTEST_ASSERT(t, failed == 0, "%u gets failed", failed);
	KTEST_ASSERT(t, gets == 2 * TURNS * cpu_count, "%u gets", gets);
	KTEST_ASSERT(t, (uint64_t)hits * 100 > (uint64_t)gets * 95,
	    "%u of %u gets were hits", hits, gets);
	objcache_trim(nodes);
	KTEST_ASSERT(t, alive() == 0, "%u are left", alive());
}

void
ktest_sample_a_failure_restores_the_quota(struct ktest *t)
{
	struct sample_node *node[TIGHT];

	sample_refuses = true;
	for (unsigned i = 0; i < 2 * TIGHT; i++)
		KTEST_ASSERT(t, tight_cache_get() == NULL, "it is made");
	sample_refuses = false;
	KTEST_ASSERT(t, tight->depot.quota == TIGHT, "%u may be made",
	    tight->depot.quota);
	for (unsigned i = 0; i < TIGHT; i++) {
		node[i] = tight_cache_get_nowait();
		KTEST_ASSERT(t, node[i] != NULL, "object %u", i);
	}
	KTEST_ASSERT(t, tight_cache_get_nowait() == NULL,
	    "one beyond the limit");
	for (unsigned i = 0; i < TIGHT; i++)
		tight_cache_put(node[i]);
	objcache_trim(tight);
	KTEST_ASSERT(t, alive() == 0 && tight->depot.quota == TIGHT,
	    "%u are left, %u may be made", alive(), tight->depot.quota);
}

struct pair {
	struct sample_node *node[TIGHT];
	struct sample_node *got;
	uint32_t	    waits;	/* atomics only */
};

/* There is none left: wait for one. */
static void
wait_main(void *argument)
{
	struct pair *pair = argument;

	atomic_store_int(&pair->waits, 1);
	pair->got = tight_cache_get();
	atomic_store_int(&pair->waits, 2);
}

/* Have a thread wait on a CPU; an object is put back on this one. */
static void
try_waiting(struct ktest *t, struct pair *pair, struct cpu *cpu)
{
	uint32_t threads = lwkt_thread_count();
	struct thread *td = lwkt_create_on(cpu, wait_main, pair, "waiter",
	    curthread()->priority, 0, KERNEL_STACK);

	KTEST_ASSERT(t, td != NULL, "no memory for a thread");
	if (td == NULL)
		return;
	lwkt_schedule(td);
	while (atomic_load_int(&tight->depot.waiting) == 0)
		lwkt_yield();
	KTEST_ASSERT(t, atomic_load_int(&pair->waits) == 1, "it has one");
	tight_cache_put(pair->node[TIGHT - 1]);
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
	KTEST_ASSERT(t, pair->got != NULL &&
	    pair->got->state == SAMPLE_CONSTRUCTED, "it got %p",
	    (void *)pair->got);
	pair->node[TIGHT - 1] = pair->got;
}

void
ktest_sample_who_waits_at_the_limit_goes_on(struct ktest *t)
{
	struct pair pair = { .got = NULL };

	for (unsigned i = 0; i < TIGHT; i++)
		pair.node[i] = tight_cache_get();
	for (unsigned i = 0; i < cpu_count; i++) {
		pair.waits = 0;
		try_waiting(t, &pair, cpu_of(i));
	}
	KTEST_ASSERT(t, alive() == TIGHT, "%u were made", alive());
	for (unsigned i = 0; i < TIGHT; i++)
		tight_cache_put(pair.node[i]);
	objcache_trim(tight);
	KTEST_ASSERT(t, alive() == 0, "%u are left", alive());
}

/* Several wait; what is put back at one time is enough for all of them. */
void
ktest_sample_all_who_wait_go_on(struct ktest *t)
{
	static struct pair pairs[TIGHT];
	uint32_t threads = lwkt_thread_count();
	struct sample_node *node[TIGHT];

	for (unsigned i = 0; i < TIGHT; i++)
		node[i] = tight_cache_get();
	for (unsigned i = 0; i < TIGHT; i++) {
		struct thread *td = lwkt_create_on(cpu_of(i % cpu_count),
		    wait_main, &pairs[i], "waiter", curthread()->priority, 0,
		    KERNEL_STACK);

		KTEST_ASSERT(t, td != NULL, "no memory for a thread");
		if (td != NULL)
			lwkt_schedule(td);
	}
	while (atomic_load_int(&tight->depot.waiting) != TIGHT)
		lwkt_yield();
	for (unsigned i = 0; i < TIGHT; i++)
		tight_cache_put(node[i]);
	for (lwkt_reap(); lwkt_thread_count() != threads; lwkt_reap())
		lwkt_yield();
	for (unsigned i = 0; i < TIGHT; i++) {
		KTEST_ASSERT(t, pairs[i].got != NULL, "waiter %u has none", i);
		tight_cache_put(pairs[i].got);
	}
	objcache_trim(tight);
	KTEST_ASSERT(t, alive() == 0, "%u are left", alive());
}

/* Put what this CPU gets into its own magazines. */
static void
get_and_put(struct meeting *m)
{
	struct ktest *t = m->subject;
	struct sample_node *node = tight_cache_get();

	KTEST_ASSERT(t, node != NULL, "no object");
	if (node != NULL)
		tight_cache_put(node);
}

void
ktest_sample_idle_objects_of_others_are_fetched(struct ktest *t)
{
	struct meeting m = { .act = get_and_put, .subject = t };
	struct sample_node *node[TIGHT];

	/* Each CPU has one at hand, as far as they go. */
	meeting_hold(t, &m, 1);
	for (unsigned i = 0; i < TIGHT; i++) {
		node[i] = tight_cache_get();
		KTEST_ASSERT(t, node[i] != NULL, "object %u", i);
	}
	for (unsigned i = 0; i < TIGHT; i++)
		tight_cache_put(node[i]);
	objcache_trim(tight);
	KTEST_ASSERT(t, alive() == 0, "%u are left", alive());
}
