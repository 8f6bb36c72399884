/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: memory. */

#include "ktest/torture.h"
#include "lwkt/lwkt.h"
#include "vm/vm.h"

enum {
	MOST = 5			/* pages at a time */
};

void
torture_vm_fills_pages(struct torture *t)
{
	uint32_t pages = 1 + torture_dice(t, MOST);
	uintptr_t *at = kmem_alloc(pages * PAGE_SIZE);
	uintptr_t mark = (uintptr_t)t ^ torture_dice(t, UINT32_MAX);

	if (at == NULL)
		return;
	for (size_t i = 0; i < pages * PAGE_SIZE / sizeof(*at); i += 64) {
		KASSERT(at[i] == 0, "torture: page %p was not cleared",
		    (void *)&at[i]);
		at[i] = mark;
	}
	if (torture_dice(t, 2) == 0)
		lwkt_yield();
	for (size_t i = 0; i < pages * PAGE_SIZE / sizeof(*at); i += 64)
		KASSERT(at[i] == mark, "torture: %p is another's",
		    (void *)&at[i]);
	kmem_free(at, pages * PAGE_SIZE);
}
