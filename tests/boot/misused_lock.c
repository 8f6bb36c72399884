/* SPDX-License-Identifier: BSD-3-Clause */
/* What must not be done with locks; test_locks.py builds this into a kernel. */

#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "kernel.h"
#include "ktest/ktest.h"
#include "lwkt/lwkt.h"
#include "misuse_lock.gen.h"
#include "smp/smp.h"

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

void
ktest_misuse_spin_for_ever(struct ktest *t)
{
	spin_lock(&lone_lock);
	spin_lock(&lone_lock);
	KTEST_ASSERT(t, false, "nobody noticed");
}

/* No order of these two is declared: it is only noted. */
void
ktest_misuse_nested_both_ways(struct ktest *t)
{
	spin_lock(&lone_lock);
	spin_lock(&inner_lock);
	spin_unlock(&inner_lock);
	spin_unlock(&lone_lock);
	spin_lock(&inner_lock);
	spin_lock(&lone_lock);
	spin_unlock(&lone_lock);
	spin_unlock(&inner_lock);
	KTEST_ASSERT(t, !lock_comes_before(LOCK_LONE_LOCK, LOCK_INNER_LOCK),
	    "an order that nobody declared");
}

void
ktest_misuse_tokens_crossed(struct ktest *t)
{
	token_get(&outer_token);
	token_get(&inner_token);
	token_release(&outer_token);
	token_release(&inner_token);
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_token_upgraded(struct ktest *t)
{
	token_get_shared(&outer_token);
	token_get(&outer_token);
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_token_under_spinlock(struct ktest *t)
{
	spin_lock(&outer_lock);
	token_get(&outer_token);
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_token_not_held(struct ktest *t)
{
	token_release(&outer_token);
	KTEST_ASSERT(t, false, "nobody noticed");
}

static void
mayfly_main(void *argument)
{
	token_get(&outer_token);
	(void)argument;
}

void
ktest_misuse_token_at_the_end(struct ktest *t)
{
	lwkt_schedule(lwkt_create(mayfly_main, NULL, "mayfly", 20, 0,
	    KERNEL_STACK));
	lwkt_yield();
	KTEST_ASSERT(t, false, "nobody noticed");
}

/* Context: crit */
void
ipi_on_misuse_token(void)
{
	token_get(&outer_token);
}

void
ktest_misuse_token_by_a_handler(struct ktest *t)
{
	struct cpu *cpu = cpu_of(1);

	ipi_wait(cpu, ipi_misuse_token(cpu));
	KTEST_ASSERT(t, false, "nobody noticed");
}

void
ktest_misuse_tokens_against_the_order(struct ktest *t)
{
	token_get(&inner_token);
	token_get(&outer_token);
	KTEST_ASSERT(t, false, "nobody noticed");
}
