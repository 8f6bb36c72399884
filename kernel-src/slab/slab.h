/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Small memory of the kernel.
 *
 * A zone is 32 to 128 KiB of addresses, aligned to its size, that one CPU cuts
 * into chunks of one of 72 sizes.  Each CPU has zones of its own, for each
 * size, so that allocating and freeing take no lock and no locked instruction:
 * a critical section keeps off what interrupts do on this CPU, and nobody else
 * comes near.  The zone of a chunk is found by masking its address.
 *
 *	class->free	chunks at hand, all from class->zone
 *	class->zone	the zone that is cut at present
 *	class->partial	zones with free chunks, none of them at hand
 *	(no list)	zones whose chunks are all in use
 *	cpu->empty	zones without a chunk in use: for any size
 *
 * A zone keeps the chunks that come back in a list for each of its pages, and
 * hands them out page by page; behind `cut' there are chunks that were never
 * handed out.  Its pages come as they are cut.  Empty zones beyond a few go
 * back when somebody allocates who may wait: giving addresses back waits for
 * other CPUs, which no interrupt may do.
 *
 * A chunk that another CPU frees is put on its owner's list, by one atomic
 * operation; the owner takes the whole list with another.  Only who puts the
 * first one there says a word, and that is a passive message.
 *
 * Chunks whose size is a power of two are aligned to it, others to the largest
 * one that divides it.  What is larger than a quarter of a zone, or is whole
 * pages, comes from kmem_alloc().
 *
 * Every type has a limit, a tenth of memory if nothing else is said.  CPUs are
 * granted a few objects at a time, so that the fast path counts in one byte;
 * what all are granted never exceeds the limit.  A thread that finds all of it
 * granted has the other CPUs leave it what they do not use; who must not wait
 * is refused instead, though there may be some left.
 *
 * Debug kernels fill what is free with 0xdeadc0de, and find who writes to it,
 * frees it again, or frees it as another type.
 */
#ifndef SLAB_SLAB_H
#define SLAB_SLAB_H

#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "percpu.gen.h"
#include "slab_type.gen.h"

/* How memory is asked for. */
enum {
	SLAB_ZERO = 0x1,		/* all its bytes are zero */
	SLAB_NULLOK = 0x2		/* the caller takes NULL */
};

enum {
	SLAB_ZONE_LEAST = 32768,
	SLAB_ZONE_MOST = 131072,
	SLAB_SMALL = SLAB_ZONE_LEAST / 4,	/* in any kernel's zones */
	SLAB_GRANT = 63			/* objects; a byte holds twice that */
};

/* A chunk that is free. */
struct slab_chunk {
	struct slab_chunk *next;
};

/* A type of objects: what is fixed when the kernel is made. */
struct slab_type {
	const char	*name;
	size_t		 size;		/* of an object, or of the largest */
	bool		 many;		/* sizes: its limit is in bytes */
	uint32_t	 limit;		/* 0: a tenth of memory */
	const char	*doc;
};

/* What is in use of a type, at most so much. */
struct slab_usage {
	size_t	objects;
	size_t	bytes;
	size_t	limit;			/* objects, or bytes of many sizes */
};

/* The chunk that an address lies in. */
struct slab_place {
	uintptr_t	 object;
	const char	*type;		/* what it is, or was */
};

extern const struct slab_type slab_type_table[];
extern uintptr_t slab_zone_mask;	/* fixed at start */

void	*slab_alloc_slow(size_t, unsigned);
void	*slab_alloc_wait(size_t, unsigned, uint32_t);
void	 slab_free_slow(void *, size_t, unsigned);
void	 slab_free_chunk(void *, size_t, unsigned);
size_t	 slab_class_size(unsigned);
struct slab_usage slab_usage(unsigned);
struct slab_place slab_place(const void *);
size_t	 slab_object_count(void);
size_t	 slab_page_count(void);

/* The class of a size from 1 to 16384.  Context: any */
static inline unsigned
slab_class(size_t size)
{
	unsigned doubling, step;

	if (size <= 128)
		return ((unsigned)(size - 1) / 8);
	doubling = 24 - (unsigned)__builtin_clz((uint32_t)(size - 1));
	step = 16u << doubling;
	return (15 + 8 * doubling + ((unsigned)size - (128u << doubling) +
	    step - 1) / step);
}

/* Is memory of this size cut from zones in every kernel?  Context: any */
static inline bool
slab_is_small(size_t size)
{
	return (size - 1 < SLAB_SMALL && size % PAGE_SIZE != 0);
}

/* Take a chunk that is at hand; NULL when it is not so easy. */
static inline __attribute__((always_inline)) void *
slab_take(size_t size, unsigned type)
{
	struct slab_cpu *own = slab_cpu();
	struct slab_class *class = &own->classes[slab_class(size)];
	struct slab_chunk *chunk;

	crit_enter();
	chunk = class->free;
	if (__builtin_expect(chunk != NULL, true)) {
		if (__builtin_expect(count_down_nonlocked(&own->left[type]),
		    false)) {
			own->left[type] = 0;
			chunk = NULL;
		} else {
			class->free = chunk->next;
		}
	}
	crit_exit();
	return (chunk);
}

/* Put a chunk back to those at hand; false when it is not so easy. */
static inline __attribute__((always_inline)) bool
slab_put(void *object, size_t size, unsigned type)
{
	struct slab_cpu *own = slab_cpu();
	struct slab_class *class = &own->classes[slab_class(size)];
	struct slab_chunk *chunk = object;
	uintptr_t zone = (uintptr_t)object & slab_zone_mask;
	bool done;

	crit_enter();
	done = zone == (uintptr_t)class->zone;
	if (__builtin_expect(done, true)) {
		if (__builtin_expect(count_up_nonlocked(&own->left[type]),
		    false)) {
			own->left[type] = INT8_MAX;
			done = false;
		} else {
			chunk->next = class->free;
			class->free = chunk;
		}
	}
	crit_exit();
	return (done);
}

/*
 * Allocate an object; `size' is known to the compiler.
 *
 * Context: thread
 */
static inline __attribute__((always_inline)) void *
slab_alloc(size_t size, unsigned type, uint32_t flags)
{
	void *object = NULL;

	if (!KERN_DEBUG && slab_is_small(size))
		object = slab_take(size, type);
	if (object == NULL)
		object = slab_alloc_wait(size, type, flags);
	if ((flags & SLAB_ZERO) && object != NULL)
		memset(object, 0, size);
	return (object);
}

/*
 * The same, for who must not wait; NULL when there is no memory at hand, and
 * near the limit also when others have left what there may be.
 *
 * Context: any
 */
static inline __attribute__((always_inline)) void *
slab_alloc_nowait(size_t size, unsigned type, uint32_t flags)
{
	void *object = NULL;

	if (!KERN_DEBUG && slab_is_small(size))
		object = slab_take(size, type);
	if (object == NULL)
		object = slab_alloc_slow(size, type);
	if ((flags & SLAB_ZERO) && object != NULL)
		memset(object, 0, size);
	return (object);
}

/*
 * Allocate bytes, of a type that has many sizes.
 *
 * Context: thread
 */
static inline void *
slab_alloc_bytes(size_t size, unsigned type, uint32_t flags)
{
	void *memory = slab_alloc_wait(size, type, flags);

	if ((flags & SLAB_ZERO) && memory != NULL)
		memset(memory, 0, size);
	return (memory);
}

/*
 * The same, for who must not wait; NULL as of slab_alloc_nowait().
 *
 * Context: any
 */
static inline void *
slab_alloc_bytes_nowait(size_t size, unsigned type, uint32_t flags)
{
	void *memory = slab_alloc_slow(size, type);

	if ((flags & SLAB_ZERO) && memory != NULL)
		memset(memory, 0, size);
	return (memory);
}

/* Context: any */
static inline __attribute__((always_inline)) void
slab_free(void *object, size_t size, unsigned type)
{
	if (KERN_DEBUG || !slab_is_small(size) ||
	    !slab_put(object, size, type))
		slab_free_slow(object, size, type);
}

#endif
