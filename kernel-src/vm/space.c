/* SPDX-License-Identifier: BSD-3-Clause */
/* Programs' address spaces. */

#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"
#include "vm/vm.h"
#include "vm_lock.gen.h"
#include "vm_memory.gen.h"

/* The tables of the user's half end here; its last page is never mapped. */
#define USER_END	(USER_TOP + PAGE_SIZE)

static uint32_t nspaces;		/* under vm_space_lock */

static void
count(int by)
{
	spin_lock(&vm_space_lock);
	nspaces += (uint32_t)by;
	spin_unlock(&vm_space_lock);
}

/*
 * Take over from the boot page tables.
 *
 * Context: boot
 */
void
vm_init(void)
{
	pmap_init();
}

/* Context: any */
uint32_t
vm_space_count(void)
{
	return (nspaces);
}

/* Context: thread */
struct vm_space *
vm_space_create(void)
{
	struct vm_space *space = vm_space_alloc(SLAB_ZERO | SLAB_NULLOK);

	if (space == NULL)
		return (NULL);
	space->root = pmap_create();
	if (space->root == 0) {
		vm_space_free(space);
		return (NULL);
	}
	count(1);
	return (space);
}

/*
 * Free the pages of [start, end), a part of `region', and the page tables that
 * serve nothing else.  `floor' is the end of what has pages before; what has
 * some behind is looked for.
 */
static void
free_pages(struct vm_space *space, const struct vm_region *region,
    uintptr_t start, uintptr_t end, uintptr_t floor)
{
	const struct vm_region *next = region->next;
	uintptr_t ceiling = end;

	if (!region->touched)
		return;
	if (end == region->end) {
		while (next != NULL && !next->touched)
			next = next->next;
		ceiling = next != NULL ? next->start : USER_END;
	}
	space->pages -= pmap_remove(space->root, start, end,
	    start == region->start ? floor : start, ceiling);
}

/*
 * Give everything back.  Nobody may run in the space; it is loaded on no CPU
 * but ours, and there the kernel's own tables are loaded instead.
 *
 * Context: thread
 */
void
vm_space_destroy(struct vm_space *space)
{
	struct vm_region *region;

	crit_enter();
	if (curcpu()->space == space) {
		curcpu()->space = NULL;
		write_cr3((uintptr_t)pmap_kernel());
	}
	crit_exit();
	while ((region = space->regions) != NULL) {
		space->regions = region->next;
		free_pages(space, region, region->start, region->end, 0);
		vm_region_free(region);
	}
	KASSERT(space->pages == 0, "vm_space_destroy: %u pages are left",
	    space->pages);
	pmap_destroy(space->root);
	vm_space_free(space);
	count(-1);
}

/* Return the region that holds `va', or NULL. */
static struct vm_region *
region_of(struct vm_space *space, uintptr_t va)
{
	struct vm_region *region = space->regions;

	while (region != NULL && region->end <= va)
		region = region->next;
	return (region != NULL && region->start <= va ? region : NULL);
}

/*
 * Find `size' free bytes at or behind `hint', with a page on either side that
 * stays unmapped; 0 when there are none.
 */
static uintptr_t
find_room(struct vm_space *space, uintptr_t hint, size_t size)
{
	uintptr_t at = hint;

	for (struct vm_region *r = space->regions; r != NULL; r = r->next) {
		if (r->end + PAGE_SIZE <= at)
			continue;
		if (r->start >= at && r->start - at >= size + PAGE_SIZE)
			return (at);
		at = r->end + PAGE_SIZE;
	}
	return (at <= USER_TOP && USER_TOP - at >= size ? at : 0);
}

/* Enter [start, end) into the list; the room is free. */
static void
region_insert(struct vm_space *space, struct vm_region *region,
    uintptr_t start, uintptr_t end, uint32_t prot)
{
	struct vm_region **at = &space->regions;

	*region = (struct vm_region){
		.start = start,
		.end = end,
		.bits = pmap_user_bits(prot),
		.prot = prot
	};
	while (*at != NULL && (*at)->start < start)
		at = &(*at)->next;
	region->next = *at;
	*at = region;
}

/* Where a mapping of `size' bytes goes; 0 when there is no room. */
static uintptr_t
place(struct vm_space *space, uintptr_t hint, size_t size)
{
	uintptr_t va;

	if (hint < USER_BOTTOM || hint >= USER_TOP)
		hint = USER_MAP;
	va = find_room(space, hint, size);
	return (va != 0 ? va : find_room(space, USER_BOTTOM, size));
}

/*
 * Map `size' bytes of zeroed memory at `va' (MAP_FIXED, replacing what is
 * there) or at or behind it; `*placed' tells where.
 *
 * Context: thread
 */
int
vm_map_anonymous(struct vm_space *space, uintptr_t va, size_t size,
    uint32_t prot, uint32_t flags, uintptr_t *placed)
{
	struct vm_region *region;
	int error = 0;

	if (size == 0 || size > USER_TOP || (va & PAGE_MASK) != 0 ||
	    ((prot & PROT_WRITE) && (prot & PROT_EXEC)))
		return (EINVAL);
	if (!page_can_spare(space->reserve))
		return (ENOMEM);
	size = round_page(size);
	region = vm_region_alloc(SLAB_ZERO | SLAB_NULLOK);
	if (region == NULL)
		return (ENOMEM);
	if (flags & MAP_FIXED)
		error = vm_unmap(space, va, size);
	else if ((va = place(space, va, size)) == 0)
		error = ENOMEM;
	if (error != 0) {
		vm_region_free(region);
		return (error);
	}
	*placed = va;
	region_insert(space, region, va, va + size, prot);
	return (0);
}

/*
 * Cut [start, end) out of a region; what is left behind it goes into `rest'.
 * Returns whether `rest' was needed.
 */
static bool
region_cut(struct vm_space *space, struct vm_region **at, uintptr_t start,
    uintptr_t end, uintptr_t floor, struct vm_region *rest)
{
	struct vm_region *r = *at;
	bool before = r->start < start, behind = r->end > end;

	free_pages(space, r, before ? start : r->start, behind ? end : r->end,
	    floor);
	if (before && behind) {
		*rest = *r;
		rest->start = end;
		r->next = rest;
		r->end = start;
		return (true);
	}
	if (before) {
		r->end = start;
	} else if (behind) {
		r->start = end;
	} else {
		*at = r->next;
		vm_region_free(r);
	}
	return (false);
}

/*
 * Unmap [va, va + size); what is not mapped is no error.
 *
 * Context: thread
 */
int
vm_unmap(struct vm_space *space, uintptr_t va, size_t size)
{
	struct vm_region **at = &space->regions, *rest = NULL;
	uintptr_t end, floor = 0;

	if ((va & PAGE_MASK) != 0 || size == 0 || va < USER_BOTTOM ||
	    va > USER_TOP || size > USER_TOP - va)
		return (EINVAL);
	end = va + round_page(size);
	while (*at != NULL && (*at)->end <= va) {
		if ((*at)->touched)
			floor = (*at)->end;
		at = &(*at)->next;
	}
	if (*at != NULL && (*at)->start < va && (*at)->end > end) {
		rest = vm_region_alloc(SLAB_ZERO | SLAB_NULLOK);
		if (rest == NULL)
			return (ENOMEM);
	}
	while (*at != NULL && (*at)->start < end) {
		struct vm_region *r = *at;

		if (region_cut(space, at, va, end, floor, rest) || *at == r) {
			if (r->touched)
				floor = r->end;
			at = &r->next;
		}
	}
	return (0);
}

/*
 * Make the page of `va' present for an access of PROT_* kind `access'.
 * Returns 0, EFAULT when the program may not, ENOMEM.
 *
 * Context: thread
 */
int
vm_fault(struct vm_space *space, uintptr_t va, uint32_t access)
{
	struct vm_region *region = region_of(space, va);
	paddr_t pa;
	int error;

	if (region == NULL || (access & ~region->prot) != 0)
		return (EFAULT);
	if (!page_can_spare(space->reserve))
		return (ENOMEM);
	pa = page_alloc_zeroed(UINT64_MAX);
	if (pa == 0)
		return (ENOMEM);
	region->touched = true;
	error = pmap_enter(space->root, trunc_page(va), pa, region->bits);
	if (error != 0) {
		page_free_zeroed(pa);
		return (error == EEXIST ? EFAULT : error);
	}
	space->pages++;
	space->faults++;
	return (0);
}

/*
 * Write into a space that need not be loaded, whatever its protection: what
 * the loader of programs does.
 *
 * Context: thread
 */
int
vm_write(struct vm_space *space, uintptr_t va, const void *from, size_t size)
{
	const char *source = from;

	while (size > 0) {
		size_t n = PAGE_SIZE - (va & PAGE_MASK);
		uint64_t entry = pmap_lookup(space->root, va);
		char *page;

		if (n > size)
			n = size;
		if (entry == 0) {
			int error = vm_fault(space, va, 0);

			if (error != 0)
				return (error);
			entry = pmap_lookup(space->root, va);
		}
		page = window_enter(entry & PTE_FRAME);
		memcpy(page + (va & PAGE_MASK), source, n);
		window_leave(page);
		va += n;
		source += n;
		size -= n;
	}
	return (0);
}
