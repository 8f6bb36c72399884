/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Physical memory under the page tables of boot.S: the direct map, of
 * which the first 4 GiB are there.
 */
#ifndef ARCH_BOOT_REACH_H
#define ARCH_BOOT_REACH_H

#include "arch.gen.h"
#include "types.h"

#define BOOT_REACH	(UINT64_C(4) << 30)

/* As far the first memory appears at KERNEL_BASE too. */
#define BOOT_LINEAR	(UINT64_C(1) << 30)

/*
 * The `size' bytes at `pa', or NULL when boot.S did not map them.
 *
 * Context: boot
 */
static inline const void *
boot_reach(paddr_t pa, uint64_t size)
{
	if (pa == 0 || pa >= BOOT_REACH || size > BOOT_REACH - pa)
		return (NULL);
	return ((void *)(DMAP_BASE + pa));
}

#endif
