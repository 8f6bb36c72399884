/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Caches of constructed objects (Bonwick and Adams, "Magazines and Vmem",
 * USENIX 2001).
 *
 * What is expensive about some objects is not their memory but what must be
 * true of them.  A cache constructs an object once and hands it out again and
 * again; whoever puts it back leaves it as it was constructed.
 *
 * Each CPU has two magazines of a cache, `loaded' and `previous', from which it
 * takes and to which it gives in a critical section, without a lock.  When the
 * one is empty and the other one is too, or full, one is exchanged at the
 * cache's depot, under its lock; so the lock is taken once for a magazine's
 * worth of objects, however gets and puts alternate.
 *
 * A cache makes at most so many objects as its limit says.  `quota' is how many
 * it may still make; what cannot be made, since memory or the constructor
 * fails, goes back to it.  At the limit a thread that may wait does: it has all
 * CPUs leave their magazines to the depot, and from then on whoever puts an
 * object back leaves it there, too.  That a put and its look at `waiting' are
 * one critical section, which no message comes into, is why none is missed.
 *
 * The depot's lock is taken in critical sections, and nothing is constructed,
 * destructed or allocated under it.
 */
#ifndef OBJCACHE_OBJCACHE_H
#define OBJCACHE_OBJCACHE_H

#include "cpu.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "objcache.gen.h"
#include "objcache_table.gen.h"
#include "percpu.gen.h"
#include "slab/slab.h"

struct magazine {
	struct magazine	*next;		/* in the depot */
	uint32_t	 rounds;
	void		*object[];
};

struct objcache {
	/* Fixed when the kernel is made: */
	const char	*name;
	unsigned	 type;		/* of memory */
	size_t		 size;		/* of an object */
	bool		(*construct)(void *);
	void		(*destruct)(void *);
	uint32_t	 limit;		/* objects */
	uint32_t	 capacity;	/* of a magazine */

	struct depot	 depot;
};

/* How a cache is used. */
struct objcache_usage {
	uint32_t	gets;
	uint32_t	hits;		/* ... without the depot's lock */
	uint32_t	constructed;
	uint32_t	objects;	/* in use, and at hand */
};

extern struct objcache objcache_table[];

void	*objcache_get_slow(struct objcache *);
void	*objcache_get_wait(struct objcache *);
void	 objcache_put_slow(struct objcache *, void *);
void	 objcache_trim(struct objcache *);
struct objcache_usage objcache_usage(unsigned);

/* Take an object from this CPU's magazines; NULL when there is none. */
static inline __attribute__((always_inline)) void *
objcache_take(unsigned number)
{
	struct objcache_own *own = &objcache_cpu()->caches[number];
	struct magazine *loaded;
	void *object = NULL;

	crit_enter();
	own->gets++;
	loaded = own->loaded;
	if (__builtin_expect(loaded != NULL && loaded->rounds > 0, true)) {
		object = loaded->object[--loaded->rounds];
		own->hits++;
	}
	crit_exit();
	return (object);
}

/* Give an object to this CPU's magazine; false when that is full. */
static inline __attribute__((always_inline)) bool
objcache_give(unsigned number, void *object)
{
	struct objcache_own *own = &objcache_cpu()->caches[number];
	const struct objcache *cache = &objcache_table[number];
	struct magazine *loaded;
	bool given;

	crit_enter();
	loaded = own->loaded;
	given = loaded != NULL && loaded->rounds < cache->capacity &&
	    cache->depot.waiting == 0;
	if (__builtin_expect(given, true))
		loaded->object[loaded->rounds++] = object;
	crit_exit();
	return (given);
}

/*
 * Get a constructed object; NULL when memory or the constructor fails.  At the
 * cache's limit it waits until one is put back.
 *
 * Context: thread
 */
static inline void *
objcache_get(unsigned number)
{
	void *object = objcache_take(number);

	return (object != NULL ? object :
	    objcache_get_wait(&objcache_table[number]));
}

/* NULL also at the limit.  Context: any */
static inline void *
objcache_get_nowait(unsigned number)
{
	void *object = objcache_take(number);

	return (object != NULL ? object :
	    objcache_get_slow(&objcache_table[number]));
}

/* Put an object back, as it was constructed.  Context: any */
static inline void
objcache_put(unsigned number, void *object)
{
	if (!objcache_give(number, object))
		objcache_put_slow(&objcache_table[number], object);
}

#endif
