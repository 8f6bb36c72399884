/* SPDX-License-Identifier: BSD-3-Clause */
/* Spinlocks: alone, shared, tried, and told by name. */

#include "kernel.h"
#include "lock/spinlock.h"
#include "percpu.gen.h"
#include "smp/tests/meeting.h"

enum {
	ROUNDS = 2000
};

/* How often each of the threads takes it. */
static unsigned
rounds(void)
{
	return (ktest_share(ROUNDS, cpu_count));
}

struct matrix {
	struct spinlock	lock;
	uint32_t	readers;
	uint32_t	most;		/* readers at one time */
	unsigned	total;		/* under the lock, alone */
	uint32_t	wrong;
	uint32_t	arrived;
};

/* Read, and wait for another reader to be there: only sharing lets us go on. */
static void
read_together(struct meeting *m)
{
	struct matrix *x = m->subject;

	spin_lock_shared(&x->lock);
	atomic_add_int(&x->arrived, 1);
	while (atomic_load_int(&x->arrived) < cpu_count)
		cpu_pause();
	spin_unlock_shared(&x->lock);
}

void
ktest_lock_spinlock_readers_run_together(struct ktest *t)
{
	struct matrix x = { .total = 0 };
	struct meeting m = { .act = read_together, .subject = &x };

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, x.arrived == cpu_count, "%u readers", x.arrived);
	KTEST_ASSERT(t, x.lock.word == 0, "the lock is left 0x%x", x.lock.word);
}

static void
read_and_write(struct meeting *m)
{
	struct matrix *x = m->subject;
	unsigned last = rounds();

	for (unsigned i = 0; i < last; i++) {
		unsigned before;

		spin_lock_shared(&x->lock);
		atomic_add_int(&x->readers, 1);
		before = *(volatile unsigned *)&x->total;
		cpu_pause();
		if (*(volatile unsigned *)&x->total != before)
			atomic_add_int(&x->wrong, 1);
		atomic_subtract_int(&x->readers, 1);
		spin_unlock_shared(&x->lock);
		spin_lock(&x->lock);
		if (atomic_load_int(&x->readers) != 0)
			atomic_add_int(&x->wrong, 1);
		x->total++;
		spin_unlock(&x->lock);
	}
}

void
ktest_lock_spinlock_writers_are_alone(struct ktest *t)
{
	struct matrix x = { .total = 0 };
	struct meeting m = { .act = read_and_write, .subject = &x };

	meeting_hold(t, &m, 1);
	KTEST_ASSERT(t, x.wrong == 0, "%u times not", x.wrong);
	KTEST_ASSERT(t, x.total == cpu_count * rounds(), "%u of %u", x.total,
	    cpu_count * rounds());
	KTEST_ASSERT(t, x.lock.word == 0, "the lock is left 0x%x", x.lock.word);
}

void
ktest_lock_spinlock_is_tried(struct ktest *t)
{
	struct spinlock lock = { .row = 0 };

	spin_lock_shared(&lock);
	if (spin_try(&lock)) {
		KTEST_ASSERT(t, false, "taken beside a reader");
		spin_unlock(&lock);
	}
	spin_unlock_shared(&lock);
	if (spin_try(&lock)) {
		KTEST_ASSERT(t, lock.word == SPIN_ONE, "0x%x", lock.word);
		spin_unlock(&lock);
	} else {
		KTEST_ASSERT(t, false, "a free lock was refused");
	}
	crit_enter();
	KTEST_ASSERT(t, held_locks()->spinlocks == 0, "CPU %u still counts %u",
	    curcpu()->id, held_locks()->spinlocks);
	crit_exit();
}

void
ktest_lock_spinlock_pool_spreads(struct ktest *t)
{
	static char objects[64 * 64];
	unsigned same = 0;

	for (unsigned i = 1; i < 64; i++)
		same += spin_pool(&objects[i * 64]) == spin_pool(objects);
	KTEST_ASSERT(t, spin_pool(objects) == spin_pool(objects) && same == 0,
	    "%u objects of 63 share one lock", same);
}
