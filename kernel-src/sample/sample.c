/* SPDX-License-Identifier: BSD-3-Clause */
/* Constructing samples, and counting that. */

#include "sample/sample.h"

#include "cpu.h"
#include "kernel.h"
#include "objcache_table.gen.h"

uint32_t sample_constructed, sample_destructed;
bool sample_refuses;

/* Context: any */
bool
sample_construct(void *object)
{
	struct sample_node *node = object;

	if (sample_refuses)
		return (false);
	node->next = NULL;
	node->number = 0;
	node->state = SAMPLE_CONSTRUCTED;
	atomic_add_int(&sample_constructed, 1);
	return (true);
}

/* Context: any */
void
sample_destruct(void *object)
{
	struct sample_node *node = object;

	KASSERT(node->state == SAMPLE_CONSTRUCTED,
	    "sample_destruct: %p is in state 0x%x", object, node->state);
	node->state = 0;
	atomic_add_int(&sample_destructed, 1);
}
