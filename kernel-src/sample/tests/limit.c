/* SPDX-License-Identifier: BSD-3-Clause */
/* There may be so much of a type, and no more. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "sample_memory.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	FEW = 100,
	BYTES = 10000,
	PIECE = 1000
};

void
ktest_sample_a_limit_is_kept(struct ktest *t)
{
	struct sample_node *first = NULL, *node;
	unsigned n = 0;

	for (unsigned round = 0; round < 2; round++) {
		while (n <= FEW && (node = few_nodes_alloc(SLAB_NULLOK)) !=
		    NULL) {
			node->next = first;
			first = node;
			n++;
		}
		KTEST_ASSERT(t, n == FEW, "%u of %u nodes", n, FEW);
		KTEST_ASSERT(t, few_nodes_alloc_nowait(0) == NULL,
		    "one more, without waiting");
		KTEST_ASSERT(t, slab_usage(SLAB_FEW_NODES).objects == n,
		    "%zu are counted", slab_usage(SLAB_FEW_NODES).objects);
		while ((node = first) != NULL) {
			first = node->next;
			few_nodes_free(node);
			n--;
		}
		KTEST_ASSERT(t, slab_usage(SLAB_FEW_NODES).objects == 0,
		    "%zu are left", slab_usage(SLAB_FEW_NODES).objects);
	}
}

void
ktest_sample_bytes_have_a_limit(struct ktest *t)
{
	void *piece[BYTES / PIECE];

	for (unsigned i = 0; i < nitems(piece); i++) {
		piece[i] = few_bytes_alloc(PIECE, SLAB_NULLOK);
		KTEST_ASSERT(t, piece[i] != NULL, "piece %u", i);
	}
	KTEST_ASSERT(t, few_bytes_alloc(1, SLAB_NULLOK) == NULL,
	    "a byte more");
	few_bytes_free(piece[0], PIECE);
	piece[0] = few_bytes_alloc(PIECE, SLAB_NULLOK);
	KTEST_ASSERT(t, piece[0] != NULL, "no piece again");
	for (unsigned i = 0; i < nitems(piece); i++)
		few_bytes_free(piece[i], PIECE);
	KTEST_ASSERT(t, slab_usage(SLAB_FEW_BYTES).bytes == 0, "%zu are left",
	    slab_usage(SLAB_FEW_BYTES).bytes);
}

/* What the CPUs have of a type: they take until they are refused. */
struct store {
	struct spinlock	 lock;
	struct sample_node *first;	/* under the lock, as what follows */
	unsigned	 count;
	unsigned	 most;		/* more are not taken */
};

/* Take one more; false when there is none. */
static bool
take(struct store *store)
{
	struct sample_node *node = few_nodes_alloc(SLAB_NULLOK);

	if (node == NULL)
		return (false);
	spin_lock(&store->lock);
	node->next = store->first;
	store->first = node;
	store->count++;
	spin_unlock(&store->lock);
	return (true);
}

static void
take_all(struct meeting *m)
{
	struct store *store = m->subject;

	while (store->count <= store->most && take(store))
		lwkt_yield();
}

static void
free_all(struct store *store)
{
	struct sample_node *node;

	while ((node = store->first) != NULL) {
		store->first = node->next;
		few_nodes_free(node);
	}
	store->count = 0;
}

/* The last CPU frees what the others have taken: then it has that left. */
static void
free_on_last(struct meeting *m)
{
	if (curcpu()->id == cpu_count - 1)
		free_all(m->subject);
}

/* No CPU knows what the others have left; but that is not much. */
void
ktest_sample_a_limit_has_little_slack(struct ktest *t)
{
	struct store store = {
		.most = FEW + (cpu_count - 1) * SLAB_SLACK
	};

	for (unsigned round = 0; round < 3; round++) {
		struct meeting taking = { .act = take_all, .subject = &store };
		struct meeting freeing = { .act = free_on_last,
		    .subject = &store };

		meeting_hold(t, &taking, 1);
		KTEST_ASSERT(t, store.count >= FEW &&
		    store.count <= store.most, "%u nodes of %u to %u",
		    store.count, FEW, store.most);
		meeting_hold(t, &freeing, 1);
		KTEST_ASSERT(t, slab_usage(SLAB_FEW_NODES).objects == 0,
		    "%zu are left", slab_usage(SLAB_FEW_NODES).objects);
	}
}
