/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Page tables (SDM 3A 4.4, 4.5).
 *
 * Both architectures have 8-byte entries in tables of one page; what differs,
 * the number of levels and what the root holds, is pmap_root.h's.  The upper
 * half of every root is the kernel's own, made once and shared.
 */

#include "cpu.h"
#include "kernel.h"
#include "pmap_root.h"
#include "vm/vm.h"

enum {
	LEVEL_BITS = 9,
	ENTRIES = PAGE_SIZE / PAGE_ENTRY_SIZE,
	LARGE = 1 << (PAGE_SHIFT + LEVEL_BITS)
};

extern char text_start[], text_end[], rodata_start[], rodata_end[];
extern char data_start[], bss_end[];

static paddr_t kernel_root;
static uint64_t nx;

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

static paddr_t
table_create(void)
{
	paddr_t pa = page_alloc();

	if (pa != 0) {
		void *table = window_enter(pa);

		memset(table, 0, PAGE_SIZE);
		window_leave(table);
	}
	return (pa);
}

/* The bits of an entry that points at a table: the leaf decides the rest. */
static uint64_t
table_bits(unsigned level, uintptr_t va)
{
	if (level == ROOT_LEVEL)
		return (ROOT_BITS);
	return (PTE_PRESENT | PTE_WRITE | (va < USER_TOP ? PTE_USER : 0));
}

/*
 * Find the table that holds the leaf of `va' at `leaf_level'; with `create',
 * make what is missing.  0 when it is not there.
 */
static paddr_t
table_of(paddr_t root, uintptr_t va, unsigned leaf_level, bool create)
{
	paddr_t at = root;

	for (unsigned level = ROOT_LEVEL; level > leaf_level; level--) {
		uint64_t *table = window_enter(at);
		uint64_t *entry = &table[entry_index(va, level)];
		paddr_t next = entry_address(*entry);

		if ((*entry & PTE_PRESENT) == 0) {
			next = create ? table_create() : 0;
			if (next != 0)
				*entry = next | table_bits(level, va);
		}
		window_leave(table);
		if (next == 0)
			return (0);
		at = next;
	}
	return (at);
}

/*
 * Map one page; `bits' are PTE bits beside the address.  Returns 0, or -1
 * when there is no memory for a table.
 *
 * Context: thread
 */
int
pmap_enter(paddr_t root, uintptr_t va, paddr_t pa, uint64_t bits)
{
	paddr_t table = table_of(root, va, 0, true);
	uint64_t *entries;

	if (table == 0)
		return (-1);
	entries = window_enter(table);
	entries[entry_index(va, 0)] = pa | bits | PTE_PRESENT;
	window_leave(entries);
	invlpg(va);
	return (0);
}

/* Unmap one page; return what was there, or 0. */
paddr_t
pmap_remove(paddr_t root, uintptr_t va)
{
	paddr_t table = table_of(root, va, 0, false);
	uint64_t *entries, entry;

	if (table == 0)
		return (0);
	entries = window_enter(table);
	entry = entries[entry_index(va, 0)];
	entries[entry_index(va, 0)] = 0;
	window_leave(entries);
	invlpg(va);
	return ((entry & PTE_PRESENT) ? entry_address(entry) : 0);
}

/* Return the leaf entry of `va' whatever its size, or 0. */
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

/* The PTE bits of PROT_*; without PROT_EXEC, no-execute where there is it. */
uint64_t
pmap_bits(uint32_t prot)
{
	return (((prot & PROT_WRITE) ? PTE_WRITE : 0) |
	    ((prot & PROT_EXEC) ? 0 : nx));
}

static void
map_kernel_range(const char *from, const char *to, uint32_t prot)
{
	uintptr_t va = trunc_page((uintptr_t)from);
	uint64_t bits = pmap_bits(prot) |
	    (cpu_features.pge ? PTE_GLOBAL_PAGE : 0);

	for (; va < (uintptr_t)to; va += PAGE_SIZE) {
		if (pmap_enter(kernel_root, va, va - KERNEL_BASE, bits) != 0)
			panic("pmap_init: no memory for the kernel's tables");
	}
}

/* Make every root entry of the kernel's half, so that all roots share them. */
static void
fill_kernel_half(void)
{
	uint64_t *root = window_enter(kernel_root);

	for (unsigned i = ROOT_KERNEL; i < ROOT_ENTRIES; i++) {
		if (ROOT_WANTED(i) && (root[i] & PTE_PRESENT) == 0)
			root[i] = table_create() | ROOT_BITS;
	}
	window_leave(root);
}

/* Map [pa, end) in large pages at `va'; a direct map uses it. */
static void
map_large(uintptr_t va, paddr_t pa, paddr_t end)
{
	for (; pa < end; pa += LARGE, va += LARGE) {
		paddr_t table = table_of(kernel_root, va, 1, true);
		uint64_t *entries = window_enter(table);

		entries[entry_index(va, 1)] = pa | PTE_PRESENT | PTE_WRITE |
		    PTE_LARGE | nx | (cpu_features.pge ? PTE_GLOBAL_PAGE : 0);
		window_leave(entries);
	}
}

/*
 * Make the kernel's page tables, each section by its permissions, and leave
 * those of the boot code.
 *
 * Context: boot
 */
void
pmap_init(void)
{
	nx = cpu_features.nx ? PTE_NX : 0;
	kernel_root = table_create();
	fill_kernel_half();
	pmap_root_init(kernel_root, map_large);
	map_kernel_range(text_start, text_end, PROT_EXEC);
	map_kernel_range(rodata_start, rodata_end, 0);
	map_kernel_range(data_start, bss_end, PROT_WRITE);
	map_kernel_range(bss_end, (const char *)page_array_end(), PROT_WRITE);
	write_cr3((uintptr_t)kernel_root);
	window_init();
}

/* Context: any */
paddr_t
pmap_kernel(void)
{
	return (kernel_root);
}

/* Make the tables of a program: nothing of its own, all of the kernel's. */
paddr_t
pmap_create(void)
{
	paddr_t root = table_create();
	uint64_t *to, *from;

	if (root == 0)
		return (0);
	to = window_enter(root);
	from = window_enter(kernel_root);
	for (unsigned i = ROOT_KERNEL; i < ROOT_ENTRIES; i++)
		to[i] = from[i];
	window_leave(from);
	window_leave(to);
	if (pmap_root_fill(root, table_create) != 0) {
		pmap_destroy(root);
		return (0);
	}
	return (root);
}

/* Free a program's tables below `table'; the pages they mapped are gone. */
static void
table_destroy(paddr_t table, unsigned level, unsigned entries)
{
	for (unsigned i = 0; level > 0 && i < entries; i++) {
		uint64_t *window = window_enter(table);
		uint64_t entry = window[i];

		window_leave(window);
		if (entry & PTE_PRESENT)
			table_destroy(entry_address(entry), level - 1, ENTRIES);
	}
	page_free(table);
}

/* Context: thread */
void
pmap_destroy(paddr_t root)
{
	table_destroy(root, ROOT_LEVEL, ROOT_KERNEL);
}
