/* SPDX-License-Identifier: BSD-3-Clause */
/* What only this architecture's kernel tables hold: the windows. */

#include "pmap_root.h"

#include "cpu.h"
#include "kernel.h"
#include "vm/vm.h"

uint64_t window_table[PAGE_SIZE / PAGE_ENTRY_SIZE]
    __attribute__((aligned(PAGE_SIZE)));

uint64_t window_bits = PTE_PRESENT | PTE_WRITE;

/*
 * Hang the table of the windows into the kernel's page directory, and let the
 * exceptions with tasks of their own begin in these tables.
 *
 * Context: boot
 */
void
pmap_root_init(paddr_t root)
{
	uint64_t *entries = window_enter(root);
	uint64_t *directory = window_enter(entries[ROOT_KERNEL] & PTE_FRAME);

	directory[(WINDOW_BASE >> 21) & 511] =
	    ((uintptr_t)window_table - KERNEL_BASE) | PTE_PRESENT | PTE_WRITE;
	window_leave(directory);
	window_leave(entries);
	window_bits = pmap_kernel_bits(PROT_WRITE) | PTE_PRESENT;
	segment_set_task_root((uintptr_t)root);
}
