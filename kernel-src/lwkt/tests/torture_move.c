/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: threads that go from CPU to CPU. */

#include "ktest/torture.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"

void
torture_lwkt_migrates(struct torture *t)
{
	struct cpu *to = cpu_of(torture_dice(t, cpu_count));

	lwkt_migrate(to);
	KASSERT(curcpu() == to && curthread()->cpu == to,
	    "torture: tormentor %u is on CPU %u, not %u", t->number,
	    curcpu()->id, to->id);
}
