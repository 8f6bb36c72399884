/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The kernel's own address space, in pages.
 *
 * A bitmap has one bit for each page of the kernel's range.  What is allocated
 * has an unmapped page below it, so that a stack that grows too far faults;
 * what is reserved, and backed with pages one by one, has not.
 * The pages of each page table are counted, so that the table goes when the
 * last of them does.
 */

#include "cpu.h"
#include "cpusync/cpusync.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "vm/vm.h"
#include "vm_lock.gen.h"

enum {
	KVA_PAGES = 65536,		/* 256 MiB of addresses */
	TABLE_PAGES = PAGE_SIZE / PAGE_ENTRY_SIZE
};

_Static_assert(KVA_BASE + (uint64_t)KVA_PAGES * PAGE_SIZE <= KVA_TOP,
    "the bitmap is larger than the range");

/* Under kmem_lock. */
static uint32_t bitmap[KVA_PAGES / 32];
static uint32_t lowest;			/* no page below is free */
static uint16_t taken_in_table[KVA_PAGES / TABLE_PAGES];

static bool
page_taken(uint32_t index)
{
	return (bitmap[index / 32] >> (index % 32) & 1);
}

static void
mark(uint32_t index, uint32_t n, bool taken)
{
	for (; n > 0; n--, index++) {
		if (taken)
			bitmap[index / 32] |= 1u << (index % 32);
		else
			bitmap[index / 32] &= ~(1u << (index % 32));
	}
}

/* Note that so many pages more, or fewer, are used in each page table. */
static void
count(uint32_t index, uint32_t n, int by)
{
	for (; n > 0; n--, index++)
		taken_in_table[index / TABLE_PAGES] =
		    (uint16_t)(taken_in_table[index / TABLE_PAGES] + by);
}

/*
 * Find `n' free pages in a row at or behind `from', of which the one behind the
 * first `before' is a multiple of `align', a power of two; KVA_PAGES if none.
 */
static uint32_t
find(uint32_t from, uint32_t n, uint32_t before, uint32_t align)
{
	uint32_t run = 0;

	for (uint32_t i = from; i < KVA_PAGES; i++) {
		run = page_taken(i) ? 0 : run + 1;
		if (run >= n && ((i + 1 - n + before) & (align - 1)) == 0)
			return (i + 1 - n);
	}
	return (KVA_PAGES);
}

/*
 * Take `n' pages of addresses, and `before' ones below that stay unmapped; the
 * first of the `n' is a multiple of `align'.  0 if there are none.
 */
static uintptr_t
kva_alloc(uint32_t n, uint32_t before, uint32_t align)
{
	uint32_t at;

	spin_lock(&kmem_lock);
	while (lowest < KVA_PAGES && page_taken(lowest))
		lowest++;
	at = find(lowest, n + before, before, align);
	if (at != KVA_PAGES) {
		mark(at, n + before, true);
		count(at, n + before, 1);
	}
	spin_unlock(&kmem_lock);
	return (at == KVA_PAGES ? 0 :
	    KVA_BASE + (uintptr_t)(at + before) * PAGE_SIZE);
}

/* Free `n' addresses, the pages behind them, and tables that are empty. */
static void
kva_free(uintptr_t va, uint32_t n)
{
	uint32_t at = (uint32_t)((va - KVA_BASE) / PAGE_SIZE);
	uint32_t first = at / TABLE_PAGES, last = (at + n - 1) / TABLE_PAGES;

	spin_lock(&kmem_lock);
	count(at, n, -1);
	if (taken_in_table[first] != 0)
		first++;
	if (taken_in_table[last] == 0)
		last++;
	pmap_remove(pmap_kernel(), va, va + (uintptr_t)n * PAGE_SIZE,
	    KVA_BASE + (uintptr_t)first * TABLE_PAGES * PAGE_SIZE,
	    KVA_BASE + (uintptr_t)last * TABLE_PAGES * PAGE_SIZE);
	spin_unlock(&kmem_lock);
	/* Nobody may get the addresses while some CPU knows the old pages. */
	smp_flush_kernel(va, n);
	spin_lock(&kmem_lock);
	mark(at, n, false);
	if (at < lowest)
		lowest = at;
	spin_unlock(&kmem_lock);
}

/* Free what has a guard page below. */
static void
guarded_free(uintptr_t va, uint32_t n)
{
	kva_free(va - PAGE_SIZE, n + 1);
}

/*
 * Take addresses for `size' bytes, a power of two and a multiple of the page
 * size, at a multiple of it; no pages yet.  0 when there are none.
 *
 * Context: any
 */
uintptr_t
kmem_reserve(size_t size)
{
	uint32_t n = (uint32_t)(size / PAGE_SIZE);

	return (kva_alloc(n, 0, n));
}

/*
 * Put a page, whatever it holds, at an address that was reserved; false when
 * there is none.
 *
 * Context: any
 */
bool
kmem_back(uintptr_t va)
{
	paddr_t pa = page_alloc();

	if (pa == 0)
		return (false);
	if (pmap_enter(pmap_kernel(), va, pa,
	    pmap_kernel_bits(PROT_READ | PROT_WRITE)) == 0)
		return (true);
	page_free(pa);
	return (false);
}

/*
 * Give reserved addresses back, and the pages that are there.
 *
 * Context: any
 */
void
kmem_release(uintptr_t va, size_t size)
{
	kva_free(va, (uint32_t)(size / PAGE_SIZE));
}

/*
 * Allocate `size' bytes, in whole pages, zeroed; NULL when there are none.
 *
 * Context: any
 */
void *
kmem_alloc(size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);
	uintptr_t va = kva_alloc(n, 1, 1);

	if (va == 0)
		return (NULL);
	for (uint32_t i = 0; i < n; i++) {
		if (!kmem_back(va + (uintptr_t)i * PAGE_SIZE)) {
			guarded_free(va, n);
			return (NULL);
		}
	}
	return (memset((void *)va, 0, (size_t)n * PAGE_SIZE));
}

/* Context: any */
void
kmem_free(void *at, size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);

	KASSERT((uintptr_t)at >= KVA_BASE && ((uintptr_t)at & PAGE_MASK) == 0,
	    "kmem_free: %p was not allocated", at);
	guarded_free((uintptr_t)at, n);
}

/*
 * Show a device's registers, uncached; NULL when there is no room.
 *
 * Context: thread
 */
void *
kmem_map_device(paddr_t pa, size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);
	uintptr_t va = kva_alloc(n, 1, 1);

	for (uint32_t i = 0; va != 0 && i < n; i++) {
		if (pmap_enter(pmap_kernel(), va + (uintptr_t)i * PAGE_SIZE,
		    pa + (paddr_t)i * PAGE_SIZE,
		    pmap_kernel_bits(PROT_WRITE) | PTE_PCD | PTE_PWT) != 0)
			return (NULL);
	}
	return ((void *)va);
}

/*
 * The page that an address of kmem_alloc() shows.
 *
 * Context: any
 */
paddr_t
kmem_page(const void *at)
{
	return (pmap_lookup(pmap_kernel(), (uintptr_t)at) & PTE_FRAME);
}

/*
 * Have a page's address show another page, for all CPUs at one moment: when
 * this returns, nobody sees the old one any more.
 *
 * Context: any
 */
void
kmem_remap(void *at, paddr_t pa)
{
	struct cpusync sync;

	crit_enter();
	cpusync_begin(&sync, cpusync_everybody());
	pmap_replace(pmap_kernel(), (uintptr_t)at, pa);
	cpusync_flush_kernel(&sync, at, 1);
	crit_exit();
}

/*
 * How many page tables the addresses take that are handed out.
 *
 * Context: any
 */
size_t
kmem_table_count(void)
{
	return (pmap_kernel_table_count(KVA_BASE,
	    KVA_BASE + (uintptr_t)KVA_PAGES * PAGE_SIZE));
}
