/* SPDX-License-Identifier: BSD-3-Clause */
/* Windows to physical pages: the direct map. */
#ifndef ARCH_WINDOW_H
#define ARCH_WINDOW_H

#include "arch.gen.h"
#include "kernel.h"
#include "types.h"

/* Context: any */
static inline void *
window_enter(paddr_t pa)
{
	return ((void *)(DMAP_BASE + pa));
}

/* Context: any */
static inline void
window_leave(void *window)
{
	KASSERT((uintptr_t)window >= DMAP_BASE, "window_leave: %p", window);
}

#endif
