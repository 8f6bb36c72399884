/* SPDX-License-Identifier: BSD-3-Clause */
/* All CPUs together may have so much of a type: just that. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "sample_memory.gen.h"
#include "smp/smp.h"
#include "smp/tests/meeting.h"

enum {
	FEW = 300,			/* nodes */
	BYTES = 10000,
	PIECE = 600,			/* bytes: 400 remain of the limit */
	EACH = 2,			/* threads of a CPU that grab */
	GRABS = 40,			/* how often one does */
	HANDFUL = FEW / EACH + 10	/* what it then wants: too much */
};

/* What the CPUs have of a type: they take until they are refused. */
struct store {
	struct sample_node *(*alloc)(void);
	void		(*free)(struct sample_node *);
	unsigned	 most;		/* of which there may be no more */
	unsigned	 takers;	/* CPUs, from the first on */

	/* Under the lock: */
	struct spinlock	 lock;
	struct sample_node *first;
	unsigned	 count;
};

static struct sample_node *
node_alloc(void)
{
	return (few_nodes_alloc(SLAB_NULLOK));
}

static void
node_free(struct sample_node *node)
{
	few_nodes_free(node);
}

static struct sample_node *
piece_alloc(void)
{
	return (few_bytes_alloc(PIECE, SLAB_NULLOK));
}

static void
piece_free(struct sample_node *piece)
{
	few_bytes_free(piece, PIECE);
}

/* Take one more; false when there is none. */
static bool
take(struct store *store)
{
	struct sample_node *node = store->alloc();

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

	if (curcpu()->id >= store->takers)
		return;
	while (store->count <= store->most && take(store))
		lwkt_yield();
}

/* The last CPU frees what all have taken: then it has much left. */
static void
free_on_last(struct meeting *m)
{
	struct store *store = m->subject;
	struct sample_node *node;

	if (curcpu()->id != cpu_count - 1)
		return;
	while ((node = store->first) != NULL) {
		store->first = node->next;
		store->free(node);
	}
	store->count = 0;
}

/*
 * All CPUs take all that there may be, and the last one frees it; again and
 * again.  Every other time that one takes nothing: what it has left is missed
 * by the others if they do not ask.
 */
static void
reach(struct ktest *t, struct store *store)
{
	for (unsigned round = 0; round < 5; round++) {
		struct meeting taking = { .act = take_all, .subject = store };
		struct meeting freeing = { .act = free_on_last,
		    .subject = store };

		store->takers = cpu_count - (cpu_count > 1 && round % 2 == 1);
		meeting_hold(t, &taking, 1);
		KTEST_ASSERT(t, store->count == store->most, "%u of %u in "
		    "round %u", store->count, store->most, round);
		meeting_hold(t, &freeing, 1);
	}
}

void
ktest_sample_a_limit_is_reached_by_all(struct ktest *t)
{
	struct store store = { node_alloc, node_free, .most = FEW };

	reach(t, &store);
	KTEST_ASSERT(t, slab_usage(SLAB_FEW_NODES).objects == 0,
	    "%zu are left", slab_usage(SLAB_FEW_NODES).objects);
}

void
ktest_sample_bytes_are_reached_by_all(struct ktest *t)
{
	struct store store = { piece_alloc, piece_free,
	    .most = BYTES / PIECE };

	reach(t, &store);
	KTEST_ASSERT(t, slab_usage(SLAB_FEW_BYTES).bytes == 0,
	    "%zu bytes are left", slab_usage(SLAB_FEW_BYTES).bytes);
	KTEST_ASSERT(t, slab_usage(SLAB_FEW_BYTES).objects == 0,
	    "%zu are left", slab_usage(SLAB_FEW_BYTES).objects);
}

/* How many nodes those who grab have, and the most that it was. */
struct grabbed {
	struct spinlock	 lock;		/* of what follows */
	uint32_t	 here;		/* threads: others may look */
	unsigned	 now;
	unsigned	 most;
	unsigned	 refused;
};

static void
note(struct grabbed *g, const struct sample_node *node)
{
	spin_lock(&g->lock);
	if (node == NULL)
		g->refused++;
	else if (++g->now > g->most)
		g->most = g->now;
	spin_unlock(&g->lock);
}

/* Take a handful, as far as one gets it, and put it down. */
static void
grab(struct grabbed *g)
{
	struct sample_node *first = NULL, *node;
	unsigned n = 0;

	do {
		node = few_nodes_alloc(SLAB_NULLOK);
		note(g, node);
		if (node == NULL)
			break;
		node->next = first;
		first = node;
		if (++n % 8 == 0)
			lwkt_yield();
	} while (n < HANDFUL);
	while ((node = first) != NULL) {
		first = node->next;
		spin_lock(&g->lock);
		g->now--;
		spin_unlock(&g->lock);
		few_nodes_free(node);
	}
}

/* Those of one CPU take turns from here on: together they want too much. */
static void
await_all(struct grabbed *g)
{
	spin_lock(&g->lock);
	g->here++;
	spin_unlock(&g->lock);
	while (atomic_load_int(&g->here) < cpu_count * EACH)
		lwkt_yield();
}

static void
grab_often(struct meeting *m)
{
	await_all(m->subject);
	for (unsigned i = 0; i < GRABS; i++) {
		grab(m->subject);
		lwkt_yield();
	}
}

/* All take and free at once: there are never more, and in the end all again. */
void
ktest_sample_a_limit_is_never_exceeded(struct ktest *t)
{
	struct store store = { node_alloc, node_free, .most = FEW };
	struct grabbed g = { .now = 0 };
	struct meeting grabbing = { .act = grab_often, .subject = &g };

	meeting_hold(t, &grabbing, EACH);
	KTEST_ASSERT(t, g.most <= FEW, "%u nodes of %u", g.most, FEW);
	KTEST_ASSERT(t, g.refused > 0, "nobody was refused: %u nodes of %u",
	    g.most, FEW);
	KTEST_ASSERT(t, slab_usage(SLAB_FEW_NODES).objects == 0,
	    "%zu are left", slab_usage(SLAB_FEW_NODES).objects);
	reach(t, &store);
}
