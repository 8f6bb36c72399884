/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Small objects of the kernel.
 *
 * A slab is a page of objects of one size, with its own account at its start,
 * found by masking an object's address.  A class keeps the slabs that have
 * room; one that becomes empty goes back, unless it is the last of its class
 * with room.
 */

#include "cpu.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	GRAIN = 16,			/* sizes and addresses are multiples */
	HEADER = 48,			/* of a slab */
	LARGEST = PAGE_SIZE - HEADER,
	MAGIC = 0x736c6162,
	POISON = 0xde
};

/* Each fills its page up to a few bytes. */
static const uint16_t sizes[] = {
	16, 32, 48, 64, 96, 128, 192, 256, 336, 448, 576, 672, 800, 1008, 1344,
	2016, LARGEST
};

struct slab {
	struct slab	*next;		/* of those with room */
	struct slab	**link;		/* what points here, if one does */
	void		*free;		/* objects that came back */
	uint32_t	 magic;
	uint16_t	 size;
	uint16_t	 count;		/* objects that fit */
	uint16_t	 cut;		/* that were ever handed out */
	uint16_t	 used;
	uint16_t	 class;
};

_Static_assert(sizeof(struct slab) <= HEADER, "the header is too small");

/* Fixed at start: by size in grains, rounded up. */
static uint8_t class_of[LARGEST / GRAIN + 1];

static struct spinlock lock;

/* Under the lock. */
static struct slab *with_room[nitems(sizes)];
static size_t nslabs;
static size_t nobjects;

/*
 * Context: boot
 */
void
kmalloc_init(void)
{
	uint8_t class = 0;

	for (size_t i = 0; i < nitems(class_of); i++) {
		if (i * GRAIN > sizes[class])
			class++;
		class_of[i] = class;
	}
}

static void
link_slab(struct slab *slab)
{
	slab->link = &with_room[slab->class];
	slab->next = *slab->link;
	if (slab->next != NULL)
		slab->next->link = &slab->next;
	*slab->link = slab;
}

static void
unlink_slab(struct slab *slab)
{
	*slab->link = slab->next;
	if (slab->next != NULL)
		slab->next->link = slab->link;
	slab->link = NULL;
}

/* Make a slab; its objects are not touched. */
static bool
slab_create(uint8_t class)
{
	struct slab *slab = kmem_alloc(PAGE_SIZE);

	if (slab == NULL)
		return (false);
	slab->magic = MAGIC;
	slab->class = class;
	slab->size = sizes[class];
	slab->count = LARGEST / sizes[class];
	spin_lock(&lock);
	link_slab(slab);
	nslabs++;
	spin_unlock(&lock);
	return (true);
}

/* A free object holds poison behind its link, or somebody wrote to it. */
static void
check_free(const struct slab *slab, const unsigned char *object)
{
	for (size_t i = sizeof(void *); i < slab->size; i++)
		KASSERT(object[i] == POISON,
		    "kmalloc: free object %p was written to at %zu: 0x%x",
		    (const void *)object, i, object[i]);
}

/* Take an object of a slab that has room. */
static void *
slab_take(struct slab *slab)
{
	void *object = slab->free;

	if (object != NULL) {
		if (KERN_DEBUG)
			check_free(slab, object);
		slab->free = *(void **)object;
	} else {
		object = (char *)slab + HEADER +
		    (size_t)slab->cut++ * slab->size;
	}
	if (++slab->used == slab->count)
		unlink_slab(slab);
	nobjects++;
	return (object);
}

/*
 * Allocate a small object, aligned to 16 bytes, zeroed; larger ones come
 * from kmem_alloc().  NULL when there is no memory.
 *
 * Context: thread
 */
void *
kmalloc(size_t size)
{
	void *object = NULL;
	uint8_t class;

	KASSERT(size <= LARGEST, "kmalloc: %zu bytes are too many", size);
	class = class_of[(size + GRAIN - 1) / GRAIN];
	do {
		spin_lock(&lock);
		if (with_room[class] != NULL)
			object = slab_take(with_room[class]);
		spin_unlock(&lock);
	} while (object == NULL && slab_create(class));
	return (object != NULL ? memset(object, 0, size) : NULL);
}

/* Overwrite an object that comes back, and see that it is one of ours. */
static void
check_used(const struct slab *slab, void *object)
{
	size_t offset = (size_t)((char *)object - (char *)slab) - HEADER;

	KASSERT(slab->magic == MAGIC && slab->used > 0 &&
	    offset % slab->size == 0 && offset / slab->size < slab->cut,
	    "kfree: %p is no object", object);
	for (void *at = slab->free; at != NULL; at = *(void **)at)
		KASSERT(at != object, "kfree: %p is free already", object);
	memset(object, POISON, slab->size);
}

/*
 * Free an object of kmalloc().
 *
 * Context: any
 */
void
kfree(void *object)
{
	struct slab *slab = (struct slab *)trunc_page((uintptr_t)object);
	bool empty;

	spin_lock(&lock);
	if (KERN_DEBUG)
		check_used(slab, object);
	*(void **)object = slab->free;
	slab->free = object;
	nobjects--;
	if (slab->used-- == slab->count)
		link_slab(slab);
	empty = slab->used == 0 &&
	    (slab->next != NULL || with_room[slab->class] != slab);
	if (empty) {
		unlink_slab(slab);
		nslabs--;
	}
	spin_unlock(&lock);
	if (empty)
		kmem_free(slab, PAGE_SIZE);
}

/*
 * How many small objects are in use.
 *
 * Context: any
 */
size_t
kmalloc_object_count(void)
{
	return (nobjects);
}

/*
 * How many pages small objects are cut from.
 *
 * Context: any
 */
size_t
kmalloc_page_count(void)
{
	return (nslabs);
}
