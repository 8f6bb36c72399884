/* SPDX-License-Identifier: BSD-3-Clause */
/* How much of each type is in use. */

#include "slab/zone.h"

#include "smp/smp.h"

/*
 * What is in use of a type, as far as all CPUs together know.  Who allocates
 * meanwhile is seen at different moments: there may seem to be less.
 *
 * Context: any
 */
struct slab_usage
slab_usage(unsigned type)
{
	const struct slab_type *is = &slab_type_table[type];
	size_t left = 0, all;
	int32_t objects = 0;

	for (unsigned i = 0; i < cpu_count; i++) {
		const struct slab_cpu *own = slab_cpu_of(cpu_of(i));

		left += slab_left(own, type);
		objects += own->objects[type];
	}
	all = slab_granted(type);
	all -= left < all ? left : all;
	if (is->many)
		return (struct slab_usage){ (size_t)objects, all,
		    slab_limit(type) };
	return (struct slab_usage){ all, all * is->size, slab_limit(type) };
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
