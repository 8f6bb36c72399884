/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Mutexes: alone or shared, kept over sleeps, handed over in the order of
 * asking.
 *
 * The word says who holds one, and who wants it:
 *
 *	bits 0-27		how often it is held
 *	MUTEX_EXWANTED		somebody waits to have it alone
 *	MUTEX_SHWANTED		somebody waits to share it
 *	MUTEX_EXCLUSIVE		it is held by one thread, `owner'
 *
 * Who has it alone may lock it again.  Who cannot have it puts a link, on his
 * stack, at the end of the mutex's queue, and sleeps.  Who gives it up while
 * the queue is not empty gives it to the first in the queue, or, when that one
 * wants to share, to all of them who do up to the next who does not: nobody
 * can come between, and the woken need not try again.  While somebody waits,
 * who comes waits too, but for the owner.
 *
 * A wait can be abortable: then a signal ends it, and EINTR is returned unless
 * the mutex has been handed over already.
 */
#ifndef LOCK_MUTEX_H
#define LOCK_MUTEX_H

#include "cpu.h"
#include "lock.gen.h"
#include "lock/spinlock.h"
#include "lock/witness.h"
#include "lwkt/lwkt.h"
#include "types.h"

enum {
	MUTEX_COUNT = 0x0fffffff
};

/* Who waits, on his stack; under the mutex's spinlock. */
struct mutex_link {
	struct mutex_link *next;
	struct thread	*thread;
	bool		 shared;
	bool		 granted;
};

int	mutex_wait(struct mutex *, bool, uint32_t);
void	mutex_hand_over(struct mutex *);
void	mutex_lock_shared(struct mutex *);
int	mutex_lock_abortable(struct mutex *);
int	mutex_lock_shared_abortable(struct mutex *);
bool	mutex_try_upgrade(struct mutex *);
void	mutex_downgrade(struct mutex *);
void	mutex_unlock_shared(struct mutex *);

/* Does this thread have it alone?  Context: any */
static inline bool
mutex_is_owned(const struct mutex *m)
{
	return (m->owner == curthread());
}

/* Context: thread */
static inline void
mutex_lock(struct mutex *m)
{
	if (KERN_INVARIANTS)
		witness_take(m->row, m);
	if (atomic_cmpset_int(&m->word, 0, MUTEX_EXCLUSIVE | 1))
		m->owner = curthread();
	else
		(void)mutex_wait(m, false, 0);
}

/* Context: any */
static inline bool
mutex_try(struct mutex *m)
{
	if (!atomic_cmpset_int(&m->word, 0, MUTEX_EXCLUSIVE | 1))
		return (false);
	if (KERN_INVARIANTS)
		witness_take(m->row, m);
	m->owner = curthread();
	return (true);
}

/* Context: any */
static inline void
mutex_unlock(struct mutex *m)
{
	KASSERT(mutex_is_owned(m), "mutex_unlock: %s is not %s's",
	    lock_row_table[m->row].name, curthread()->name);
	if (KERN_INVARIANTS)
		witness_drop(m->row, m);
	if (m->word == (MUTEX_EXCLUSIVE | 1))
		m->owner = NULL;
	if (!atomic_cmpset_int(&m->word, MUTEX_EXCLUSIVE | 1, 0))
		mutex_hand_over(m);
}

#endif
