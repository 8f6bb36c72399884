/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory that is misused: none of these comes back. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "misuse_memory.gen.h"

enum {
	FEW = 3
};

void
ktest_misuse_freed_twice(struct ktest *t)
{
	struct lamp *lamp = lamps_alloc(0);

	KTEST_ASSERT(t, lamp != NULL, "no memory");
	lamps_free(lamp);
	lamps_free(lamp);
}

void
ktest_misuse_written_after_free(struct ktest *t)
{
	struct lamp *lamp = lamps_alloc(0);

	KTEST_ASSERT(t, lamp != NULL, "no memory");
	lamps_free(lamp);
	lamp->watts = 60;
	lamp = lamps_alloc(0);
	KTEST_ASSERT(t, lamp == NULL, "it is at %p again", (void *)lamp);
}

void
ktest_misuse_freed_as_another(struct ktest *t)
{
	struct lamp *lamp = lamps_alloc(0);

	KTEST_ASSERT(t, lamp != NULL, "no memory");
	few_lamps_free(lamp);
}

void
ktest_misuse_too_many(struct ktest *t)
{
	for (unsigned i = 0; i <= FEW; i++)
		KTEST_ASSERT(t, few_lamps_alloc(0) != NULL, "lamp %u", i);
}

void
ktest_misuse_kept(struct ktest *t)
{
	KTEST_ASSERT(t, lamps_alloc(0) != NULL, "no memory");
}
