/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Physical pages.
 *
 * Each range of the normalised map has a bitmap with a bit for every free
 * page; the memory itself is not touched at start.  The bitmaps lie in the
 * first range that has room and that KERNEL_BASE shows.
 *
 * Pages are taken from the highest range, lowest address first, so that what
 * must lie low (the roots of PAE tables) still finds room.
 *
 * Each CPU has a few pages outside the bitmaps, which it alone touches: a
 * stock, which comes from them and goes back to them in batches, and pages
 * that are known to be zero, as page tables are when they come back.
 */

#include "boot/boot.h"
#include "boot_reach.h"
#include "cpu.h"
#include "init.gen.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "vm/vm.h"
#include "vm_lock.gen.h"

enum {
	LOW_FRAMES = 0x100000 >> PAGE_SHIFT,
	WORD_BITS = 8 * sizeof(uintptr_t),
	MEMORY_BITS = 40,		/* beyond 1 TiB we do not look */
	STOCK_MAX = nitems(((struct page_store *)0)->stock),
	STOCK_BATCH = STOCK_MAX / 2,
	ZEROED_MAX = nitems(((struct page_store *)0)->zeroed),
	POISON = 0xdb
};

/* Pages [first, first + count); bit n of the bitmap is set while n is free. */
struct page_range {
	/* Fixed at start: */
	uint64_t	 first;		/* frame number */
	size_t		 count;

	/* Under the lock: */
	uintptr_t	*bitmap;
	size_t		 hint;		/* the words below have no bit set */
};

extern char kernel_end[];

/* Fixed once page_init() has run. */
static struct page_range ranges[BOOT_USABLE];
static unsigned nranges;
static size_t total;
static struct frame_range bitmap_frames;

size_t page_unclaimed;			/* under page_lock */

static paddr_t reach = BOOT_REACH;	/* windows show what is below */

static size_t
bitmap_words(uint64_t frames)
{
	return ((size_t)((frames + WORD_BITS - 1) / WORD_BITS));
}

/* Ask the loader's map for all but what is in use. */
static unsigned
usable(struct frame_range *out)
{
	struct frame_range holes[2 + BOOT_MODULES];
	unsigned n = 0, bits = cpu_features.physical_bits;

	if (bits > MEMORY_BITS)
		bits = MEMORY_BITS;
	holes[n++] = (struct frame_range){ 0, LOW_FRAMES };
	holes[n++] = (struct frame_range){ KERNEL_LOAD >> PAGE_SHIFT,
	    round_page((uintptr_t)kernel_end - KERNEL_BASE) >> PAGE_SHIFT };
	for (unsigned i = 0; i < boot_info.nmodules; i++) {
		const struct boot_range *module = &boot_info.modules[i];
		uint64_t last = module->base + module->len - 1;

		holes[n++] = (struct frame_range){
			module->base >> PAGE_SHIFT, (last >> PAGE_SHIFT) + 1
		};
	}
	return (memory_map_usable(boot_info.ranges, boot_info.nranges, holes,
	    n, 1ULL << (bits - PAGE_SHIFT), out, BOOT_USABLE));
}

/* Take the room of the bitmaps out of the first range that has it. */
static bool
place_bitmaps(struct frame_range *map, unsigned n)
{
	uint64_t limit = BOOT_LINEAR >> PAGE_SHIFT, need, end;
	size_t words = 0;
	unsigned i;

	for (i = 0; i < n; i++)
		words += bitmap_words(map[i].end - map[i].first);
	need = round_page(words * sizeof(uintptr_t)) >> PAGE_SHIFT;
	for (i = 0; i < n; i++) {
		end = map[i].end < limit ? map[i].end : limit;
		if (end > map[i].first && end - map[i].first > need) {
			bitmap_frames.first = map[i].first;
			bitmap_frames.end = map[i].first += need;
			return (true);
		}
	}
	return (false);
}

/*
 * A map that claims more memory than there is room to manage is cut, its
 * largest range first.
 */
static bool
cut_largest(struct frame_range *map, unsigned n)
{
	struct frame_range *largest = map;

	for (unsigned i = 1; i < n; i++) {
		if (map[i].end - map[i].first > largest->end - largest->first)
			largest = &map[i];
	}
	if (n == 0 || largest->end - largest->first < 2)
		return (false);
	largest->end -= (largest->end - largest->first) / 2;
	return (true);
}

/* All pages of the range are free; no bit stands behind its end. */
static void
range_init(struct page_range *range, struct frame_range frames,
    uintptr_t *bitmap)
{
	size_t words = bitmap_words(frames.end - frames.first);
	size_t rest;

	range->first = frames.first;
	range->count = (size_t)(frames.end - frames.first);
	range->bitmap = bitmap;
	memset(bitmap, 0xff, words * sizeof(*bitmap));
	rest = range->count % WORD_BITS;
	if (rest != 0)
		bitmap[words - 1] = ((uintptr_t)1 << rest) - 1;
}

/*
 * Take the loader's map.
 *
 * Context: boot
 */
void
page_init(void)
{
	struct frame_range map[BOOT_USABLE];
	uintptr_t *bitmap;

	nranges = usable(map);
	while (!place_bitmaps(map, nranges)) {
		if (!cut_largest(map, nranges))
			panic("page_init: the loader's map of %u ranges "
			    "has no memory", boot_info.nranges);
	}
	bitmap = (uintptr_t *)(KERNEL_BASE +
	    (uintptr_t)(bitmap_frames.first << PAGE_SHIFT));
	for (unsigned i = 0; i < nranges; i++) {
		range_init(&ranges[i], map[i], bitmap);
		bitmap += bitmap_words(ranges[i].count);
		total += ranges[i].count;
	}
	page_unclaimed = total;
}

/*
 * From now on windows show every page.
 *
 * Context: boot
 */
void
page_reach_all(void)
{
	reach = UINT64_MAX;
}

/*
 * Where the bitmaps lie, and the `index'th range of pages: to be mapped.
 *
 * Context: boot
 */
struct frame_range
page_bitmap_frames(void)
{
	return (bitmap_frames);
}

/* Context: any */
bool
page_range_frames(unsigned index, struct frame_range *out)
{
	if (index >= nranges)
		return (false);
	out->first = ranges[index].first;
	out->end = ranges[index].first + ranges[index].count;
	return (true);
}

/* Take the lowest free page of a range, if it is below `limit'; else 0. */
static paddr_t
range_take(struct page_range *range, paddr_t limit)
{
	size_t words = bitmap_words(range->count), at = range->hint;
	uintptr_t word = 0;
	paddr_t pa;

	while (at < words && (word = range->bitmap[at]) == 0)
		at++;
	range->hint = at;
	if (word == 0)
		return (0);
	pa = (paddr_t)(range->first + at * WORD_BITS +
	    (unsigned)__builtin_ctzl(word)) << PAGE_SHIFT;
	if (pa >= limit)
		return (0);
	range->bitmap[at] = word & (word - 1);
	return (pa);
}

/* Take a page of the highest range that has one below `limit'; else 0. */
static paddr_t
take_locked(paddr_t limit)
{
	paddr_t pa = 0;

	if (limit > reach)
		limit = reach;
	for (unsigned i = nranges; pa == 0 && i > 0; i--)
		pa = range_take(&ranges[i - 1], limit);
	return (pa);
}

static paddr_t
take(paddr_t limit)
{
	paddr_t pa;

	spin_lock(&page_lock);
	pa = take_locked(limit);
	page_unclaimed -= pa != 0;
	spin_unlock(&page_lock);
	return (pa);
}

static void
stock_fill(struct page_store *own)	/* it is empty */
{
	paddr_t pa;

	spin_lock(&page_lock);
	while (own->nstock < STOCK_BATCH &&
	    (pa = take_locked(UINT64_MAX)) != 0)
		own->stock[own->nstock++] = pa;
	page_unclaimed -= own->nstock;
	spin_unlock(&page_lock);
}

/* Take a page out of the stock, which is filled when it is empty; else 0. */
static inline paddr_t
stock_take(struct page_store *own)
{
	if (own->nstock == 0)
		stock_fill(own);
	return (own->nstock > 0 ? own->stock[--own->nstock] : 0);
}

/* Take a page that is zero and lies below `limit'; else 0. */
static inline paddr_t
zeroed_take(struct page_store *own, paddr_t limit)
{
	if (own->nzeroed == 0 || own->zeroed[own->nzeroed - 1] >= limit)
		return (0);
	return (own->zeroed[--own->nzeroed]);
}

/* Take a page below `limit', whatever it holds; else 0. */
static inline paddr_t
any_take(struct page_store *own, paddr_t limit)
{
	paddr_t pa;

	pa = limit == UINT64_MAX ? stock_take(own) : take(limit);
	return (pa != 0 ? pa : zeroed_take(own, limit));
}

/*
 * Take a page; its content is undefined.  0 when there is none.
 *
 * Context: any
 */
paddr_t
page_alloc(void)
{
	return (page_alloc_below(UINT64_MAX));
}

/*
 * Take a page that lies below `limit'; 0 when there is none.
 *
 * Context: any
 */
paddr_t
page_alloc_below(paddr_t limit)
{
	paddr_t pa;

	crit_enter();
	pa = any_take(page_store(), limit);
	crit_exit();
	return (pa);
}

/*
 * Take a page below `limit' and zero it, or one that is zero already.
 *
 * Context: any
 */
paddr_t
page_alloc_zeroed(paddr_t limit)
{
	struct page_store *own = page_store();
	paddr_t pa;
	void *page;

	crit_enter();
	pa = zeroed_take(own, limit);
	if (pa != 0) {
		crit_exit();
		return (pa);
	}
	pa = any_take(own, limit);
	crit_exit();
	if (pa == 0)
		return (0);
	page = window_enter(pa);
	page_zero(page);
	window_leave(page);
	return (pa);
}

/* Set the bit of a page, in its range's bitmap. */
static void
range_give(paddr_t pa)
{
	struct page_range *range = &ranges[nranges - 1];
	uint64_t frame = pa >> PAGE_SHIFT;
	size_t index;
	uintptr_t bit;

	while (range > ranges && frame < range->first)
		range--;
	index = (size_t)(frame - range->first);
	KASSERT((pa & PAGE_MASK) == 0 && frame >= range->first &&
	    index < range->count, "page_free: 0x%llx is no page of ours",
	    (unsigned long long)pa);
	bit = (uintptr_t)1 << (index % WORD_BITS);
	index /= WORD_BITS;
	KASSERT((range->bitmap[index] & bit) == 0,
	    "page_free: 0x%llx is free already", (unsigned long long)pa);
	range->bitmap[index] |= bit;
	if (index < range->hint)
		range->hint = index;
}

/* Overwrite a page that comes back, and see that it is not here already. */
static void
poison(const struct page_store *own, paddr_t pa)
{
	void *page = window_enter(pa);

	memset(page, POISON, PAGE_SIZE);
	window_leave(page);
	for (unsigned i = 0; i < own->nstock; i++)
		KASSERT(own->stock[i] != pa,
		    "page_free: 0x%llx is free already",
		    (unsigned long long)pa);
}

static void
stock_drain(struct page_store *own)
{
	spin_lock(&page_lock);
	page_unclaimed += own->nstock - STOCK_BATCH;
	while (own->nstock > STOCK_BATCH)
		range_give(own->stock[--own->nstock]);
	spin_unlock(&page_lock);
}

/*
 * Give a page back.
 *
 * Context: any
 */
void
page_free(paddr_t pa)
{
	struct page_store *own = page_store();

	crit_enter();
	if (KERN_DEBUG)
		poison(own, pa);
	if (own->nstock == STOCK_MAX)
		stock_drain(own);
	own->stock[own->nstock++] = pa;
	crit_exit();
}

/*
 * Give a page back that is zero, which saves the next who wants such a one
 * the work.
 *
 * Context: any
 */
void
page_free_zeroed(paddr_t pa)
{
	struct page_store *own = page_store();
	bool kept;

	if (KERN_DEBUG) {
		const uintptr_t *page = window_enter(pa);

		for (size_t i = 0; i < PAGE_SIZE / sizeof(*page); i++)
			KASSERT(page[i] == 0, "page_free_zeroed: word %zu of "
			    "0x%llx is 0x%zx", i, (unsigned long long)pa,
			    page[i]);
		window_leave((void *)(uintptr_t)page);
	}
	crit_enter();
	kept = own->nzeroed < ZEROED_MAX;
	if (kept)
		own->zeroed[own->nzeroed++] = pa;
	crit_exit();
	if (!kept)
		page_free(pa);
}

/*
 * How many pages are free; the CPUs go on meanwhile.
 *
 * Context: any
 */
size_t
page_free_count(void)
{
	size_t n = page_unclaimed;

	for (unsigned i = 0; i < cpu_count; i++) {
		const struct page_store *store = page_store_of(cpu_of(i));

		n += store->nstock + store->nzeroed;
	}
	return (n);
}

/*
 * How many pages this CPU can get: those in stock at others are not at hand.
 *
 * Context: any
 */
size_t
page_reachable_count(void)
{
	const struct page_store *own = page_store();

	return (page_unclaimed + own->nstock + own->nzeroed);
}

/* Context: any */
size_t
page_total_count(void)
{
	return (total);
}
