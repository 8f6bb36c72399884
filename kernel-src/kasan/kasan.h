/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Watching accesses to memory.
 *
 * In config KASAN the compiler puts a call before every load and store (gcc,
 * -fsanitize=kernel-address, outlined).  The call looks at the shadow, a byte
 * for eight of memory: 0 where all eight may be accessed, n where the first n
 * may, and above 0x80 why none may.
 *
 * Two kinds of memory have a shadow: zones of the slab allocator, each at its
 * own start, and the kernel's variables, between which the compiler leaves
 * room.  Every object is followed by room in its chunk that is not its own; a
 * chunk that is freed waits among some others before it is used again.  What
 * lies on a stack is watched by a word at the end of the frame.  Addresses
 * that nothing is mapped at need no shadow: they fault.
 *
 * The slab allocator itself is compiled without the calls, since free chunks
 * are what it works on.
 */
#ifndef KASAN_KASAN_H
#define KASAN_KASAN_H

#include "config.gen.h"
#include "types.h"

enum {
	KASAN_GRAIN = 8,
	KASAN_ROOM = 16			/* behind an object, at least */
};

/* Why memory may not be accessed. */
enum {
	KASAN_GLOBAL = 0xf9,		/* between variables */
	KASAN_FREED = 0xfb,
	KASAN_OUTSIDE = 0xfc		/* of every object */
};

void	 kasan_zone_begin(void *, size_t, void *);
void	 kasan_zone_end(void *, size_t);
void	 kasan_alloc(void *, size_t, size_t);
void	 kasan_free(void *, size_t);
void	*kasan_quarantine(void *);

/* What is to be allocated for an object, so that there is room behind it. */
static inline size_t
kasan_padded(size_t size)
{
	size_t align = size & -size;

	if (!KERN_KASAN || size == 0)
		return (size);
	return (size + (align > KASAN_ROOM ? align : KASAN_ROOM));
}

#endif
