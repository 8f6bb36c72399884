/* SPDX-License-Identifier: BSD-3-Clause */
/* Windows to physical pages: the direct map. */

#include "arch.gen.h"
#include "kernel.h"
#include "vm/vm.h"

/*
 * The boot page tables have the first GiB at DMAP_BASE already; vm_init()
 * maps the rest before any page beyond is handed out.
 *
 * Context: boot
 */
void
window_init(void)
{
}

/* Context: any */
void *
window_enter(paddr_t pa)
{
	return ((void *)(DMAP_BASE + pa));
}

/* Context: any */
void
window_leave(void *window)
{
	KASSERT((uintptr_t)window >= DMAP_BASE, "window_leave: %p", window);
}
