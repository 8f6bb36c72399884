/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory.
 *
 * Physical pages come from the loader's map, a bit for each; memory that was
 * never handed out is not touched.
 *
 * The kernel reaches a physical page through a window: on x86_64 an address
 * of the direct map, on i386 one of a few slots (SFBUF's idea).  Windows are
 * left in the opposite order of entering, and nobody sleeps in one; so an
 * interrupt thread that comes in between has left its own when we go on.
 *
 * A program's memory is a list of regions, all anonymous.  Pages appear when
 * they are touched; the page tables alone know which are there.  Nothing is
 * writable and executable at once.
 */
#ifndef VM_VM_H
#define VM_VM_H

#include "arch.gen.h"
#include "boot/boot.h"
#include "types.h"
#include "vm.gen.h"
#include "window.h"

/* A piece of a program's address space; [start, end) is page-aligned. */
struct vm_region {
	struct vm_region *next;		/* by address */
	uintptr_t	  start;
	uintptr_t	  end;
	uint64_t	  bits;		/* of its entries, from prot */
	uint32_t	  prot;
	bool		  touched;	/* it has had pages */
};

/*
 * Only the thread that it belongs to, or its creator, touches a space.  It is
 * loaded on the thread's CPU alone: who goes elsewhere takes it along.
 */
struct vm_space {
	paddr_t		  root;		/* fixed at creation */
	struct vm_region *regions;
	uint32_t	  pages;	/* the program's own, tables excluded */
	uint32_t	  faults;
	size_t		  reserve;	/* pages it must leave to others */
};

/* Pages: how many no CPU has taken; each has a few in stock. */
extern size_t page_unclaimed;

void	 page_init(void);
paddr_t	 page_alloc(void);
paddr_t	 page_alloc_below(paddr_t);
paddr_t	 page_alloc_zeroed(paddr_t);
void	 page_free(paddr_t);
void	 page_free_zeroed(paddr_t);
size_t	 page_free_count(void);
size_t	 page_reachable_count(void);
size_t	 page_total_count(void);
void	 page_reach_all(void);
struct frame_range page_bitmap_frames(void);
bool	 page_range_frames(unsigned, struct frame_range *);

/* The kernel's space. */
void	 vm_init(void);
void	*kmem_alloc(size_t);
void	 kmem_free(void *, size_t);
size_t	 kmem_table_count(void);
paddr_t	 kmem_page(const void *);
void	 kmem_remap(void *, paddr_t);
void	*kmem_map_device(paddr_t, size_t);
void	*kmalloc(size_t);		/* kernel-src/slab has typed ones */
void	 kfree(void *);
uintptr_t kmem_reserve(size_t);
bool	 kmem_back(uintptr_t);
void	 kmem_release(uintptr_t, size_t);

/* Page tables. */
void	 pmap_init(void);
paddr_t	 pmap_create(void);
void	 pmap_destroy(paddr_t);
int	 pmap_enter(paddr_t, uintptr_t, paddr_t, uint64_t);
void	 pmap_replace(paddr_t, uintptr_t, paddr_t);
uint32_t pmap_remove(paddr_t, uintptr_t, uintptr_t, uintptr_t, uintptr_t);
uint64_t pmap_lookup(paddr_t, uintptr_t);
paddr_t	 pmap_kernel(void);
void	 pmap_kernel_show(uintptr_t, paddr_t);
size_t	 pmap_kernel_table_count(uintptr_t, uintptr_t);
uint64_t pmap_kernel_bits(uint32_t);
uint64_t pmap_user_bits(uint32_t);

/* Programs' spaces. */
struct vm_space *vm_space_create(void);
void	 vm_space_destroy(struct vm_space *);
uint32_t vm_space_count(void);
int	 vm_map_anonymous(struct vm_space *, uintptr_t, size_t, uint32_t,
	    uint32_t, uintptr_t *);
int	 vm_unmap(struct vm_space *, uintptr_t, size_t);
int	 vm_fault(struct vm_space *, uintptr_t, uint32_t);
int	 vm_write(struct vm_space *, uintptr_t, const void *, size_t);

/* Can this CPU get so many pages?  Context: any */
static inline bool
page_can_spare(size_t n)
{
	return (page_unclaimed >= n || page_reachable_count() >= n);
}

#endif
