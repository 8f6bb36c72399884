/* SPDX-License-Identifier: BSD-3-Clause */
/* The root of this architecture's page tables: a PDPT of four (SDM 3A 4.4). */
#ifndef ARCH_PMAP_ROOT_H
#define ARCH_PMAP_ROOT_H

#include "arch.gen.h"
#include "types.h"

/*
 * The CPU reads a PDPT only when CR3 is loaded, so a program's three page
 * directories are there from the beginning to the end: tables come and go at
 * the levels up to ROOT_SPARSE alone.
 */
enum {
	ROOT_LEVEL = 2,
	ROOT_SPARSE = 1,
	ROOT_ENTRIES = 4,
	ROOT_KERNEL = 3		/* the first entry of the kernel's half */
};

/*
 * Where tables may lie: CR3 has 32 bits; and the CPU that QEMU 7.2 emulates
 * cuts the addresses of all tables, though not those of pages, to as many.
 */
#define TABLE_LIMIT	(UINT64_C(1) << 32)

/* Entries of a PDPT have no other bits; setting them is a fault. */
#define ROOT_BITS	PTE_PRESENT
#define ROOT_WANTED(i)	((i) == ROOT_KERNEL)

paddr_t	pmap_create_kernel(void);
void	pmap_map_span(uintptr_t, paddr_t, paddr_t, uint64_t);
void	pmap_root_init(paddr_t);
void	segment_set_task_root(uintptr_t);

#endif
