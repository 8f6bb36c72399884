/* SPDX-License-Identifier: BSD-3-Clause */
/* The shadow of zones and of variables, and the compiler's calls. */

#include "kasan/kasan.h"

#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "slab/slab.h"
#include "smp/smp.h"

enum {
	COVERED = 256 << 20,		/* of the kernel's addresses */
	UNIT = SLAB_ZONE_LEAST,
	VARIABLES = 16 << 20,		/* from rodata_start, at most */
	QUARANTINE = 32			/* chunks that wait on a CPU */
};

/* A variable, as the compiler describes it. */
struct kasan_global {
	uintptr_t	 at;
	uintptr_t	 size;
	uintptr_t	 padded;
	const char	*name;
	const char	*module;
	uintptr_t	 dynamic;
	const void	*place;
	uintptr_t	 alias;
};

extern char rodata_start[], bss_end[];
extern void (*const init_array_start[])(void);
extern void (*const init_array_end[])(void);

/* The shadow of the zone at each unit, or NULL.  Written by its owner. */
static uint8_t *zone_shadow[COVERED / UNIT];

static uint8_t variable_shadow[VARIABLES / KASAN_GRAIN];

/* Under the critical section of each CPU. */
static struct {
	void		*chunk[QUARANTINE];
	unsigned	 next;
} waiting[CPU_MAX];

void	__asan_register_globals(const struct kasan_global *, uintptr_t);
void	__asan_unregister_globals(const struct kasan_global *, uintptr_t);
void	__asan_handle_no_return(void);
void	__asan_loadN_noabort(uintptr_t, size_t);
void	__asan_storeN_noabort(uintptr_t, size_t);

/* Where the shadow of an address is; NULL when it has none. */
static inline uint8_t *
shadow_of(uintptr_t at)
{
	uintptr_t offset = at - KVA_BASE;

	if (offset < COVERED) {
		uint8_t *shadow = zone_shadow[offset / UNIT];

		return (shadow == NULL ? NULL : &shadow[(at &
		    ~slab_zone_mask) / KASAN_GRAIN]);
	}
	offset = at - (uintptr_t)rodata_start;
	return (offset < (uintptr_t)(bss_end - rodata_start) &&
	    offset < VARIABLES ? &variable_shadow[offset / KASAN_GRAIN] :
	    NULL);
}

/* Let nobody access [at, at + size), or the first `good' bytes alone. */
static void
mark(uintptr_t at, size_t size, size_t good, uint8_t why)
{
	uint8_t *shadow = shadow_of(at);

	for (size_t i = 0; shadow != NULL && i < size; i += KASAN_GRAIN) {
		*shadow++ = i + KASAN_GRAIN <= good ? 0 :
		    i < good ? (uint8_t)(good - i) : why;
	}
}

/*
 * A zone begins to be cut; it has its shadow at `shadow'.
 *
 * Context: crit
 */
void
kasan_zone_begin(void *zone, size_t size, void *shadow)
{
	uintptr_t unit = ((uintptr_t)zone - KVA_BASE) / UNIT;

	for (size_t i = 0; i < size / UNIT; i++)
		zone_shadow[unit + i] = shadow;
	mark((uintptr_t)zone, size, 0, KASAN_OUTSIDE);
}

/* Context: any */
void
kasan_zone_end(void *zone, size_t size)
{
	uintptr_t unit = ((uintptr_t)zone - KVA_BASE) / UNIT;

	for (size_t i = 0; i < size / UNIT; i++)
		zone_shadow[unit + i] = NULL;
}

/* Context: any */
void
kasan_alloc(void *object, size_t chunk, size_t size)
{
	mark((uintptr_t)object, chunk, size, KASAN_OUTSIDE);
}

/* Context: any */
void
kasan_free(void *object, size_t chunk)
{
	mark((uintptr_t)object, chunk, 0, KASAN_FREED);
}

/*
 * Let a chunk wait that is free; return the one that has waited longest, which
 * may be used again, or NULL.
 *
 * Context: crit
 */
void *
kasan_quarantine(void *chunk)
{
	unsigned cpu = curcpu()->id;
	void **place = &waiting[cpu].chunk[waiting[cpu].next];
	void *oldest = *place;

	*place = chunk;
	waiting[cpu].next = (waiting[cpu].next + 1) % QUARANTINE;
	return (oldest);
}

/*
 * Have the compiler describe the variables: what lies between them is nobody's.
 *
 * Context: boot
 */
void
kasan_init(void)
{
	for (size_t i = 0; &init_array_start[i] != init_array_end; i++)
		init_array_start[i]();
}

/* Context: boot */
void
__asan_register_globals(const struct kasan_global *global, uintptr_t n)
{
	for (; n > 0; n--, global++)
		mark(global->at, global->padded, global->size, KASAN_GLOBAL);
}

/* Nothing calls it: the kernel does not end so.  Context: any */
void
__asan_unregister_globals(const struct kasan_global *global, uintptr_t n)
{
	panic("kasan: %zu variables end with %s", (size_t)n, global->name);
}

/* Stacks have no shadow to be cleared.  Context: any */
void
__asan_handle_no_return(void)
{
}

static __attribute__((noreturn, noinline)) void
tell(uintptr_t at, size_t size, const char *how, uint8_t why)
{
	struct slab_place place;

	if (at - KVA_BASE >= COVERED)
		panic("kasan: %s of %zu bytes at %p, between variables", how,
		    size, (void *)at);
	place = slab_place((void *)at);
	panic("kasan: %s of %zu bytes at %p, %zu bytes into %s %p, %s", how,
	    size, (void *)at, (size_t)(at - place.object), place.type,
	    (void *)place.object, why == KASAN_FREED ? "which is free" :
	    "beyond its end");
}

/* May `size' bytes be accessed?  Most are within one grain, or whole ones. */
static inline void
look(uintptr_t at, size_t size, const char *how)
{
	const uint8_t *shadow = shadow_of(at);
	uintptr_t end = at + size;

	if (__builtin_expect(shadow == NULL, true))
		return;
	for (uintptr_t grain = at & ~(uintptr_t)(KASAN_GRAIN - 1); grain < end;
	    grain += KASAN_GRAIN, shadow++) {
		uintptr_t last = end - grain;

		if (__builtin_expect(*shadow != 0, false) &&
		    (*shadow >= 0x80 || (last < KASAN_GRAIN ? last :
		    (uintptr_t)KASAN_GRAIN) > *shadow))
			tell(at, size, how, *shadow);
	}
}

/* Before an access of a size that the compiler knows.  Context: any */
#define ACCESS(bytes)							\
	void	__asan_load##bytes##_noabort(uintptr_t);		\
	void	__asan_store##bytes##_noabort(uintptr_t);		\
	void								\
	__asan_load##bytes##_noabort(uintptr_t at)			\
	{								\
		look(at, bytes, "load");				\
	}								\
	void								\
	__asan_store##bytes##_noabort(uintptr_t at)			\
	{								\
		look(at, bytes, "store");				\
	}

ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

/* Context: any */
void
__asan_loadN_noabort(uintptr_t at, size_t size)
{
	look(at, size, "load");
}

/* Context: any */
void
__asan_storeN_noabort(uintptr_t at, size_t size)
{
	look(at, size, "store");
}
