/* SPDX-License-Identifier: BSD-3-Clause */
/* There may be so much of a type, and no more. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "sample_memory.gen.h"
#include "smp/smp.h"

enum {
	FEW = 300,
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
