/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory, by way of the page tables: no address is touched that is none. */

#include "ddb/ddb.h"

#include "vm/vm.h"

extern char text_start[], text_end[];

/* The addresses by which the text is written. */
static void *patch_page;

/*
 * Take the addresses that the debugger writes the text by.
 *
 * Context: boot
 */
void
ddb_memory_init(void)
{
	patch_page = kmem_alloc(PAGE_SIZE);
	if (patch_page == NULL)
		panic("ddb_memory_init: no memory");
}

/* The entry of the page of an address, in the tables that are loaded. */
static uint64_t
entry_of(uintptr_t va)
{
	paddr_t root = va < USER_TOP ? (paddr_t)read_cr3() : pmap_kernel();

	if (root == 0 || (va >= USER_TOP && va < KERNEL_LOWEST))
		return (0);
	return (pmap_lookup(root & ~(paddr_t)PAGE_MASK, va));
}

static bool
is_text(uintptr_t va)
{
	return (va >= (uintptr_t)text_start && va < (uintptr_t)text_end);
}

/* A program's page is read through a window: SMAP forbids its address. */
static bool
read_user(uintptr_t va, void *to, size_t size)
{
	uint64_t entry = entry_of(va);
	char *page;

	if ((entry & PTE_PRESENT) == 0 || (entry & PTE_LARGE) != 0)
		return (false);
	page = window_enter(entry & PTE_FRAME);
	memmove(to, page + (va & PAGE_MASK), size);
	window_leave(page);
	return (true);
}

/* Read what lies in one page. */
static bool
read_in_page(uintptr_t va, void *to, size_t size)
{
	if (va < USER_TOP)
		return (read_user(va, to, size));
	if ((entry_of(va) & PTE_PRESENT) == 0)
		return (false);
	memmove(to, (const void *)va, size);
	return (true);
}

/*
 * Read memory; false when some of it is not there.
 *
 * Context: any
 */
bool
ddb_read(uintptr_t va, void *to, size_t size)
{
	char *at = to;

	while (size > 0) {
		size_t room = PAGE_SIZE - (va & PAGE_MASK);
		size_t n = size < room ? size : room;

		if (!read_in_page(va, at, n))
			return (false);
		at += n;
		va += n;
		size -= n;
	}
	return (true);
}

/*
 * Write one byte of the kernel's text.
 *
 * Context: any
 */
void
ddb_write_text(uintptr_t va, uint8_t byte)
{
	volatile uint8_t *page = patch_page;

	KASSERT(is_text(va), "ddb_write_text: 0x%zx is no text", va);
	pmap_kernel_show((uintptr_t)patch_page,
	    trunc_page(va) - KERNEL_BASE);
	page[va & PAGE_MASK] = byte;
}

/*
 * Write memory of the kernel; false when it is not there, or is read-only and
 * no text.
 *
 * Context: any
 */
bool
ddb_write(uintptr_t va, const void *from, size_t size)
{
	const uint8_t *bytes = from;

	for (size_t i = 0; i < size; i++) {
		if (va + i < USER_TOP ||
		    (!is_text(va + i) && (entry_of(va + i) & PTE_WRITE) == 0))
			return (false);
	}
	for (size_t i = 0; i < size; i++) {
		if (is_text(va + i))
			ddb_write_text(va + i, bytes[i]);
		else
			*(volatile uint8_t *)(va + i) = bytes[i];
	}
	return (true);
}

/*
 * The number of `size' bytes at an address; who asks for what is not there
 * goes back to the prompt.
 *
 * Context: any
 */
uint64_t
ddb_fetch(uintptr_t va, size_t size)
{
	uint64_t value = 0;

	if (!ddb_read(va, &value, size))
		ddb_fail("nothing is mapped at 0x%zx", va);
	return (value);
}
