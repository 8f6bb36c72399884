/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * There may be so much of each type, and no more.
 *
 * `granted' is what CPUs may have in use of a type: it never exceeds the limit.
 * A CPU is granted some objects (or bytes, of a type of many sizes) at a time;
 * what it has left of them it hands out and takes back alone.  It comes here
 * when it has none left, or too many.
 *
 * When all is granted, a thread that wants more collects: it takes what is not
 * granted, and then what each other CPU has left, until that suffices.  One CPU
 * collects at a time, so that two do not each take half of what is left and
 * then both find too little; what it did not need, nobody is granted.  A CPU
 * that has nothing left is not asked, only looked at.
 */

#include "slab/zone.h"

#include "ipi_message.gen.h"
#include "smp/smp.h"
#include "vm/vm.h"

enum {
	GRANT_BYTES = 16384,
	SHARE = 10			/* of memory: what a type may have */
};

/* Of each type, objects or bytes: atomically. */
static uintptr_t granted[SLAB_TYPES];

/* Whether somebody collects: atomically. */
static uint32_t collecting;

/*
 * What a type may have: objects, or bytes if they are of many sizes.
 *
 * Context: any
 */
size_t
slab_limit(unsigned type)
{
	const struct slab_type *is = &slab_type_table[type];
	size_t bytes = page_total_count() / SHARE * PAGE_SIZE;

	if (is->limit != 0)
		return (is->limit);
	return (is->many ? bytes : bytes / is->size + 1);
}

/*
 * What is granted of a type to all CPUs.
 *
 * Context: any
 */
size_t
slab_granted(unsigned type)
{
	return (atomic_load_long(&granted[type]));
}

/*
 * What a CPU has left of what it was granted.
 *
 * Context: any
 */
uint32_t
slab_left(const struct slab_cpu *own, unsigned type)
{
	if (slab_type_table[type].many)
		return (atomic_load_int(&own->bytes[type]));
	return (atomic_load_char((const uint8_t *)&own->left[type]));
}

static void
set_left(struct slab_cpu *own, unsigned type, uint32_t left)
{
	if (slab_type_table[type].many)
		own->bytes[type] = left;
	else
		own->left[type] = (int8_t)left;
}

/* What an object counts as. */
static uint32_t
units(size_t size, unsigned type)
{
	return (slab_type_table[type].many ? (uint32_t)size : 1);
}

/* So much of a type may be left on a CPU when it has not just been freed. */
static uint32_t
batch(unsigned type)
{
	const struct slab_type *is = &slab_type_table[type];
	size_t n = GRANT_BYTES / is->size;

	if (is->many)
		return (GRANT_BYTES);
	return (n < SLAB_GRANT ? (uint32_t)n : SLAB_GRANT);
}

/*
 * Have `least' granted or, if that is too much, what there is; and with
 * `spare' some more, of which each CPU gets less when there is little.
 */
static uint32_t
grant(unsigned type, uint32_t least, uint32_t spare)
{
	size_t limit = slab_limit(type), all, n, share;

	do {
		all = atomic_load_long(&granted[type]);
		KASSERT(all <= limit, "slab: %zu are granted of %s, its limit "
		    "is %zu", all, slab_type_table[type].name, limit);
		n = limit - all;
		if (n > least) {
			share = (n - least) / (2 * cpu_count);
			n = least + (share < spare ? share : spare);
		}
	} while (!atomic_cmpset_long(&granted[type], all, all + n));
	return ((uint32_t)n);
}

static void
ungrant(unsigned type, uint32_t n)
{
	atomic_subtract_long(&granted[type], n);
}

/* An object is in use: where sizes differ, what is granted does not tell. */
static void
count(struct slab_cpu *own, unsigned type, int32_t n)
{
	if (slab_type_table[type].many)
		own->objects[type] += n;
}

/*
 * Count an object that is about to be allocated; false when this CPU has none
 * left and all are granted: others may have some left.
 *
 * Context: crit
 */
bool
slab_grant(struct slab_cpu *own, size_t size, unsigned type)
{
	uint32_t left = slab_left(own, type), wanted = units(size, type);

	KASSERT(size <= slab_type_table[type].size,
	    "slab: %zu bytes are too many for %s", size,
	    slab_type_table[type].name);
	if (left < wanted) {
		left += grant(type, wanted - left, batch(type));
		set_left(own, type, left);
		if (left < wanted)
			return (false);
	}
	set_left(own, type, left - wanted);
	count(own, type, 1);
	return (true);
}

/*
 * Count an object that is freed, or was not allocated.
 *
 * Context: crit
 */
void
slab_ungrant(struct slab_cpu *own, size_t size, unsigned type)
{
	uint32_t left = slab_left(own, type) + units(size, type);
	uint32_t most = slab_type_table[type].many ? 2 * GRANT_BYTES :
	    INT8_MAX;

	if (left > most) {
		ungrant(type, left - batch(type));
		left = batch(type);
	}
	set_left(own, type, left);
	count(own, type, -1);
}

/*
 * Somebody wants more of a type: he gets what this CPU has left.
 *
 * Context: crit
 */
void
ipi_on_slab_let_go(struct slab_rest *rest)
{
	struct slab_cpu *own = slab_cpu();

	rest->left = slab_left(own, rest->type);
	set_left(own, rest->type, 0);
}

/* Have what a CPU has left. */
static uint32_t
rest_of(struct cpu *from, unsigned type)
{
	struct slab_rest rest = { .type = type };

	if (slab_left(slab_cpu_of(from), type) == 0)
		return (0);
	if (from == curcpu())
		ipi_on_slab_let_go(&rest);
	else
		ipi_wait(from, ipi_slab_let_go(from, &rest));
	return (rest.left);
}

/* Have what others have left, too, if there is enough of it. */
static bool
collect(size_t size, unsigned type)
{
	struct ipi_patience patience = { .what = "what is left of memory" };
	uint32_t have, wanted = units(size, type);

	while (atomic_swap_int(&collecting, 1) != 0) {
		ipi_process();
		ipi_lose_patience(&patience, 0);
	}
	have = grant(type, wanted, 0);
	for (unsigned i = 0; i < cpu_count && have < wanted; i++)
		have += rest_of(cpu_of(i), type);
	if (have < wanted)
		wanted = 0;
	ungrant(type, have - wanted);
	atomic_store_int(&collecting, 0);
	return (wanted != 0);
}

/*
 * Count an object that is about to be allocated; false when there may be no
 * more of its type.  What others free while we look may not be seen.
 *
 * Context: thread
 */
bool
slab_grant_wait(size_t size, unsigned type)
{
	bool done;

	crit_enter();
	done = slab_grant(slab_cpu(), size, type);
	if (!done && collect(size, type)) {
		count(slab_cpu(), type, 1);
		done = true;
	}
	crit_exit();
	return (done);
}
