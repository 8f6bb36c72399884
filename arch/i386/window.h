/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Windows to physical pages: each CPU has a few slots of kernel address
 * space, taken and given back like a stack.
 *
 * A slot is a page-table entry, and only its own CPU uses it: the entry and
 * the CPU's memory of it are changed together, with no word to others.  The
 * slots of CPU n begin at n * WINDOW_DEPTH; cpu->windows is its next one.  What
 * a window showed last can still be seen through it until the slot is taken
 * again, except in debug kernels.
 */
#ifndef ARCH_WINDOW_H
#define ARCH_WINDOW_H

#include "arch.gen.h"
#include "cpu.h"
#include "kernel.h"
#include "types.h"

enum {
	WINDOW_DEPTH = 16		/* slots of a CPU, of WINDOW_COUNT */
};

/* The page table of the slots. */
extern uint64_t window_table[PAGE_SIZE / PAGE_ENTRY_SIZE];

/* The bits of every slot; fixed at start. */
extern uint64_t window_bits;

/* Give a CPU its slots.  Context: thread */
static inline void
window_create(struct cpu *cpu)
{
	cpu->windows = cpu->id * WINDOW_DEPTH;
}

/* Has somebody entered one here, and not left it?  Context: any */
static inline bool
window_is_held(const struct cpu *cpu)
{
	return (cpu->windows != cpu->id * WINDOW_DEPTH);
}

/* Context: any */
static inline void *
window_enter(paddr_t pa)
{
	struct cpu *cpu = curcpu();
	uint32_t slot = cpu->windows++;
	uintptr_t va = WINDOW_BASE + slot * PAGE_SIZE;

	KASSERT(slot < (cpu->id + 1) * WINDOW_DEPTH,
	    "window_enter: all %u slots are taken", WINDOW_DEPTH);
	window_table[slot] = pa | window_bits;
	invlpg(va);
	return ((void *)va);
}

/* Context: any */
static inline void
window_leave(void *window)
{
	struct cpu *cpu = curcpu();
	uint32_t slot = --cpu->windows;

	KASSERT((uintptr_t)window >> PAGE_SHIFT ==
	    (WINDOW_BASE >> PAGE_SHIFT) + slot,
	    "window_leave: %p, not the newest, of slot %u", window, slot);
	if (KERN_DEBUG) {
		window_table[slot] = 0;
		invlpg((uintptr_t)window);
	}
}

#endif
