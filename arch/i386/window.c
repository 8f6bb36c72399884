/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Windows to physical pages: a few slots of kernel address space, each a
 * page-table entry away from any page.  Before window_init() the boot page
 * tables show the first GiB at KERNEL_BASE.
 */

#include "arch.gen.h"
#include "cpu.h"
#include "kernel.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

/* The page table of the slots; pmap_init() hangs it in. */
uint64_t window_table[PAGE_SIZE / PAGE_ENTRY_SIZE]
    __attribute__((aligned(PAGE_SIZE)));

static bool ready;

/* In a critical section: bit n is set while slot n is taken. */
static uint64_t taken;

/* Context: boot */
void
window_init(void)
{
	ready = true;
}

/*
 * Show a page.  A thread holds a few windows at the most, for a short while,
 * so running out is a bug.
 *
 * Context: any
 */
void *
window_enter(paddr_t pa)
{
	uintptr_t va;
	unsigned slot;

	if (!ready)
		return ((void *)(uintptr_t)(KERNEL_BASE + pa));
	crit_enter();
	KASSERT(taken != UINT64_MAX, "window_enter: all %u slots are taken",
	    WINDOW_COUNT);
	slot = (uint32_t)~taken != 0 ?
	    (unsigned)__builtin_ctz((uint32_t)~taken) :
	    32 + (unsigned)__builtin_ctz((uint32_t)(~taken >> 32));
	taken |= 1ULL << slot;
	crit_exit();
	va = WINDOW_BASE + slot * PAGE_SIZE;
	window_table[slot] = pa | PTE_PRESENT | PTE_WRITE | pmap_bits(0);
	invlpg(va);
	return ((void *)va);
}

/* Context: any */
void
window_leave(void *window)
{
	uintptr_t va = trunc_page((uintptr_t)window);

	if (!ready)
		return;
	KASSERT(va >= WINDOW_BASE, "window_leave: %p", window);
	window_table[(va - WINDOW_BASE) >> PAGE_SHIFT] = 0;
	invlpg(va);
	crit_enter();
	taken &= ~(1ULL << ((va - WINDOW_BASE) >> PAGE_SHIFT));
	crit_exit();
}
