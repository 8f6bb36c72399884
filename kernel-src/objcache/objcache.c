/* SPDX-License-Identifier: BSD-3-Clause */
/* What this CPU's magazines cannot do: the depot, making objects, waiting. */

#include "objcache/objcache.h"

#include "init.gen.h"
#include "ipi_message.gen.h"
#include "objcache_lock.gen.h"
#include "objcache_memory.gen.h"
#include "smp/smp.h"

static struct objcache_own *
own_of(const struct objcache *cache)
{
	return (&objcache_cpu()->caches[cache - objcache_table]);
}

static size_t
magazine_size(const struct objcache *cache)
{
	return (sizeof(struct magazine) + cache->capacity * sizeof(void *));
}

/*
 * Context: boot
 */
void
objcache_init(void)
{
	for (unsigned i = 0; i < OBJCACHES; i++) {
		depot_lock_init(&objcache_table[i].depot);
		objcache_table[i].depot.quota = objcache_table[i].limit;
	}
}

/* Those who wait look again: what they wait for may be there. */
static void
wake(struct objcache *cache)
{
	if (atomic_load_int(&cache->depot.waiting) > 0)
		lwkt_wakeup(cache);
}

static void
push(struct magazine **list, struct magazine *m)
{
	m->next = *list;
	*list = m;
}

static struct magazine *
pop(struct magazine **list)
{
	struct magazine *m = *list;

	if (m != NULL)
		*list = m->next;
	return (m);
}

/* Leave a magazine to the depot, whose lock we have. */
static void
deposit(struct objcache *cache, struct magazine **from)
{
	struct depot *depot = &cache->depot;
	struct magazine *m = *from;

	*from = NULL;
	if (m != NULL)
		push(m->rounds > 0 ? &depot->filled : &depot->empty, m);
}

/* Exchange the loaded magazine with the other one. */
static void
swap(struct objcache_own *own)
{
	struct magazine *m = own->loaded;

	own->loaded = own->previous;
	own->previous = m;
}

static void *
take(struct objcache_own *own)
{
	struct magazine *m = own->loaded;

	return (m != NULL && m->rounds > 0 ? m->object[--m->rounds] : NULL);
}

/*
 * Take an object from a magazine of the depot, whose lock we have; NULL when
 * it has none.  We keep the magazine, unless others wait for the rest of it:
 * the caller wakes them.
 */
static void *
take_filled(struct objcache *cache, struct objcache_own *own)
{
	void *object;

	if (cache->depot.filled == NULL)
		return (NULL);
	deposit(cache, &own->previous);
	own->previous = own->loaded;
	own->loaded = pop(&cache->depot.filled);
	object = take(own);
	if (cache->depot.waiting > 0)
		deposit(cache, &own->loaded);
	return (object);
}

/* An object is no more, or was not made: there may be another. */
static void
restore_quota(struct objcache *cache, bool destructed)
{
	spin_lock(&cache->depot.depot_lock);
	cache->depot.quota++;
	cache->depot.destructed += destructed;
	spin_unlock(&cache->depot.depot_lock);
	wake(cache);
}

/* Construct what was allocated, if it was; the quota has been charged. */
static void *
made(struct objcache *cache, void *object)
{
	if (object != NULL && !cache->construct(object)) {
		slab_free_slow(object, cache->size, cache->type);
		object = NULL;
	}
	if (object == NULL) {
		restore_quota(cache, false);
		return (NULL);
	}
	spin_lock(&cache->depot.depot_lock);
	cache->depot.constructed++;
	spin_unlock(&cache->depot.depot_lock);
	return (object);
}

/*
 * Get an object from this CPU's other magazine, or from the depot; NULL with
 * `*charged' when one may be made.
 */
static void *
find(struct objcache *cache, bool *charged)
{
	struct objcache_own *own = own_of(cache);
	void *object;

	crit_enter();
	swap(own);
	object = take(own);
	if (object != NULL) {
		own->hits++;
		crit_exit();
		return (object);
	}
	spin_lock(&cache->depot.depot_lock);
	object = take_filled(cache, own);
	*charged = object == NULL && cache->depot.quota > 0;
	cache->depot.quota -= *charged;
	spin_unlock(&cache->depot.depot_lock);
	crit_exit();
	wake(cache);
	return (object);
}

/*
 * Get an object without waiting: NULL at the limit, or when memory or the
 * constructor fails.
 *
 * Context: any
 */
void *
objcache_get_slow(struct objcache *cache)
{
	bool charged = false;
	void *object = find(cache, &charged);

	if (charged)
		object = made(cache, slab_alloc_slow(cache->size,
		    cache->type));
	return (object);
}

/*
 * Leave what this CPU has of a cache to its depot.
 *
 * Context: crit
 */
void
ipi_on_objcache_drain(struct objcache *cache)
{
	struct objcache_own *own = own_of(cache);

	spin_lock(&cache->depot.depot_lock);
	deposit(cache, &own->loaded);
	deposit(cache, &own->previous);
	spin_unlock(&cache->depot.depot_lock);
	wake(cache);
}

/* Have all CPUs leave what they have to the depot. */
static void
drain(struct objcache *cache)
{
	for (unsigned i = 0; i < cpu_count; i++) {
		crit_enter();
		ipi_wait(cpu_of(i), ipi_objcache_drain(cpu_of(i), cache));
		crit_exit();
	}
}

/*
 * Wait at the limit until there is an object, which is returned, or one may be
 * made: NULL then.
 */
static void *
wait(struct objcache *cache)
{
	void *object;

	spin_lock(&cache->depot.depot_lock);
	cache->depot.waiting++;
	spin_unlock(&cache->depot.depot_lock);
	drain(cache);
	spin_lock(&cache->depot.depot_lock);
	while (cache->depot.filled == NULL && cache->depot.quota == 0)
		(void)lwkt_sleep_locked(cache, 0, 0, &cache->depot.depot_lock);
	cache->depot.waiting--;
	object = take_filled(cache, own_of(cache));
	cache->depot.quota -= object == NULL;
	spin_unlock(&cache->depot.depot_lock);
	wake(cache);
	return (object);
}

/*
 * Get an object; at the limit, wait for one.  NULL when memory or the
 * constructor fails.
 *
 * Context: thread
 */
void *
objcache_get_wait(struct objcache *cache)
{
	bool charged = false;
	void *object = find(cache, &charged);

	if (object == NULL && !charged) {
		object = wait(cache);
		charged = object == NULL;
	}
	if (charged)
		object = made(cache, slab_alloc_wait(cache->size, cache->type,
		    SLAB_NULLOK));
	return (object);
}

static void
destroy(struct objcache *cache, void *object)
{
	cache->destruct(object);
	slab_free_slow(object, cache->size, cache->type);
	restore_quota(cache, true);
}

/* Have a loaded magazine with room; false when there is no memory for one. */
static bool
load_empty(struct objcache *cache, struct objcache_own *own)
{
	struct magazine *m;

	spin_lock(&cache->depot.depot_lock);
	m = pop(&cache->depot.empty);
	spin_unlock(&cache->depot.depot_lock);
	if (m == NULL)
		m = magazine_alloc_nowait(magazine_size(cache), 0);
	if (m == NULL)
		return (false);
	m->rounds = 0;
	spin_lock(&cache->depot.depot_lock);
	deposit(cache, &own->previous);
	spin_unlock(&cache->depot.depot_lock);
	own->previous = own->loaded;
	own->loaded = m;
	return (true);
}

/*
 * Put an object back that the loaded magazine has no room for, or that
 * somebody waits for.
 *
 * Context: any
 */
void
objcache_put_slow(struct objcache *cache, void *object)
{
	struct objcache_own *own = own_of(cache);
	bool room;

	crit_enter();
	if (own->loaded == NULL || own->loaded->rounds == cache->capacity)
		swap(own);
	room = own->loaded != NULL && own->loaded->rounds < cache->capacity;
	if (!room)
		room = load_empty(cache, own);
	if (room)
		own->loaded->object[own->loaded->rounds++] = object;
	if (room && cache->depot.waiting > 0)
		ipi_on_objcache_drain(cache);
	crit_exit();
	if (!room)
		destroy(cache, object);
}

/*
 * Destruct all objects that nobody uses, and free them and the magazines.
 *
 * Context: thread
 */
void
objcache_trim(struct objcache *cache)
{
	struct magazine *m;

	drain(cache);
	for (;;) {
		spin_lock(&cache->depot.depot_lock);
		m = pop(&cache->depot.filled);
		if (m == NULL)
			m = pop(&cache->depot.empty);
		spin_unlock(&cache->depot.depot_lock);
		if (m == NULL)
			return;
		while (m->rounds > 0)
			destroy(cache, m->object[--m->rounds]);
		magazine_free(m, magazine_size(cache));
	}
}

/*
 * How a cache is used; the CPUs go on meanwhile.
 *
 * Context: any
 */
struct objcache_usage
objcache_usage(unsigned number)
{
	const struct objcache *cache = &objcache_table[number];
	struct objcache_usage usage = {
		.constructed = cache->depot.constructed,
		.objects = cache->depot.constructed - cache->depot.destructed
	};

	for (unsigned i = 0; i < cpu_count; i++) {
		const struct objcache_own *own =
		    &objcache_cpu_of(cpu_of(i))->caches[number];

		usage.gets += own->gets;
		usage.hits += own->hits;
	}
	return (usage);
}
