/* SPDX-License-Identifier: BSD-3-Clause */
/* What slab_take() and slab_put() leave to be done. */

#include "slab/zone.h"

#include "ipi_message.gen.h"
#include "kasan/kasan.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	LINEAR = 128,			/* sizes up to it differ by 8 */
	LINEAR_CLASSES = LINEAR / 8,
	DOUBLING_CLASSES = 8,
	SHORT_NS = 10 * 1000 * 1000	/* until memory is looked for again */
};

/* Whoever wants nothing gets this. */
static char nothing[8] __attribute__((aligned(8)));

/*
 * The size of a class's chunks.
 *
 * Context: any
 */
size_t
slab_class_size(unsigned class)
{
	unsigned doubling, step;

	if (class < LINEAR_CLASSES)
		return ((class + 1) * 8);
	doubling = (class - LINEAR_CLASSES) / DOUBLING_CLASSES;
	step = (class - LINEAR_CLASSES) % DOUBLING_CLASSES + 1;
	return (((size_t)LINEAR << doubling) +
	    step * ((size_t)LINEAR / DOUBLING_CLASSES << doubling));
}

/* Does it come from kmem_alloc()? */
static bool
is_large(size_t size)
{
	return (kasan_padded(size) > zone_size() / 4 ||
	    size % PAGE_SIZE == 0);
}

/*
 * There is no memory to cut on: put the class's zone aside and take one that
 * has chunks.  False when none has.
 */
static bool
exchange(struct slab_class *class)
{
	struct slab_zone *old = class->zone, *zone = class->partial;

	while (zone != NULL && zone->nfree == 0)
		zone = zone->next;
	if (zone == NULL)
		return (false);
	zone_delist(zone);
	old->state = ZONE_PARTIAL;
	zone_enlist(&class->partial, old);
	zone->state = ZONE_CUT;
	class->zone = zone;
	return (true);
}

/* Let the class have another zone, since all chunks of its zone are in use. */
static bool
next_zone(struct slab_cpu *own, struct slab_class *class, unsigned number)
{
	struct slab_zone *zone = class->partial;

	if (class->zone != NULL)
		class->zone->state = ZONE_FULL;
	class->zone = NULL;
	if (zone != NULL) {
		zone_delist(zone);
		zone->state = ZONE_CUT;
		class->zone = zone;
		return (true);
	}
	if (own->empty == NULL && !zone_create(own))
		return (false);
	return (zone_begin(own, class, number));
}

/* Have chunks at hand; false when there is no memory. */
static bool
refill(struct slab_cpu *own, struct slab_class *class, unsigned number)
{
	do {
		struct slab_zone *zone = class->zone;

		if (zone == NULL)
			continue;
		if (zone->nfree > 0 ||
		    (!zone_cut(own, class) && zone->cut < zone->max &&
		    exchange(class)))
			zone_take_page(class);
		if (class->free != NULL)
			return (true);
		if (zone->cut < zone->max)
			return (false);
	} while (next_zone(own, class, number));
	return (false);
}

/*
 * Take back what other CPUs have freed.
 *
 * Context: crit
 */
void
ipi_on_slab_returned(void)
{
	struct slab_chunk *chunk = (struct slab_chunk *)
	    atomic_swap_long(&slab_return()->first, 0);

	while (chunk != NULL) {
		struct slab_chunk *next = chunk->next;

		zone_give(slab_cpu(), zone_of(chunk), chunk);
		chunk = next;
	}
}

/* Leave a chunk to the CPU that owns its zone. */
static void
give_remote(struct cpu *owner, struct slab_chunk *chunk)
{
	uintptr_t *first = &slab_return_of(owner)->first, old;

	do {
		old = *(volatile uintptr_t *)first;
		chunk->next = (struct slab_chunk *)old;
	} while (!atomic_cmpset_long(first, old, (uintptr_t)chunk));
	if (old == 0)
		(void)ipi_slab_returned(owner);
}

/* Take a chunk for an object; NULL when there is no memory. */
static void *
take(struct slab_cpu *own, size_t size, unsigned type)
{
	unsigned number = slab_class(kasan_padded(size));
	struct slab_class *class = &own->classes[number];
	struct slab_chunk *chunk;

	if (class->free == NULL && slab_return()->first != 0)
		ipi_on_slab_returned();
	if (class->free == NULL && !refill(own, class, number))
		return (NULL);
	chunk = class->free;
	class->free = chunk->next;
	if (KERN_DEBUG)
		slab_check_alloc(chunk, type);
	if (KERN_KASAN)
		kasan_alloc(chunk, slab_class_size(number), size);
	return (chunk);
}

/* There may be no more of a type. */
static void *
refused(unsigned type, uint32_t flags)
{
	if ((flags & SLAB_NULLOK) == 0) {
		struct slab_usage usage = slab_usage(type);

		panic("slab: %s has %zu objects of %zu bytes, its limit is %zu",
		    slab_type_table[type].name, usage.objects, usage.bytes,
		    usage.limit);
	}
	return (NULL);
}

/* Take memory for what is counted; NULL, and it no longer is, without any. */
static void *
supply(size_t size, unsigned type)
{
	void *object;

	if (is_large(size)) {
		object = kmem_alloc(size);
	} else {
		crit_enter();
		object = take(slab_cpu(), size, type);
		crit_exit();
	}
	if (object == NULL) {
		crit_enter();
		slab_ungrant(slab_cpu(), size, type);
		crit_exit();
	}
	return (object);
}

/*
 * Allocate an object of a type without waiting; NULL when there is no memory at
 * hand, or may be no more of the type on this CPU: others are not asked for
 * what they have left, since that waits for them.
 *
 * Context: any
 */
void *
slab_alloc_slow(size_t size, unsigned type)
{
	bool granted;

	if (size == 0)
		return (nothing);
	crit_enter();
	granted = slab_grant(slab_cpu(), size, type);
	crit_exit();
	return (granted ? supply(size, type) : NULL);
}

/* Give empty zones back beyond those that a CPU keeps. */
static bool
trim(uint32_t keep)
{
	struct slab_zone *zone;
	bool some = false;

	do {
		crit_enter();
		zone = zone_surplus(slab_cpu(), keep);
		crit_exit();
		if (zone != NULL && KERN_KASAN)
			kasan_zone_end(zone, zone_size());
		if (zone != NULL)
			kmem_release((uintptr_t)zone, zone_size());
		some = some || zone != NULL;
	} while (zone != NULL);
	return (some);
}

/*
 * Allocate an object of a type.  Without SLAB_NULLOK it waits for memory, and
 * panics when there may be no more of the type.
 *
 * Context: thread
 */
void *
slab_alloc_wait(size_t size, unsigned type, uint32_t flags)
{
	void *object;

	if (size == 0)
		return (nothing);
	if (slab_cpu()->empties > EMPTY_MOST)
		(void)trim(EMPTY_MOST);
	for (;;) {
		if (!slab_grant_wait(size, type))
			return (refused(type, flags));
		object = supply(size, type);
		if (object != NULL)
			break;
		if (trim(0))
			continue;
		if (flags & SLAB_NULLOK)
			break;
		crit_enter();
		(void)lwkt_sleep(&slab_zone_mask, 0, SHORT_NS);
		crit_exit();
	}
	return (object);
}

/* A chunk goes back to its zone, or to whose that is. */
static void
come_home(struct slab_cpu *own, struct slab_chunk *chunk)
{
	struct slab_zone *zone = zone_of(chunk);

	if (zone->owner == curcpu())
		zone_give(own, zone, chunk);
	else
		give_remote(zone->owner, chunk);
}

/*
 * Free an object of a type that is a zone's: this waits for nobody, and IPI
 * handlers may.
 *
 * Context: any
 */
void
slab_free_chunk(void *object, size_t size, unsigned type)
{
	struct slab_cpu *own;

	crit_enter();
	own = slab_cpu();
	if (KERN_DEBUG)
		slab_check_free(object, size, type);
	slab_ungrant(own, size, type);
	if (KERN_KASAN) {
		kasan_free(object, zone_of(object)->size);
		object = kasan_quarantine(object);
	}
	if (object != NULL)
		come_home(own, object);
	crit_exit();
}

/*
 * Free an object of a type.
 *
 * Context: any
 */
void
slab_free_slow(void *object, size_t size, unsigned type)
{
	if (object == nothing)
		return;
	if (!is_large(size)) {
		slab_free_chunk(object, size, type);
		return;
	}
	crit_enter();
	slab_ungrant(slab_cpu(), size, type);
	crit_exit();
	kmem_free(object, size);
}
