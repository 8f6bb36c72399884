/* SPDX-License-Identifier: BSD-3-Clause */
/* Physical pages. */

#include "boot/boot.h"
#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	NO_PAGE = UINT32_MAX,
	LOW_FRAMES = 0x100000 >> PAGE_SHIFT,
	POISON = 0xdb
};

extern char kernel_end[];

/* Fixed once page_init() has run. */
static struct frame_range ranges[BOOT_USABLE];
static unsigned nranges;
static uint32_t total;
static uint32_t *next_free;	/* by page index: the page below on the list */

/* In a critical section. */
static uint32_t first_free = NO_PAGE;
static uint32_t cursor;		/* pages from here on were never handed out */
static uint32_t nfree;

static uint32_t
count_pages(void)
{
	uint64_t n = 0;

	for (unsigned i = 0; i < nranges; i++)
		n += ranges[i].end - ranges[i].first;
	return (n < NO_PAGE ? (uint32_t)n : NO_PAGE - 1);
}

static unsigned
usable(uint64_t kernel_frames_end)
{
	struct frame_range holes[2 + BOOT_MODULES];
	uint64_t limit = 1ULL << (sizeof(void *) == 4 ? 32 - PAGE_SHIFT :
	    PHYSICAL_BITS - PAGE_SHIFT);
	unsigned n = 0;

	holes[n++] = (struct frame_range){ 0, LOW_FRAMES };
	holes[n++] = (struct frame_range){ KERNEL_LOAD >> PAGE_SHIFT,
	    kernel_frames_end };
	for (unsigned i = 0; i < boot_info.nmodules; i++) {
		const struct boot_range *module = &boot_info.modules[i];

		holes[n++] = (struct frame_range){
			module->base >> PAGE_SHIFT,
			(module->base + module->len + PAGE_MASK) >> PAGE_SHIFT
		};
	}
	return (memory_map_usable(boot_info.ranges, boot_info.nranges, holes,
	    n, limit, ranges, BOOT_USABLE));
}

/*
 * Take the loader's map.  The array of the free list lies behind the kernel;
 * it needs a word for each page, so the map is read twice: to count, and to
 * leave its place out.
 *
 * Context: boot
 */
void
page_init(void)
{
	uintptr_t array = round_page((uintptr_t)kernel_end);
	uintptr_t end;

	nranges = usable((array - KERNEL_BASE) >> PAGE_SHIFT);
	end = round_page(array + count_pages() * sizeof(*next_free));
	nranges = usable((end - KERNEL_BASE) >> PAGE_SHIFT);
	next_free = (uint32_t *)array;
	total = nfree = count_pages();
	if (total == 0)
		panic("page_init: the loader's map of %u ranges has no memory",
		    boot_info.nranges);
}

/* Where the kernel's image, with the array behind it, ends. */
uintptr_t
page_array_end(void)
{
	return (round_page((uintptr_t)(next_free + total)));
}

static paddr_t
page_address(uint32_t index)
{
	for (unsigned i = 0; i < nranges; i++) {
		uint64_t n = ranges[i].end - ranges[i].first;

		if (index < n)
			return ((ranges[i].first + index) << PAGE_SHIFT);
		index -= (uint32_t)n;
	}
	panic("page_address: index %u of %u", index, total);
}

static uint32_t
page_index(paddr_t pa)
{
	uint64_t frame = pa >> PAGE_SHIFT;
	uint32_t before = 0;

	for (unsigned i = 0; i < nranges; i++) {
		if (frame >= ranges[i].first && frame < ranges[i].end)
			return (before + (uint32_t)(frame - ranges[i].first));
		before += (uint32_t)(ranges[i].end - ranges[i].first);
	}
	panic("page_free: 0x%llx is no page of ours", (unsigned long long)pa);
}

/*
 * Take a page; its content is undefined.  0 when there is none.
 *
 * Context: any
 */
paddr_t
page_alloc(void)
{
	paddr_t pa = 0;

	crit_enter();
	if (first_free != NO_PAGE) {
		pa = page_address(first_free);
		first_free = next_free[first_free];
		nfree--;
	} else if (cursor < total) {
		pa = page_address(cursor++);
		nfree--;
	}
	crit_exit();
	return (pa);
}

/* Context: any */
void
page_free(paddr_t pa)
{
	uint32_t index = page_index(pa);

	KASSERT((pa & PAGE_MASK) == 0, "page_free: 0x%llx is unaligned",
	    (unsigned long long)pa);
	if (KERN_DEBUG) {
		void *page = window_enter(pa);

		memset(page, POISON, PAGE_SIZE);
		window_leave(page);
	}
	crit_enter();
	KASSERT(nfree < total && index < cursor,
	    "page_free: 0x%llx is free already", (unsigned long long)pa);
	next_free[index] = first_free;
	first_free = index;
	nfree++;
	crit_exit();
}

/* Context: any */
size_t
page_free_count(void)
{
	return (nfree);
}

/* Context: any */
size_t
page_total_count(void)
{
	return (total);
}
