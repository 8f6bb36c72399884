/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Page tables (SDM 3A 4.4, 4.5).
 *
 * Both architectures have 8-byte entries in tables of one page; what differs,
 * the number of levels and what the root holds, is pmap_root.h's.  The upper
 * half of every root is the kernel's own, made once and shared.
 *
 * A table below the root is zero whenever nothing is mapped by it: it comes
 * from the zeroed pages and goes back to them.
 */

#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "pmap_root.h"
#include "syscall.gen.h"
#include "vm/vm.h"
#include "vm_lock.gen.h"

enum {
	LEVEL_BITS = 9,
	ENTRIES = PAGE_SIZE / PAGE_ENTRY_SIZE
};

/* Which table may go: those that serve nothing outside [floor, ceiling). */
struct removal {
	uintptr_t	floor;
	uintptr_t	ceiling;
	uint32_t	pages;		/* that were mapped */
	bool		loaded;		/* the CPU may know them */
};

static paddr_t kernel_root;
static uint64_t nx, global;

static paddr_t
entry_address(uint64_t entry)
{
	return (entry & PTE_FRAME);
}

static unsigned
entry_index(uintptr_t va, unsigned level)
{
	return ((va >> (PAGE_SHIFT + LEVEL_BITS * level)) &
	    (level == ROOT_LEVEL ? ROOT_ENTRIES - 1 : ENTRIES - 1));
}

/* The bits of an entry that points at a table: the leaf decides the rest. */
static uint64_t
table_bits(unsigned level, uintptr_t va)
{
	if (level == ROOT_LEVEL)
		return (ROOT_BITS);
	return (PTE_PRESENT | PTE_WRITE | (va < USER_TOP ? PTE_USER : 0));
}

/* Make the table that an entry of a program's lacks; 0 without memory. */
static paddr_t
make_table(uint64_t *entry, uint64_t bits)
{
	paddr_t table = page_alloc_zeroed(TABLE_LIMIT);

	if (table != 0)
		*entry = table | bits;
	return (table);
}

/*
 * The same for the kernel's tables, which are everybody's: another thread that
 * came between may have made it.
 */
static paddr_t
make_kernel_table(uint64_t *entry, uint64_t bits)
{
	paddr_t table;

	spin_lock(&pmap_table_lock);
	table = *entry & PTE_PRESENT ? entry_address(*entry) :
	    make_table(entry, bits);
	spin_unlock(&pmap_table_lock);
	return (table);
}

static paddr_t
make_missing(uint64_t *entry, unsigned level, uintptr_t va)
{
	if (va < USER_TOP)
		return (make_table(entry, table_bits(level, va)));
	return (make_kernel_table(entry, table_bits(level, va)));
}

/*
 * Find the table that holds the leaf of `va' at `leaf_level'; with `create',
 * make what is missing.  0 when it is not there.
 */
static inline paddr_t
table_of(paddr_t root, uintptr_t va, unsigned leaf_level, bool create)
{
	paddr_t at = root;

	for (unsigned level = ROOT_LEVEL; level > leaf_level; level--) {
		uint64_t *table = window_enter(at);
		uint64_t *entry = &table[entry_index(va, level)];
		paddr_t next = entry_address(*entry);

		if ((*entry & PTE_PRESENT) == 0)
			next = create ? make_missing(entry, level, va) : 0;
		window_leave(table);
		if (next == 0)
			return (0);
		at = next;
	}
	return (at);
}

/*
 * Map one page; `bits' are PTE bits beside the address.  Returns 0, ENOMEM
 * when there is no memory for a table, EEXIST when a page is there.
 *
 * Context: any
 */
int
pmap_enter(paddr_t root, uintptr_t va, paddr_t pa, uint64_t bits)
{
	paddr_t table = table_of(root, va, 0, true);
	uint64_t *entries, *entry;
	int error = 0;

	if (table == 0)
		return (ENOMEM);
	entries = window_enter(table);
	entry = &entries[entry_index(va, 0)];
	if (*entry & PTE_PRESENT)
		error = EEXIST;
	else
		*entry = pa | bits | PTE_PRESENT;
	window_leave(entries);
	return (error);
}

/*
 * Have a mapped page's address show another page; the bits stay.  Every CPU
 * stands still: none may use the entry while its halves are written, and all
 * must forget it.
 *
 * Context: crit
 */
void
pmap_replace(paddr_t root, uintptr_t va, paddr_t pa)
{
	paddr_t table = table_of(root, va, 0, false);
	uint64_t *entries, *entry;

	KASSERT(table != 0, "pmap_replace: nothing is at 0x%zx", va);
	entries = window_enter(table);
	entry = &entries[entry_index(va, 0)];
	*entry = (*entry & ~(uint64_t)PTE_FRAME) | pa;
	window_leave(entries);
}

/* Free a table that nobody needs; every cached way to it goes first. */
static void
remove_table(uint64_t *entry, uintptr_t va, const struct removal *removal)
{
	paddr_t table = entry_address(*entry);

	*entry = 0;
	if (removal->loaded)
		invlpg(va);
	page_free_zeroed(table);
}

/* Free the page of a leaf. */
static void
remove_page(uint64_t *entry, uintptr_t va, struct removal *removal)
{
	paddr_t page = entry_address(*entry);

	*entry = 0;
	if (removal->loaded)
		invlpg(va);
	removal->pages++;
	page_free(page);
}

/*
 * Remove what a table maps of [start, end); it is not empty.
 *
 * Depth: 4, the levels of tables
 */
static void
remove_in(paddr_t table, unsigned level, uintptr_t start, uintptr_t end,
    struct removal *removal)
{
	uintptr_t span = (uintptr_t)1 << (PAGE_SHIFT + LEVEL_BITS * level);
	uint64_t *entries = window_enter(table);
	uintptr_t first, last;		/* that the entry is about */

	for (;; start = last + 1) {
		uint64_t *entry = &entries[entry_index(start, level)];

		first = start & ~(span - 1);
		last = first + span - 1;
		if (*entry & PTE_PRESENT && level == 0) {
			remove_page(entry, start, removal);
		} else if (*entry & PTE_PRESENT) {
			remove_in(entry_address(*entry), level - 1, start,
			    last < end - 1 ? last + 1 : end, removal);
			if (level <= ROOT_SPARSE && first >= removal->floor &&
			    last <= removal->ceiling - 1)
				remove_table(entry, start, removal);
		}
		if (last >= end - 1)
			break;
	}
	window_leave(entries);
}

/*
 * Unmap [start, end), which is not empty, and free its pages; return how many
 * there were.  The caller knows that nothing is mapped in the rest of [floor,
 * ceiling): tables that serve nothing else are freed too.
 *
 * Context: any
 */
uint32_t
pmap_remove(paddr_t root, uintptr_t start, uintptr_t end, uintptr_t floor,
    uintptr_t ceiling)
{
	struct removal removal = {
		.floor = floor,
		.ceiling = ceiling,
		.loaded = root == kernel_root || root == (paddr_t)read_cr3()
	};

	remove_in(root, ROOT_LEVEL, start, end, &removal);
	return (removal.pages);
}

/*
 * Return the leaf entry of `va' whatever its size, or 0.
 *
 * Context: any
 */
uint64_t
pmap_lookup(paddr_t root, uintptr_t va)
{
	paddr_t at = root;
	uint64_t entry = 0;

	for (int level = ROOT_LEVEL; level >= 0; level--) {
		uint64_t *table = window_enter(at);

		entry = table[entry_index(va, (unsigned)level)];
		window_leave(table);
		if ((entry & PTE_PRESENT) == 0)
			return (0);
		if (level > 0 && level < ROOT_LEVEL && (entry & PTE_LARGE))
			return (entry);
		at = entry_address(entry);
	}
	return (entry);
}

/*
 * Have an address of the kernel's, where a page is mapped, show another page,
 * which can be written there.  Other CPUs are not told: the address must be
 * this CPU's.
 *
 * Context: any
 */
void
pmap_kernel_show(uintptr_t va, paddr_t pa)
{
	paddr_t table = table_of(kernel_root, va, 0, false);
	uint64_t *entries;

	KASSERT(table != 0, "pmap_kernel_show: nothing is at 0x%zx", va);
	entries = window_enter(table);
	entries[entry_index(va, 0)] = pa | pmap_kernel_bits(PROT_WRITE) |
	    PTE_PRESENT;
	window_leave(entries);
	invlpg(va);
}

/*
 * The PTE bits of PROT_* for the kernel's own pages.
 *
 * Context: any
 */
uint64_t
pmap_kernel_bits(uint32_t prot)
{
	return (((prot & PROT_WRITE) ? PTE_WRITE : 0) |
	    ((prot & PROT_EXEC) ? 0 : nx) | global);
}

/*
 * The PTE bits of PROT_* for a program's; no-execute where there is it.
 *
 * Context: any
 */
uint64_t
pmap_user_bits(uint32_t prot)
{
	return (PTE_USER | ((prot & PROT_WRITE) ? PTE_WRITE : 0) |
	    ((prot & PROT_EXEC) ? 0 : nx));
}

/*
 * How many tables map small pages of the kernel in [start, end).
 *
 * Context: any
 */
size_t
pmap_kernel_table_count(uintptr_t start, uintptr_t end)
{
	size_t n = 0;

	for (uintptr_t va = start; va < end; va += ENTRIES * PAGE_SIZE)
		n += table_of(kernel_root, va, 0, false) != 0;
	return (n);
}

/* Context: any */
paddr_t
pmap_kernel(void)
{
	return (kernel_root);
}

/*
 * Begin with the kernel's tables: every root entry of its half, so that all
 * roots share them.
 *
 * Context: boot
 */
paddr_t
pmap_create_kernel(void)
{
	uint64_t *root;

	nx = cpu_features.nx ? PTE_NX : 0;
	global = cpu_features.pge ? PTE_GLOBAL_PAGE : 0;
	kernel_root = page_alloc_below(TABLE_LIMIT);
	root = window_enter(kernel_root);
	memset(root, 0, PAGE_SIZE);
	for (unsigned i = ROOT_KERNEL; i < ROOT_ENTRIES; i++) {
		if (ROOT_WANTED(i))
			root[i] = page_alloc_zeroed(TABLE_LIMIT) | ROOT_BITS;
	}
	window_leave(root);
	return (kernel_root);
}

/*
 * Map [pa, end) at `va' in the kernel's tables, in the largest pages that
 * fit; `va' and `pa' are alike in the bits of a large page.
 *
 * Context: boot
 */
void
pmap_map_span(uintptr_t va, paddr_t pa, paddr_t end, uint64_t bits)
{
	while (pa < end) {
		unsigned level = cpu_features.giant ? ROOT_LEVEL - 1 : 1;
		paddr_t size, table;
		uint64_t *entries;

		for (;; level--) {
			size = (paddr_t)PAGE_SIZE << (LEVEL_BITS * level);
			if (level == 0 || ((pa & (size - 1)) == 0 &&
			    end - pa >= size))
				break;
		}
		table = table_of(kernel_root, va, level, true);
		if (table == 0)
			panic("pmap_map_span: no memory for a table");
		entries = window_enter(table);
		do {
			entries[entry_index(va, level)] = pa | bits |
			    PTE_PRESENT | (level > 0 ? PTE_LARGE : 0);
			pa += size;
			va += size;
		} while (entry_index(va, level) != 0 && pa < end &&
		    end - pa >= size);
		window_leave(entries);
	}
}

/*
 * Make the tables of a program: nothing of its own, all of the kernel's.
 *
 * Context: thread
 */
paddr_t
pmap_create(void)
{
	paddr_t root = page_alloc_below(TABLE_LIMIT);
	uint64_t *to, *from;

	if (root == 0)
		return (0);
	to = window_enter(root);
	from = window_enter(kernel_root);
	memset(to, 0, ROOT_KERNEL * PAGE_ENTRY_SIZE);
	memcpy(to + ROOT_KERNEL, from + ROOT_KERNEL,
	    (ROOT_ENTRIES - ROOT_KERNEL) * PAGE_ENTRY_SIZE);
	window_leave(from);
	for (unsigned level = ROOT_LEVEL, i = 0;
	    level > ROOT_SPARSE && i < ROOT_KERNEL; i++) {
		paddr_t table = page_alloc_zeroed(TABLE_LIMIT);

		if (table == 0) {
			window_leave(to);
			pmap_destroy(root);
			return (0);
		}
		to[i] = table | ROOT_BITS;
	}
	window_leave(to);
	return (root);
}

/*
 * Free a program's tables; all that they mapped has been removed, and with it
 * every table that can go alone.
 *
 * Context: thread
 */
void
pmap_destroy(paddr_t root)
{
	uint64_t *entries = window_enter(root);

	for (unsigned level = ROOT_LEVEL, i = 0;
	    level > ROOT_SPARSE && i < ROOT_KERNEL; i++) {
		if (entries[i] & PTE_PRESENT)
			page_free_zeroed(entry_address(entries[i]));
		entries[i] = 0;
	}
	for (unsigned i = 0; KERN_DEBUG && i < ROOT_KERNEL; i++)
		KASSERT(entries[i] == 0, "pmap_destroy: entry %u is 0x%llx", i,
		    (unsigned long long)entries[i]);
	window_leave(entries);
	page_free(root);
}
