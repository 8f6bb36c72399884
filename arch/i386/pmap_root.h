/* SPDX-License-Identifier: BSD-3-Clause */
/* The root of this architecture's page tables: a PDPT of four (SDM 3A 4.4). */
#ifndef ARCH_PMAP_ROOT_H
#define ARCH_PMAP_ROOT_H

#include "arch.gen.h"
#include "types.h"

enum {
	ROOT_LEVEL = 2,
	ROOT_ENTRIES = 4,
	ROOT_KERNEL = 3		/* the first entry of the kernel's half */
};

/* Entries of a PDPT have no other bits; setting them is a fault. */
#define ROOT_BITS	PTE_PRESENT
#define ROOT_WANTED(i)	((i) == ROOT_KERNEL)

void	pmap_root_init(paddr_t, void (*)(uintptr_t, paddr_t, paddr_t));
int	pmap_root_fill(paddr_t, paddr_t (*)(void));

#endif
