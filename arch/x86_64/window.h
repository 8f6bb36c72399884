/* SPDX-License-Identifier: BSD-3-Clause */
/* Windows to physical pages: the direct map. */
#ifndef ARCH_WINDOW_H
#define ARCH_WINDOW_H

#include "arch.gen.h"
#include "cpu.h"
#include "kernel.h"
#include "types.h"

/* All CPUs see the same map.  Context: thread */
static inline void
window_create(struct cpu *cpu)
{
	cpu->windows = 0;
}

/* There is nothing to give back.  Context: any */
static inline bool
window_is_held(const struct cpu *cpu)
{
	return (cpu->windows != 0);
}

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
