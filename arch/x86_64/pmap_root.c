/* SPDX-License-Identifier: BSD-3-Clause */
/* What only this architecture's root needs. */

#include "pmap_root.h"

#include "boot/boot.h"
#include "kernel.h"

/* Map all memory that the loader named, in large pages, at DMAP_BASE. */
void
pmap_root_init(paddr_t root, void (*map_large)(uintptr_t, paddr_t, paddr_t))
{
	paddr_t top = 0;

	KASSERT(root != 0, "pmap_root_init: no root");
	for (unsigned i = 0; i < boot_info.nranges; i++) {
		const struct boot_range *range = &boot_info.ranges[i];

		if (range->type == BOOT_RAM && range->base + range->len > top &&
		    range->base + range->len <= DMAP_TOP - DMAP_BASE)
			top = range->base + range->len;
	}
	map_large(DMAP_BASE, 0, top);
}

/* A PML4 is filled as it is needed. */
int
pmap_root_fill(paddr_t root, paddr_t (*create)(void))
{
	return (root != 0 && create != NULL ? 0 : -1);
}
