/* SPDX-License-Identifier: BSD-3-Clause */
/* How much of each type is in use, and how much may be. */

#include "slab/zone.h"

#include "smp/smp.h"
#include "vm/vm.h"

enum {
	GRANT_BYTES = 16384,
	SHARE = 10			/* of memory: what a type may have */
};

_Static_assert(SLAB_SLACK == INT8_MAX + 1, "a CPU has more left");

/* What a type may have: objects, or bytes if they are of many sizes. */
static size_t
limit_of(const struct slab_type *type)
{
	size_t bytes = page_total_count() / SHARE * PAGE_SIZE;

	if (type->limit != 0)
		return (type->limit);
	return (type->many ? bytes : bytes / type->size + 1);
}

/*
 * What is in use of a type, as far as all CPUs together know.
 *
 * Context: any
 */
struct slab_usage
slab_usage(unsigned type)
{
	const struct slab_type *is = &slab_type_table[type];
	int32_t objects = 0, bytes = 0;

	for (unsigned i = 0; i < cpu_count; i++) {
		const struct slab_cpu *own = slab_cpu_of(cpu_of(i));

		objects += own->granted[type] - own->left[type];
		bytes += own->bytes[type];
	}
	if (!is->many)
		bytes = objects * (int32_t)is->size;
	return (struct slab_usage){ (size_t)objects, (size_t)bytes,
	    limit_of(is) };
}

/* What was granted of a type and not given back, on all CPUs. */
static size_t
granted(unsigned type)
{
	int32_t n = 0;

	for (unsigned i = 0; i < cpu_count; i++)
		n += slab_cpu_of(cpu_of(i))->granted[type];
	return ((size_t)n);
}

/* How many objects this CPU may hand out from here on; 0 when none. */
static int32_t
next_grant(unsigned type)
{
	struct slab_usage usage = slab_usage(type);
	size_t all = granted(type);
	size_t n = GRANT_BYTES / slab_type_table[type].size;

	if (usage.objects >= usage.limit)
		return (0);
	if (n > SLAB_GRANT)
		n = SLAB_GRANT;
	/* Near the limit one by one: others may have what they do not use. */
	if (all >= usage.limit || n > usage.limit - all)
		n = all >= usage.limit ? 1 : usage.limit - all;
	return (n > 0 ? (int32_t)n : 1);
}

/*
 * Count an object that is about to be allocated; false when there may be no
 * more of its type.
 *
 * Context: crit
 */
bool
slab_grant(struct slab_cpu *own, size_t size, unsigned type)
{
	const struct slab_type *is = &slab_type_table[type];

	KASSERT(size <= is->size, "slab: %zu bytes are too many for %s", size,
	    is->name);
	if (is->many) {
		if (slab_usage(type).bytes + size > limit_of(is))
			return (false);
		own->granted[type]++;
		own->bytes[type] += (int32_t)size;
		return (true);
	}
	if (own->left[type] == 0) {
		int32_t n = next_grant(type);

		own->granted[type] += n;
		own->left[type] = (int8_t)n;
		if (n == 0)
			return (false);
	}
	own->left[type]--;
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
	if (slab_type_table[type].many) {
		own->granted[type]--;
		own->bytes[type] -= (int32_t)size;
		return;
	}
	if (count_up_nonlocked(&own->left[type]))
		slab_settle(own, type);
}

/*
 * How many objects are in use, of all types.
 *
 * Context: any
 */
size_t
slab_object_count(void)
{
	size_t n = 0;

	for (unsigned type = 0; type < SLAB_TYPES; type++)
		n += slab_usage(type).objects;
	return (n);
}

/*
 * How many pages zones have.
 *
 * Context: any
 */
size_t
slab_page_count(void)
{
	size_t n = 0;

	for (unsigned i = 0; i < cpu_count; i++)
		n += slab_cpu_of(cpu_of(i))->npages;
	return (n);
}
