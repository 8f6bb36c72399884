/* SPDX-License-Identifier: BSD-3-Clause */
/* What only this architecture's root needs. */

#include "pmap_root.h"

#include "kernel.h"
#include "vm/vm.h"

extern uint64_t window_table[];

/* Hang the table of the windows into the kernel's page directory. */
void
pmap_root_init(paddr_t root, void (*map_large)(uintptr_t, paddr_t, paddr_t))
{
	uint64_t *entries = window_enter(root);
	paddr_t directory = entries[ROOT_KERNEL] & PTE_FRAME;

	KASSERT(map_large != NULL, "pmap_root_init: no map_large");
	window_leave(entries);
	entries = window_enter(directory);
	entries[(WINDOW_BASE >> 21) & 511] =
	    ((uintptr_t)window_table - KERNEL_BASE) | PTE_PRESENT | PTE_WRITE;
	window_leave(entries);
}

/*
 * The CPU reads a PDPT only when CR3 is loaded, so a program's three page
 * directories are there from the beginning.
 */
int
pmap_root_fill(paddr_t root, paddr_t (*create)(void))
{
	for (unsigned i = 0; i < ROOT_KERNEL; i++) {
		paddr_t table = create();
		uint64_t *entries;

		if (table == 0)
			return (-1);
		entries = window_enter(root);
		entries[i] = table | ROOT_BITS;
		window_leave(entries);
	}
	return (0);
}
