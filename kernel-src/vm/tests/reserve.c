/* SPDX-License-Identifier: BSD-3-Clause */
/* When memory runs out, there is some left for whoever must go on. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "syscall.gen.h"
#include "vm/vm.h"

enum {
	FEW = 64
};

/* Take pages until few are left; each holds the address of the one before. */
static paddr_t
take_most(void)
{
	paddr_t taken = 0, pa;

	while (page_reachable_count() > FEW && (pa = page_alloc()) != 0) {
		paddr_t *link = window_enter(pa);

		*link = taken;
		window_leave(link);
		taken = pa;
	}
	return (taken);
}

static void
give_back(paddr_t taken)
{
	while (taken != 0) {
		paddr_t *link = window_enter(taken), before = *link;

		window_leave(link);
		page_free(taken);
		taken = before;
	}
}

void
ktest_vm_reserve_is_kept_for_the_first_process(struct ktest *t)
{
	struct vm_space *space = vm_space_create();
	uintptr_t va = 0;
	paddr_t taken;

	KTEST_ASSERT(t, space != NULL, "no memory for a space");
	if (space == NULL)
		return;
	KTEST_ASSERT(t, vm_map_anonymous(space, USER_MAP, PAGE_SIZE,
	    PROT_READ | PROT_WRITE, 0, &va) == 0, "no room");
	taken = take_most();
	space->reserve = 2 * FEW;
	KTEST_ASSERT(t, vm_fault(space, va, PROT_WRITE) == ENOMEM,
	    "a page of the reserve");
	space->reserve = 0;
	KTEST_ASSERT(t, vm_fault(space, va, PROT_WRITE) == 0,
	    "no page of the reserve");
	give_back(taken);
	vm_space_destroy(space);
}
