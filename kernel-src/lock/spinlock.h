/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Spinlocks: what several CPUs touch, for a few instructions.
 *
 * Who holds one is in a critical section, and neither sleeps nor sends what it
 * would wait for: another CPU that waits for the lock handles no messages.
 * Each CPU counts the locks that it holds, and a switch to another thread
 * while the count is not zero ends the kernel, with the newest lock's name.
 *
 * The word of a lock says all of it, by the bits of `Spin':
 *
 *	SPIN_COUNT	how many hold it: one, or any number who share it
 *	SPIN_WAITERS	how many wait to have it alone
 *	SPIN_SHARED	those who hold it share it
 *
 * Who wants to share waits for those who wait to have it alone; so readers
 * that come and come keep no writer out.  A lock that cannot be had for a
 * second is told on the console, each second anew, and after SPIN_PATIENCE of
 * them the kernel gives up.
 *
 * A lock that is zero is ready.  One that is declared (spinlock() in a
 * decl.py) has a name and a place in the order of locks, which the witness of
 * kernels with assertions knows: kernel-src/lock/witness.c.
 */
#ifndef LOCK_SPINLOCK_H
#define LOCK_SPINLOCK_H

#include "cpu.h"
#include "lock.gen.h"
#include "lock/witness.h"
#include "lwkt/lwkt.h"
#include "types.h"

enum {
	SPIN_ONE = 1,
	SPIN_WAITER = 1 << SPIN_WAITERS_SHIFT,
	SPIN_PATIENCE = 60		/* seconds */
};

void	spin_wait(struct spinlock *);
void	spin_wait_shared(struct spinlock *);
void	spin_drop_shared(struct spinlock *);
struct spinlock *spin_pool(const void *);

/* This CPU holds one more. */
static inline void
spin_note(struct spinlock *lock)
{
	if (KERN_INVARIANTS)
		witness_take_spinlock(lock->row, lock);
}

/* ... and one less. */
static inline void
spin_unnote(struct spinlock *lock)
{
	if (KERN_INVARIANTS)
		witness_drop_spinlock(lock->row, lock);
}

/* Take the lock; the caller is in a critical section already. */
static inline void
spin_acquire(struct spinlock *lock)
{
	if (__builtin_expect(!atomic_cmpset_int(&lock->word, 0, SPIN_ONE),
	    false))
		spin_wait(lock);
	spin_note(lock);
}

/* Give the lock up, and stay in the critical section. */
static inline void
spin_release(struct spinlock *lock)
{
	KASSERT((lock->word & SPIN_COUNT) == 1 &&
	    (lock->word & SPIN_SHARED) == 0, "spin_unlock: %s %p is not held",
	    lock_row_table[lock->row].name, (void *)lock);
	spin_unnote(lock);
	atomic_subtract_int(&lock->word, SPIN_ONE);
}

/* Context: any */
static inline void
spin_lock(struct spinlock *lock)
{
	crit_enter();
	spin_acquire(lock);
}

/* Context: crit */
static inline void
spin_unlock(struct spinlock *lock)
{
	spin_release(lock);
	crit_exit();
}

/* Take the lock if nobody has it; say whether it was.  Context: any */
static inline bool
spin_try(struct spinlock *lock)
{
	crit_enter();
	if (atomic_cmpset_int(&lock->word, 0, SPIN_ONE)) {
		spin_note(lock);
		return (true);
	}
	crit_exit();
	return (false);
}

/* Take the lock beside others who share it.  Context: any */
static inline void
spin_lock_shared(struct spinlock *lock)
{
	crit_enter();
	if (!atomic_cmpset_int(&lock->word, 0, SPIN_SHARED | SPIN_ONE))
		spin_wait_shared(lock);
	spin_note(lock);
}

/* Context: crit */
static inline void
spin_unlock_shared(struct spinlock *lock)
{
	spin_unnote(lock);
	spin_drop_shared(lock);
	crit_exit();
}

#endif
