/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What debug kernels know of chunks: behind a zone's header a byte for each,
 * its type and whether it is in use; and what is free is filled.
 */

#include "slab/zone.h"

#include "kasan/kasan.h"

enum {
	MARK_USED = 0x80,
	MARK_NOBODY = 0x7f		/* it was never handed out */
};

static const uint32_t poison = 0xdeadc0de;

/* How much the shadow of a zone takes: it comes first. */
static uint32_t
shadow_room(void)
{
	return (KERN_KASAN ? zone_size() / KASAN_GRAIN : 0);
}

/*
 * How much of a zone is taken by what is known of chunks of a size.
 *
 * Context: any
 */
uint32_t
slab_check_room(uint32_t size)
{
	return (shadow_room() + (KERN_DEBUG ? zone_size() / size : 0));
}

static uint8_t *
marks(struct slab_zone *zone)
{
	return ((uint8_t *)(zone + 1) + shadow_room());
}

static uint8_t *
mark_of(struct slab_zone *zone, const struct slab_chunk *chunk)
{
	uint32_t at = (uint32_t)((uintptr_t)chunk - (uintptr_t)zone);

	return (&marks(zone)[(at - zone->base) / zone->size]);
}

static const char *
type_name(uint8_t mark)
{
	mark &= (uint8_t)~MARK_USED;
	return (mark < SLAB_TYPES ? slab_type_table[mark].name : "nobody's");
}

/*
 * Which chunk of a zone does an address lie in?
 *
 * Context: any
 */
struct slab_place
slab_place(const void *at)
{
	struct slab_zone *zone = zone_of(at);
	uint32_t offset = (uint32_t)((uintptr_t)at - (uintptr_t)zone);
	uint32_t n = offset < zone->base ? 0 :
	    (offset - zone->base) / zone->size;

	return (struct slab_place){
		(uintptr_t)zone + zone->base + (uintptr_t)n * zone->size,
		type_name(marks(zone)[n < zone->max ? n : 0])
	};
}

/* Context: crit */
void
slab_check_init(struct slab_zone *zone)
{
	memset(marks(zone), MARK_NOBODY, zone->max);
	if (KERN_KASAN)
		kasan_zone_begin(zone, zone_size(), zone + 1);
}

/* Context: crit */
void
slab_check_cut(struct slab_chunk *chunk, uint32_t size)
{
	uint32_t *word = (uint32_t *)chunk;

	for (uint32_t i = 0; i < size / sizeof(*word); i++)
		word[i] = poison;
}

/*
 * A chunk is handed out: it is as it was left, or somebody wrote to it.
 *
 * Context: crit
 */
void
slab_check_alloc(struct slab_chunk *chunk, unsigned type)
{
	struct slab_zone *zone = zone_of(chunk);
	uint8_t *mark = mark_of(zone, chunk);
	const uint32_t *word = (uint32_t *)chunk;

	if (chunk->next != NULL && zone_of(chunk->next) != zone)
		panic("slab: %s %p was written to after it was freed: its "
		    "first word is %p", type_name(*mark), (void *)chunk,
		    (void *)chunk->next);
	for (uint32_t i = sizeof(*chunk) / sizeof(*word);
	    i < zone->size / sizeof(*word); i++) {
		if (word[i] != poison)
			panic("slab: %s %p was written to after it was freed: "
			    "byte %zu is 0x%x", type_name(*mark),
			    (void *)chunk, i * sizeof(*word), word[i]);
	}
	*mark = (uint8_t)(type | MARK_USED);
}

/*
 * A chunk comes back: it is one, is in use, and as this type.
 *
 * Context: crit
 */
void
slab_check_free(struct slab_chunk *chunk, size_t size, unsigned type)
{
	const char *name = slab_type_table[type].name;
	struct slab_zone *zone = zone_of(chunk);
	uint32_t at = (uint32_t)((uintptr_t)chunk - (uintptr_t)zone);
	uint8_t *mark;

	if (zone->magic != ZONE_MAGIC || at < zone->base ||
	    (at - zone->base) % zone->size != 0 ||
	    slab_class(kasan_padded(size)) != zone->class)
		panic("slab: %s %p of %zu bytes is no object", name,
		    (void *)chunk, size);
	mark = mark_of(zone, chunk);
	if ((*mark & MARK_USED) == 0)
		panic("slab: %s %p is free already, as %s", name,
		    (void *)chunk, type_name(*mark));
	if (*mark != (type | MARK_USED))
		panic("slab: %s %p is freed as %s", type_name(*mark),
		    (void *)chunk, name);
	*mark = (uint8_t)type;
	slab_check_cut(chunk, zone->size);
}
