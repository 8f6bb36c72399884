/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory of no declared type, whose size nobody need know who frees it. */

#include "slab/zone.h"

#include "kasan/kasan.h"
#include "slab_memory.gen.h"
#include "vm/vm.h"

/* The largest object that gets a chunk of this size. */
static size_t
object_size(size_t chunk)
{
	size_t size = chunk;

	while (slab_class_size(slab_class(kasan_padded(size))) > chunk)
		size = slab_class_size(slab_class(size) - 1);
	return (size);
}

/* What is allocated for a size: not whole pages, which no zone has. */
static size_t
rounded(size_t size)
{
	size_t wanted = slab_class_size(slab_class(size));

	if (wanted % PAGE_SIZE == 0)
		wanted = slab_class_size(slab_class(wanted + 1));
	return (object_size(slab_class_size(slab_class(
	    kasan_padded(wanted)))));
}

/*
 * Allocate small memory, zeroed; NULL when there is none.
 *
 * Context: thread
 */
void *
kmalloc(size_t size)
{
	KASSERT(size < SLAB_SMALL / 2, "kmalloc: %zu bytes are too many", size);
	return (untyped_alloc(size > 0 ? rounded(size) : 0,
	    SLAB_ZERO | SLAB_NULLOK));
}

/*
 * Free memory of kmalloc().
 *
 * Context: any
 */
void
kfree(void *object)
{
	struct slab_zone *zone = zone_of(object);

	KASSERT(zone->magic == ZONE_MAGIC, "kfree: %p is no object", object);
	slab_free_chunk(object, object_size(zone->size), SLAB_UNTYPED);
}
