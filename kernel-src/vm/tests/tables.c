/* SPDX-License-Identifier: BSD-3-Clause */
/* What the page tables hold, and that they come and go. */

#include "cpu.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "pmap_root.h"
#include "syscall.gen.h"
#include "vm/vm.h"

enum {
	LEVEL_BITS = 9,
	ENTRIES = PAGE_SIZE / PAGE_ENTRY_SIZE
};

extern char text_start[], rodata_end[];

/* Does a leaf show one of the frames of the text and the constants? */
static bool
shows_constants(uint64_t entry, paddr_t size)
{
	paddr_t first = entry & PTE_FRAME & ~(size - 1);
	paddr_t from = (uintptr_t)text_start - KERNEL_BASE;
	paddr_t to = (uintptr_t)rodata_end - KERNEL_BASE;

	return (first < to && first + size > from);
}

static void
check_leaf(struct ktest *t, uint64_t entry, unsigned level)
{
	paddr_t size = (paddr_t)PAGE_SIZE << (LEVEL_BITS * level);

	KTEST_ASSERT(t, (entry & PTE_USER) == 0,
	    "the kernel's page 0x%llx is a program's too",
	    (unsigned long long)entry);
	KTEST_ASSERT(t, (entry & PTE_WRITE) == 0 || !cpu_features.nx ||
	    (entry & PTE_NX), "0x%llx is writable and executable",
	    (unsigned long long)entry);
	KTEST_ASSERT(t, (entry & PTE_WRITE) == 0 ||
	    !shows_constants(entry, size), "0x%llx can write constants",
	    (unsigned long long)entry);
}

/*
 * Look at every leaf below `table'; return how many there are.
 *
 * Depth: 4, the levels of tables
 */
static unsigned
check_table(struct ktest *t, paddr_t table, unsigned level, unsigned first,
    unsigned end)
{
	const uint64_t *entries = window_enter(table);
	unsigned n = 0;

	for (unsigned i = first; i < end; i++) {
		uint64_t entry = entries[i];

		if ((entry & PTE_PRESENT) == 0)
			continue;
		if (level == 0 || (level < ROOT_LEVEL && (entry & PTE_LARGE))) {
			check_leaf(t, entry, level);
			n++;
		} else {
			n += check_table(t, entry & PTE_FRAME, level - 1, 0,
			    ENTRIES);
		}
	}
	window_leave((void *)(uintptr_t)entries);
	return (n);
}

void
ktest_vm_no_address_breaks_the_rules_of_the_sections(struct ktest *t)
{
	unsigned n = check_table(t, pmap_kernel(), ROOT_LEVEL, ROOT_KERNEL,
	    ROOT_ENTRIES);

	KTEST_ASSERT(t, n > 16, "%u leaves", n);
}

void
ktest_vm_tables_go_when_nothing_is_left_in_them(struct ktest *t)
{
	uintptr_t step = (uintptr_t)PAGE_SIZE << LEVEL_BITS;
	struct vm_space *space = vm_space_create();
	uintptr_t va = USER_MAP, placed;
	size_t before = 0;

	for (unsigned i = 0; i < 40; i++, va += 3 * step) {
		/* The first makes room for what describes a region. */
		if (i == 1)
			before = page_free_count();
		KTEST_ASSERT(t, vm_map_anonymous(space, va, PAGE_SIZE,
		    PROT_READ | PROT_WRITE, MAP_FIXED, &placed) == 0 &&
		    vm_fault(space, va, PROT_WRITE) == 0, "no page");
		KTEST_ASSERT(t, i == 0 || page_free_count() < before,
		    "no table");
		KTEST_ASSERT(t, vm_unmap(space, va, PAGE_SIZE) == 0,
		    "not unmapped");
		KTEST_ASSERT(t, i == 0 || page_free_count() == before,
		    "%zu of %zu pages", page_free_count(), before);
	}
	vm_space_destroy(space);
}

void
ktest_vm_neighbours_keep_their_table(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	uintptr_t va = USER_MAP, placed;

	for (unsigned i = 0; i < 3; i++) {
		uintptr_t at = va + i * PAGE_SIZE;

		KTEST_ASSERT(t, vm_map_anonymous(space, at, PAGE_SIZE,
		    PROT_READ | PROT_WRITE, MAP_FIXED, &placed) == 0 &&
		    vm_write(space, at, "x", 1) == 0, "page %u", i);
	}
	KTEST_ASSERT(t, vm_unmap(space, va + PAGE_SIZE, PAGE_SIZE) == 0,
	    "not unmapped");
	KTEST_ASSERT(t, pmap_lookup(space->root, va) != 0 &&
	    pmap_lookup(space->root, va + 2 * PAGE_SIZE) != 0 &&
	    pmap_lookup(space->root, va + PAGE_SIZE) == 0,
	    "what is left is not what was left");
	vm_space_destroy(space);
}

void
ktest_vm_mappings_keep_apart(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	uintptr_t a = 0, b = 0;

	KTEST_ASSERT(t, vm_map_anonymous(space, 0, PAGE_SIZE, PROT_READ, 0,
	    &a) == 0 && vm_map_anonymous(space, 0, PAGE_SIZE, PROT_READ, 0,
	    &b) == 0, "no room");
	KTEST_ASSERT(t, b >= a + 2 * PAGE_SIZE || a >= b + 2 * PAGE_SIZE,
	    "0x%zx and 0x%zx touch", a, b);
	vm_space_destroy(space);
}

void
ktest_vm_windows_nest(struct ktest *t)
{
	paddr_t pa = page_alloc(), pb = page_alloc();
	uint32_t *a = window_enter(pa), *b = window_enter(pb), *c;

	*a = 1;
	*b = 2;
	c = window_enter(pa);
	KTEST_ASSERT(t, *c == 1, "%u through a second window", *c);
	window_leave(c);
	KTEST_ASSERT(t, *a == 1 && *b == 2, "%u and %u", *a, *b);
	window_leave(b);
	window_leave(a);
	page_free(pb);
	page_free(pa);
}

void
ktest_vm_zeroed_pages_are_zero(struct ktest *t)
{
	for (unsigned i = 0; i < 4; i++) {
		paddr_t pa = page_alloc_zeroed(UINT64_MAX);
		const uintptr_t *page = window_enter(pa);
		size_t n = 0;

		while (n < PAGE_SIZE / sizeof(*page) && page[n] == 0)
			n++;
		KTEST_ASSERT(t, n == PAGE_SIZE / sizeof(*page),
		    "word %zu is 0x%zx", n, page[n]);
		window_leave((void *)(uintptr_t)page);
		page_free(pa);
	}
}
