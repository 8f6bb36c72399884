/* SPDX-License-Identifier: BSD-3-Clause */
/* Programs' address spaces. */

#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "syscall.gen.h"
#include "vm/vm.h"

/* In a critical section. */
static uint32_t nspaces;

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
	struct vm_space *space = kmalloc(sizeof(*space));

	if (space == NULL)
		return (NULL);
	space->root = pmap_create();
	if (space->root == 0) {
		kfree(space);
		return (NULL);
	}
	crit_enter();
	nspaces++;
	crit_exit();
	return (space);
}

/* Free the pages of [start, end); the regions are the caller's. */
static void
free_pages(struct vm_space *space, uintptr_t start, uintptr_t end)
{
	for (uintptr_t va = start; va < end; va += PAGE_SIZE) {
		paddr_t pa = pmap_remove(space->root, va);

		if (pa != 0) {
			page_free(pa);
			space->pages--;
		}
	}
}

/*
 * Give everything back.  Nobody may run in the space; when it is still
 * loaded, the kernel's own tables are.
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
		free_pages(space, region->start, region->end);
		kfree(region);
	}
	KASSERT(space->pages == 0, "vm_space_destroy: %u pages are left",
	    space->pages);
	pmap_destroy(space->root);
	kfree(space);
	crit_enter();
	nspaces--;
	crit_exit();
}

/* Context: crit */
void
vm_space_activate(struct vm_space *space)
{
	struct cpu *cpu = curcpu();

	if (cpu->space == space)
		return;
	cpu->space = space;
	write_cr3((uintptr_t)space->root);
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

/* Find `size' free bytes at or behind `hint'; 0 when there are none. */
static uintptr_t
find_room(struct vm_space *space, uintptr_t hint, size_t size)
{
	uintptr_t at = hint;

	for (struct vm_region *r = space->regions; r != NULL; r = r->next) {
		if (r->end <= at)
			continue;
		if (r->start >= at && r->start - at >= size)
			return (at);
		at = r->end;
	}
	return (at <= USER_TOP && USER_TOP - at >= size ? at : 0);
}

static int
region_insert(struct vm_space *space, uintptr_t start, uintptr_t end,
    uint32_t prot)
{
	struct vm_region *region = kmalloc(sizeof(*region));
	struct vm_region **at = &space->regions;

	if (region == NULL)
		return (ENOMEM);
	*region = (struct vm_region){ NULL, start, end, prot };
	while (*at != NULL && (*at)->start < start)
		at = &(*at)->next;
	region->next = *at;
	*at = region;
	return (0);
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
	int error;

	if (size == 0 || size > USER_TOP || (va & PAGE_MASK) != 0 ||
	    ((prot & PROT_WRITE) && (prot & PROT_EXEC)))
		return (EINVAL);
	size = round_page(size);
	if (flags & MAP_FIXED) {
		if (va < USER_BOTTOM || va > USER_TOP || size > USER_TOP - va)
			return (EINVAL);
		error = vm_unmap(space, va, size);
		if (error != 0)
			return (error);
	} else {
		if (va < USER_BOTTOM || va >= USER_TOP)
			va = USER_MAP;
		va = find_room(space, va, size);
		if (va == 0)
			va = find_room(space, USER_BOTTOM, size);
		if (va == 0)
			return (ENOMEM);
	}
	*placed = va;
	return (region_insert(space, va, va + size, prot));
}

/*
 * Unmap [va, va + size); what is not mapped is no error.
 *
 * Context: thread
 */
int
vm_unmap(struct vm_space *space, uintptr_t va, size_t size)
{
	struct vm_region **at = &space->regions;
	uintptr_t end;
	int error;

	if ((va & PAGE_MASK) != 0 || size == 0 || va < USER_BOTTOM ||
	    va > USER_TOP || size > USER_TOP - va)
		return (EINVAL);
	end = va + round_page(size);
	while (*at != NULL) {
		struct vm_region *r = *at;

		if (r->end <= va || r->start >= end) {
			at = &r->next;
			continue;
		}
		if (r->start < va && r->end > end) {
			error = region_insert(space, end, r->end, r->prot);
			if (error != 0)
				return (error);
			r->end = end;
		}
		free_pages(space, r->start > va ? r->start : va,
		    r->end < end ? r->end : end);
		if (r->start < va) {
			r->end = va;
			at = &r->next;
		} else if (r->end > end) {
			r->start = end;
			at = &r->next;
		} else {
			*at = r->next;
			kfree(r);
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
	void *page;

	if (region == NULL || (access & ~region->prot) != 0)
		return (EFAULT);
	va = trunc_page(va);
	if (pmap_lookup(space->root, va) != 0)
		return (EFAULT);	/* it is there, and still faulted */
	pa = page_alloc();
	if (pa == 0)
		return (ENOMEM);
	page = window_enter(pa);
	memset(page, 0, PAGE_SIZE);
	window_leave(page);
	if (pmap_enter(space->root, va, pa,
	    pmap_bits(region->prot) | PTE_USER) != 0) {
		page_free(pa);
		return (ENOMEM);
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
