/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for spinlocks, and those that many objects share. */

#include "lock/spinlock.h"

#include "clock/clock.h"
#include "kernel.h"

enum {
	POOL = 1024			/* a power of two */
};

/* How long somebody has waited. */
struct patience {
	uint64_t	since;		/* clock_ns(), 0: not asked yet */
	uint32_t	seconds;	/* told so far */
	uint32_t	rounds;
};

static struct spinlock pool[POOL];

static const char *
name_of(const struct spinlock *lock)
{
	return (lock_row_table[lock->row].name);
}

/*
 * One more round in which a lock could not be had.  The clock is asked now and
 * then: it is slower than a look at the lock.
 */
static void
lose_patience(struct patience *patience, const struct spinlock *lock)
{
	uint64_t now;

	cpu_pause();
	if (++patience->rounds % 1024 != 0)
		return;
	now = clock_ns();
	if (patience->since == 0)
		patience->since = now;
	if (now - patience->since < (patience->seconds + 1) * NS_PER_SECOND)
		return;
	patience->seconds++;
	if (patience->seconds >= SPIN_PATIENCE)
		panic("spin_lock: CPU %u has waited %u s for %s %p (0x%x)",
		    curcpu()->id, patience->seconds, name_of(lock),
		    (const void *)lock, lock->word);
	kprintf("spin_lock: CPU %u waits for %s %p (0x%x), %u s now\n",
	    curcpu()->id, name_of(lock), (const void *)lock, lock->word,
	    patience->seconds);
}

/*
 * Wait until we have the lock alone.  That we wait is in its word, so that
 * nobody begins to share it meanwhile.
 *
 * Context: crit
 */
void
spin_wait(struct spinlock *lock)
{
	struct patience patience = { .since = 0 };

	atomic_add_int(&lock->word, SPIN_WAITER);
	for (;;) {
		uint32_t word = atomic_load_int(&lock->word);

		if ((word & SPIN_COUNT) == 0 && atomic_cmpset_int(&lock->word,
		    word, word - SPIN_WAITER + SPIN_ONE))
			return;
		lose_patience(&patience, lock);
	}
}

/*
 * Wait until we share the lock.
 *
 * Context: crit
 */
void
spin_wait_shared(struct spinlock *lock)
{
	struct patience patience = { .since = 0 };

	for (;;) {
		uint32_t word = atomic_load_int(&lock->word);
		bool ours = word == 0 || ((word & SPIN_SHARED) != 0 &&
		    word < (SPIN_SHARED | SPIN_WAITER));

		if (ours && atomic_cmpset_int(&lock->word, word,
		    (word | SPIN_SHARED) + SPIN_ONE))
			return;
		lose_patience(&patience, lock);
	}
}

/*
 * Share the lock no more; the last one leaves it free.
 *
 * Context: crit
 */
void
spin_drop_shared(struct spinlock *lock)
{
	uint32_t word, left;

	do {
		word = atomic_load_int(&lock->word);
		KASSERT((word & SPIN_SHARED) != 0 && (word & SPIN_COUNT) != 0,
		    "spin_unlock_shared: %s %p is not shared (0x%x)",
		    name_of(lock), (void *)lock, word);
		left = word - SPIN_ONE;
		if ((left & SPIN_COUNT) == 0)
			left &= ~SPIN_SHARED;
	} while (!atomic_cmpset_int(&lock->word, word, left));
}

/*
 * The spinlock that stands for the object at an address, and for others: who
 * holds one of these takes no second.
 *
 * Context: any
 */
struct spinlock *
spin_pool(const void *object)
{
	uintptr_t hash = (uintptr_t)object >> 4;

	return (&pool[(hash ^ hash >> 10) % POOL]);
}
