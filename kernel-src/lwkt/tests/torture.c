/* SPDX-License-Identifier: BSD-3-Clause */
/* Steps of the torture: threads. */

#include "clock/clock.h"
#include "ktest/torture.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "smp/smp.h"
#include "syscall.gen.h"

enum {
	NAP_NS = 2 * 1000 * 1000
};

/* What a parent and its child share. */
struct family {
	struct spinlock	 lock;
	struct cpu	*where;		/* the child must be */
	bool		 born;		/* under the lock */
};

void
torture_lwkt_yields(struct torture *t)
{
	struct thread *td = curthread();

	lwkt_yield();
	KASSERT(td == curthread() && td->cpu == curcpu(),
	    "torture: tormentor %u is %s now", t->number, curthread()->name);
}

void
torture_lwkt_naps(struct torture *t)
{
	uint64_t until = clock_ns() + torture_dice(t, NAP_NS);
	const char channel = 0;
	int error;

	crit_enter();
	error = lwkt_sleep(&channel, 0, until);
	crit_exit();
	KASSERT(error == EAGAIN && clock_ns() >= until,
	    "torture: a nap ended with %d", error);
}

static void
child_main(void *argument)
{
	struct family *f = argument;

	KASSERT(curcpu() == f->where, "torture: born on CPU %u, not %u",
	    curcpu()->id, f->where->id);
	spin_lock(&f->lock);
	f->born = true;
	spin_unlock(&f->lock);
	/* Our parent may be gone: this is but an address. */
	lwkt_wakeup(f);
}

void
torture_lwkt_has_children(struct torture *t)
{
	struct family f = { .where = cpu_of(torture_dice(t, cpu_count)) };
	struct thread *td = lwkt_create_on(f.where, child_main, &f, "child",
	    curthread()->priority + torture_dice(t, 3), 0, KERNEL_STACK);

	if (td == NULL)
		return;
	lwkt_schedule(td);
	spin_lock(&f.lock);
	while (!f.born)
		(void)lwkt_sleep_locked(&f, 0, 0, &f.lock);
	spin_unlock(&f.lock);
	if (torture_dice(t, 4) == 0)
		lwkt_reap();
}
