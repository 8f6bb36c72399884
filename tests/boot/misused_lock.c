/* SPDX-License-Identifier: BSD-3-Clause */
/* What must not be done with locks; test_locks.py builds this into a kernel. */

#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "misuse_lock.gen.h"

void
ktest_misuse_switch_under_spinlock(struct ktest *t)
{
	spin_lock(&outer_lock);
	lwkt_yield();
	spin_unlock(&outer_lock);
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_against_the_order(struct ktest *t)
{
	spin_lock(&inner_lock);
	spin_lock(&outer_lock);
	spin_unlock(&outer_lock);
	spin_unlock(&inner_lock);
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_not_held(struct ktest *t)
{
	spin_unlock(&inner_lock);
	KTEST_ASSERT(t, false, "nobody noticed");
}
