/* SPDX-License-Identifier: BSD-3-Clause */
/* The root of this architecture's page tables: a PML4 (SDM 3A 4.5). */
#ifndef ARCH_PMAP_ROOT_H
#define ARCH_PMAP_ROOT_H

#include "arch.gen.h"
#include "boot_reach.h"
#include "types.h"

enum {
	ROOT_LEVEL = 3,
	ROOT_SPARSE = ROOT_LEVEL,	/* tables come and go at all levels */
	ROOT_ENTRIES = 512,
	ROOT_KERNEL = 256	/* the first entry of the kernel's half */
};

#define TABLE_LIMIT	UINT64_MAX	/* tables may lie anywhere */
#define ROOT_BITS	(PTE_PRESENT | PTE_WRITE | PTE_USER)
#define ROOT_INDEX(va)	(((va) >> 39) & 511)

/* Which entries the kernel uses: direct map, its own memory, its image. */
#define ROOT_WANTED(i)							\
	((i) == ROOT_INDEX(DMAP_BASE) || (i) == ROOT_INDEX(DMAP_BASE) + 1 || \
	    (i) == ROOT_INDEX(KVA_BASE) || (i) == ROOT_INDEX(KERNEL_BASE))

paddr_t	pmap_create_kernel(void);
void	pmap_map_span(uintptr_t, paddr_t, paddr_t, uint64_t);
void	pmap_root_init(paddr_t);

#endif
