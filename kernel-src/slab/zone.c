/* SPDX-License-Identifier: BSD-3-Clause */
/* Zones: made, cut, filled again, given back. */

#include "slab/zone.h"

#include "init.gen.h"
#include "vm/vm.h"

enum {
	CUT_MOST = 16			/* chunks that are cut in one go */
};

uintptr_t slab_zone_mask = ~(uintptr_t)(SLAB_ZONE_LEAST - 1);

/*
 * Choose the size of zones: about an eight-thousandth of memory.
 *
 * Context: boot
 */
void
slab_init(void)
{
	size_t wanted = page_total_count() / 8192 * PAGE_SIZE;
	size_t size = SLAB_ZONE_LEAST;

	while (size < SLAB_ZONE_MOST && size < wanted)
		size *= 2;
	slab_zone_mask = ~(uintptr_t)(size - 1);
}

/* Context: crit */
void
zone_enlist(struct slab_zone **list, struct slab_zone *zone)
{
	zone->link = list;
	zone->next = *list;
	if (zone->next != NULL)
		zone->next->link = &zone->next;
	*list = zone;
}

/* Context: crit */
void
zone_delist(struct slab_zone *zone)
{
	*zone->link = zone->next;
	if (zone->next != NULL)
		zone->next->link = zone->link;
	zone->link = NULL;
	zone->next = NULL;
}

static void
make_empty(struct slab_cpu *own, struct slab_zone *zone)
{
	zone->state = ZONE_EMPTY;
	zone_enlist(&own->empty, zone);
	own->empties++;
}

/*
 * Make an empty zone of this CPU, with the page of its header; false when
 * there is no memory.
 *
 * Context: crit
 */
bool
zone_create(struct slab_cpu *own)
{
	uintptr_t at = kmem_reserve(zone_size());
	struct slab_zone *zone = (struct slab_zone *)at;

	if (at == 0)
		return (false);
	if (!kmem_back(at)) {
		kmem_release(at, zone_size());
		return (false);
	}
	zone->magic = ZONE_MAGIC;
	zone->owner = curcpu();
	zone->mapped = 1;
	own->nzones++;
	own->npages++;
	make_empty(own, zone);
	return (true);
}

/*
 * Take an empty zone off this CPU's list when there are more than `keep'; it
 * is the caller's to give back.  NULL when there are not.
 *
 * Context: crit
 */
struct slab_zone *
zone_surplus(struct slab_cpu *own, uint32_t keep)
{
	struct slab_zone *zone = own->empty;

	if (own->empties <= keep)
		return (NULL);
	zone_delist(zone);
	own->empties--;
	own->nzones--;
	own->npages -= zone->mapped;
	return (zone);
}

/* Have pages up to the address `end'; false when there are none. */
static bool
back(struct slab_cpu *own, struct slab_zone *zone, uint32_t end)
{
	while (zone->mapped * PAGE_SIZE < end) {
		if (!kmem_back((uintptr_t)zone +
		    (uintptr_t)zone->mapped * PAGE_SIZE))
			return (false);
		zone->mapped++;
		own->npages++;
	}
	return (true);
}

/*
 * Begin to cut an empty zone into the chunks of a class, which has no other
 * at present; false when there is no memory for what the header says of them.
 *
 * Context: crit
 */
bool
zone_begin(struct slab_cpu *own, struct slab_class *class, unsigned number)
{
	struct slab_zone *zone = own->empty;
	uint32_t size = (uint32_t)slab_class_size(number);
	uint32_t align = size & -size;
	uint32_t base = ((uint32_t)sizeof(*zone) + slab_check_room(size) +
	    align - 1) & -align;

	if (!back(own, zone, base))
		return (false);
	zone_delist(zone);
	own->empties--;
	zone->class = number;
	zone->size = size;
	zone->base = base;
	zone->max = (zone_size() - base) / size;
	zone->cut = zone->nfree = 0;
	zone->first = ZONE_PAGES;
	memset(zone->free, 0, sizeof(zone->free));
	memset(zone->count, 0, sizeof(zone->count));
	zone->state = ZONE_CUT;
	class->zone = zone;
	if (KERN_DEBUG)
		slab_check_init(zone);
	return (true);
}

/*
 * Cut chunks that were never handed out, up to the end of a page: they are at
 * hand then, the lowest first.  False when there are none.
 *
 * Context: crit
 */
bool
zone_cut(struct slab_cpu *own, struct slab_class *class)
{
	struct slab_zone *zone = class->zone;
	struct slab_chunk **tail = &class->free;
	uint32_t at = zone->base + zone->cut * zone->size;

	if (zone->cut == zone->max || !back(own, zone, at + zone->size))
		return (false);
	for (unsigned n = 0; n < CUT_MOST && zone->cut < zone->max &&
	    at + zone->size <= zone->mapped * PAGE_SIZE; n++) {
		struct slab_chunk *chunk = (void *)((char *)zone + at);

		if (KERN_DEBUG)
			slab_check_cut(chunk, zone->size);
		*tail = chunk;
		tail = &chunk->next;
		zone->cut++;
		at += zone->size;
	}
	*tail = NULL;
	return (true);
}

/*
 * Have all free chunks of the first page that has some at hand.
 *
 * Context: crit
 */
void
zone_take_page(struct slab_class *class)
{
	struct slab_zone *zone = class->zone;
	uint32_t page = zone->first;

	class->free = zone->free[page];
	zone->nfree -= zone->count[page];
	zone->free[page] = NULL;
	zone->count[page] = 0;
	while (zone->first < ZONE_PAGES && zone->free[zone->first] == NULL)
		zone->first++;
}

/*
 * A chunk comes back to its zone, which is this CPU's.
 *
 * Context: crit
 */
void
zone_give(struct slab_cpu *own, struct slab_zone *zone,
    struct slab_chunk *chunk)
{
	struct slab_class *class = &own->classes[zone->class];
	uint32_t page = (uint32_t)((uintptr_t)chunk - (uintptr_t)zone) /
	    PAGE_SIZE;

	if (zone->state == ZONE_CUT) {
		chunk->next = class->free;
		class->free = chunk;
		return;
	}
	chunk->next = zone->free[page];
	zone->free[page] = chunk;
	zone->count[page]++;
	zone->nfree++;
	if (page < zone->first)
		zone->first = page;
	if (zone->state == ZONE_FULL) {
		zone->state = ZONE_PARTIAL;
		zone_enlist(&class->partial, zone);
	}
	if (zone->nfree == zone->cut) {
		zone_delist(zone);
		make_empty(own, zone);
	}
}
