/* SPDX-License-Identifier: BSD-3-Clause */
/* What only this architecture's kernel tables hold: the direct map. */

#include "pmap_root.h"

#include "kernel.h"
#include "vm/vm.h"

/*
 * Show the pages that can be handed out at DMAP_BASE, and nothing else: what
 * lies between is no memory, or not ours, or the kernel's image.
 *
 * Context: boot
 */
void
pmap_root_init(paddr_t root)
{
	struct frame_range range;

	KASSERT(root == pmap_kernel(), "pmap_root_init: 0x%llx is not ours",
	    (unsigned long long)root);
	for (unsigned i = 0; page_range_frames(i, &range); i++) {
		paddr_t first = range.first << PAGE_SHIFT;

		pmap_map_span(DMAP_BASE + first, first,
		    range.end << PAGE_SHIFT, pmap_kernel_bits(PROT_WRITE));
	}
}
