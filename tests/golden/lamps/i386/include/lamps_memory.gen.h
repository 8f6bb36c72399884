/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/lamps/decl.py.
 * Edit that, not this; the shape is templates/c/memory.h.j2.
 */

#ifndef LAMPS_MEMORY_GEN_H
#define LAMPS_MEMORY_GEN_H

#include "lamps.gen.h"
#include "lamps/wire.h"
#include "objcache/objcache.h"
#include "slab/slab.h"

/*
 * kernel-src/lamps/decl.py:14
 * Bulbs.
 * Flags are SLAB_ZERO and SLAB_NULLOK.
 *
 * Context: thread
 */
static inline struct bulb *
bulb_alloc(uint32_t flags)
{
	return (slab_alloc(sizeof(struct bulb), SLAB_BULB, flags));
}

/* NULL when there is no memory at hand.  Context: any */
static inline struct bulb *
bulb_alloc_nowait(uint32_t flags)
{
	return (slab_alloc_nowait(sizeof(struct bulb), SLAB_BULB, flags));
}

/* Context: any */
static inline void
bulb_free(struct bulb *object)
{
	slab_free(object, sizeof(struct bulb), SLAB_BULB);
}

/*
 * kernel-src/lamps/decl.py:16
 * What stands on lamps.
 * Flags are SLAB_ZERO and SLAB_NULLOK.
 *
 * Context: thread
 */
static inline void *
label_alloc(size_t size, uint32_t flags)
{
	return (slab_alloc_bytes(size, SLAB_LABEL, flags));
}

/* NULL when there is no memory at hand.  Context: any */
static inline void *
label_alloc_nowait(size_t size, uint32_t flags)
{
	return (slab_alloc_bytes_nowait(size, SLAB_LABEL, flags));
}

/* Context: any */
static inline void
label_free(void *object, size_t size)
{
	slab_free_slow(object, size, SLAB_LABEL);
}

/*
 * kernel-src/lamps/decl.py:15
 * Wires.
 * Flags are SLAB_ZERO and SLAB_NULLOK.
 *
 * Context: thread
 */
static inline struct copper_wire *
wire_alloc(uint32_t flags)
{
	return (slab_alloc(sizeof(struct copper_wire), SLAB_WIRE, flags));
}

/* NULL when there is no memory at hand.  Context: any */
static inline struct copper_wire *
wire_alloc_nowait(uint32_t flags)
{
	return (slab_alloc_nowait(sizeof(struct copper_wire), SLAB_WIRE,
	    flags));
}

/* Context: any */
static inline void
wire_free(struct copper_wire *object)
{
	slab_free(object, sizeof(struct copper_wire), SLAB_WIRE);
}

/*
 * kernel-src/lamps/decl.py:17
 * Where there may be no more objects, this waits.
 *
 * Context: thread
 */
static inline struct bulb *
lit_bulb_get(void)
{
	return (objcache_get(OBJCACHE_LIT_BULB));
}

/* NULL where get would wait, too.  Context: any */
static inline struct bulb *
lit_bulb_get_nowait(void)
{
	return (objcache_get_nowait(OBJCACHE_LIT_BULB));
}

/* Context: any */
static inline void
lit_bulb_put(struct bulb *object)
{
	objcache_put(OBJCACHE_LIT_BULB, object);
}

#endif
