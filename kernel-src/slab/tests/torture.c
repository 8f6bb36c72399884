/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: memory that one CPU cuts and another gives back. */

#include "cpu.h"
#include "ktest/torture.h"
#include "lwkt/lwkt.h"
#include "slab/slab.h"
#include "vm/vm.h"

enum {
	SHELF = 64,			/* objects that lie about */
	MOST = 700			/* bytes of one */
};

/* Any CPU takes what lies at a place, and leaves something there. */
static uint32_t *shelf[SHELF];

/* An object says how many words it has, and holds its own address. */
static void
check(const uint32_t *object)
{
	for (uint32_t i = 1; i < object[0]; i++)
		KASSERT(object[i] == (uint32_t)(uintptr_t)object,
		    "torture: %p was written to at word %u: 0x%x",
		    (const void *)object, i, object[i]);
}

static uint32_t *
fill(uint32_t words)
{
	uint32_t *object = kmalloc(words * sizeof(uint32_t));

	if (object == NULL)
		return (NULL);
	object[0] = words;
	for (uint32_t i = 1; i < words; i++)
		object[i] = (uint32_t)(uintptr_t)object;
	return (object);
}

void
torture_slab_swaps_objects(struct torture *t)
{
	uint32_t words = 1 + torture_dice(t, MOST / sizeof(uint32_t));
	uint32_t **place = &shelf[torture_dice(t, SHELF)];
	uint32_t *mine = fill(words), *other;

	other = __atomic_exchange_n(place, mine, __ATOMIC_ACQ_REL);
	if (other != NULL) {
		check(other);
		kfree(other);
	}
	/* What nobody takes any more is given back: nothing may be lost. */
	other = __atomic_exchange_n(place, NULL, __ATOMIC_ACQ_REL);
	if (other != NULL) {
		check(other);
		kfree(other);
	}
}
