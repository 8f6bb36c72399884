/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Physical memory under the page tables of boot.S: one to one, up to
 * where the kernel begins.
 */
#ifndef ARCH_BOOT_REACH_H
#define ARCH_BOOT_REACH_H

#include "arch.gen.h"
#include "types.h"

#define BOOT_REACH	((paddr_t)KERNEL_BASE)

/* As far the first memory appears at KERNEL_BASE, before anything else does. */
#define BOOT_LINEAR	((paddr_t)(KVA_BASE - KERNEL_BASE))

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
	return ((void *)(uintptr_t)pa);
}

#endif
