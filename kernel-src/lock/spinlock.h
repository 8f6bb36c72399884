/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Spinlocks: what several CPUs touch, for a few instructions.
 *
 * Who holds one is in a critical section, and neither sleeps nor sends what it
 * would wait for: another CPU that waits for the lock handles no messages.
 */
#ifndef LOCK_SPINLOCK_H
#define LOCK_SPINLOCK_H

#include "cpu.h"
#include "lwkt/lwkt.h"
#include "types.h"

struct spinlock {
	uint32_t	held;
};

/* Take the lock; the caller is in a critical section already. */
static inline void
spin_acquire(struct spinlock *lock)
{
	while (__builtin_expect(atomic_swap_int(&lock->held, 1) != 0, false)) {
		while (atomic_load_int(&lock->held) != 0)
			cpu_pause();
	}
}

/* Give the lock up, and stay in the critical section. */
static inline void
spin_release(struct spinlock *lock)
{
	KASSERT(lock->held != 0, "spin_unlock: %p is not held", (void *)lock);
	atomic_store_int(&lock->held, 0);
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

#endif
