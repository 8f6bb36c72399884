/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The kernel's own address space, in pages, and small objects out of them.
 *
 * A bitmap has one bit for each page of the kernel's range.  Every allocation
 * has an unmapped page below it, so that a stack that grows too far faults.
 * The pages of each page table are counted, so that the table goes when the
 * last of them does.
 */

#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	KVA_PAGES = 65536,		/* 256 MiB of addresses */
	TABLE_PAGES = PAGE_SIZE / PAGE_ENTRY_SIZE,
	SMALLEST = 5,			/* 32 bytes */
	LARGEST = 11,			/* 2 KiB */
	CLASSES = LARGEST - SMALLEST + 1,
	HEADER = 16,			/* keeps objects aligned to 16 bytes */
	POISON = 0xde
};

_Static_assert(KVA_BASE + (uint64_t)KVA_PAGES * PAGE_SIZE <= KVA_TOP,
    "the bitmap is larger than the range");

/* Stands before every small object. */
struct header {
	uint32_t	size_class;
	uint32_t	magic;
	struct header	*next;
};

enum {
	MAGIC_USED = 0x6b6d616c,
	MAGIC_FREE = 0x66726565
};

/* In a critical section. */
static uint32_t bitmap[KVA_PAGES / 32];
static uint32_t lowest;			/* no page below is free */
static uint16_t taken_in_table[KVA_PAGES / TABLE_PAGES];
static struct header *free_list[CLASSES];
static size_t heap_pages;		/* cut into objects, for ever */
static size_t live_objects;

static bool
page_taken(uint32_t index)
{
	return (bitmap[index / 32] >> (index % 32) & 1);
}

static void
mark(uint32_t index, uint32_t n, bool taken)
{
	for (; n > 0; n--, index++) {
		if (taken) {
			bitmap[index / 32] |= 1u << (index % 32);
			taken_in_table[index / TABLE_PAGES]++;
		} else {
			bitmap[index / 32] &= ~(1u << (index % 32));
			taken_in_table[index / TABLE_PAGES]--;
		}
	}
}

/* Find `n' free pages in a row at or behind `from'; KVA_PAGES if none. */
static uint32_t
find(uint32_t from, uint32_t n)
{
	uint32_t run = 0;

	for (uint32_t i = from; i < KVA_PAGES; i++) {
		run = page_taken(i) ? 0 : run + 1;
		if (run == n)
			return (i + 1 - n);
	}
	return (KVA_PAGES);
}

/* Take `n' pages of addresses, and a guard page below; 0 if none. */
static uintptr_t
kva_alloc(uint32_t n)
{
	uint32_t at;

	crit_enter();
	while (lowest < KVA_PAGES && page_taken(lowest))
		lowest++;
	at = find(lowest, n + 1);
	if (at != KVA_PAGES)
		mark(at, n + 1, true);
	crit_exit();
	return (at == KVA_PAGES ? 0 : KVA_BASE + (uintptr_t)(at + 1) * PAGE_SIZE);
}

/* Free the addresses, the pages behind them, and tables that are empty. */
static void
kva_free(uintptr_t va, uint32_t n)
{
	uint32_t at = (uint32_t)((va - KVA_BASE) / PAGE_SIZE) - 1;
	uint32_t first = at / TABLE_PAGES, last = (at + n) / TABLE_PAGES;

	crit_enter();
	mark(at, n + 1, false);
	if (at < lowest)
		lowest = at;
	if (taken_in_table[first] != 0)
		first++;
	if (taken_in_table[last] == 0)
		last++;
	pmap_remove(pmap_kernel(), va - PAGE_SIZE, va + n * PAGE_SIZE,
	    KVA_BASE + (uintptr_t)first * TABLE_PAGES * PAGE_SIZE,
	    KVA_BASE + (uintptr_t)last * TABLE_PAGES * PAGE_SIZE);
	crit_exit();
}

/*
 * Allocate `size' bytes, in whole pages, zeroed; NULL when there are none.
 *
 * Context: thread
 */
void *
kmem_alloc(size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);
	uintptr_t va = kva_alloc(n);

	if (va == 0)
		return (NULL);
	for (uint32_t i = 0; i < n; i++) {
		paddr_t pa = page_alloc();

		if (pa == 0 || pmap_enter(pmap_kernel(),
		    va + (uintptr_t)i * PAGE_SIZE, pa,
		    pmap_kernel_bits(PROT_READ | PROT_WRITE)) != 0) {
			if (pa != 0)
				page_free(pa);
			kva_free(va, n);
			return (NULL);
		}
	}
	return (memset((void *)va, 0, (size_t)n * PAGE_SIZE));
}

/* Context: thread */
void
kmem_free(void *at, size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);

	KASSERT((uintptr_t)at >= KVA_BASE && ((uintptr_t)at & PAGE_MASK) == 0,
	    "kmem_free: %p was not allocated", at);
	kva_free((uintptr_t)at, n);
}

/* Show a device's registers, uncached; NULL when there is no room. */
void *
kmem_map_device(paddr_t pa, size_t size)
{
	uint32_t n = (uint32_t)(round_page(size) / PAGE_SIZE);
	uintptr_t va = kva_alloc(n);

	for (uint32_t i = 0; va != 0 && i < n; i++) {
		if (pmap_enter(pmap_kernel(), va + (uintptr_t)i * PAGE_SIZE,
		    pa + (paddr_t)i * PAGE_SIZE,
		    pmap_kernel_bits(PROT_WRITE) | PTE_PCD | PTE_PWT) != 0)
			return (NULL);
	}
	return ((void *)va);
}

/* Cut a fresh page into objects of one class. */
static bool
refill(uint32_t size_class)
{
	size_t size = (size_t)1 << (size_class + SMALLEST);
	char *page = kmem_alloc(PAGE_SIZE);

	if (page == NULL)
		return (false);
	crit_enter();
	heap_pages++;
	for (size_t at = 0; at + size <= PAGE_SIZE; at += size) {
		struct header *object = (struct header *)(page + at);

		object->size_class = size_class;
		object->magic = MAGIC_FREE;
		object->next = free_list[size_class];
		free_list[size_class] = object;
	}
	crit_exit();
	return (true);
}

/*
 * Allocate a small object, aligned to 16 bytes, zeroed; larger ones come
 * from kmem_alloc().  NULL when there is no memory.
 *
 * Context: thread
 */
void *
kmalloc(size_t size)
{
	uint32_t size_class = 0;
	struct header *object;

	while (((size_t)1 << (size_class + SMALLEST)) < size + HEADER)
		size_class++;
	KASSERT(size_class < CLASSES, "kmalloc: %zu bytes are too many", size);
	for (;;) {
		crit_enter();
		object = free_list[size_class];
		if (object != NULL) {
			free_list[size_class] = object->next;
			live_objects++;
		}
		crit_exit();
		if (object != NULL)
			break;
		if (!refill(size_class))
			return (NULL);
	}
	KASSERT(object->magic == MAGIC_FREE,
	    "kmalloc: a free object at %p was written to", (void *)object);
	object->magic = MAGIC_USED;
	return (memset((char *)object + HEADER, 0, size));
}

/* Context: thread */
void
kfree(void *at)
{
	struct header *object = (struct header *)((char *)at - HEADER);

	KASSERT(object->magic == MAGIC_USED, "kfree: %p is %s", at,
	    object->magic == MAGIC_FREE ? "free already" : "no object");
	if (KERN_DEBUG)
		memset(at, POISON, ((size_t)1 << (object->size_class +
		    SMALLEST)) - HEADER);
	crit_enter();
	object->magic = MAGIC_FREE;
	object->next = free_list[object->size_class];
	free_list[object->size_class] = object;
	live_objects--;
	crit_exit();
}

/* How many small objects are in use. */
size_t
kmalloc_object_count(void)
{
	return (live_objects);
}

/* How many pages small objects are cut from; they are never given back. */
size_t
kmalloc_page_count(void)
{
	return (heap_pages);
}
