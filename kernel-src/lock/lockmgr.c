/* SPDX-License-Identifier: BSD-3-Clause */
/* Long locks: their counts are touched under their guards alone. */

#include "lock/lockmgr.h"

#include "kernel.h"
#include "syscall.gen.h"

/* Sleep until somebody gave the lock up; under the guard. */
static int
await(struct lockmgr *l, uint32_t flags)
{
	if (l->drained)
		return (ENOLCK);
	if (flags & LOCKMGR_NOWAIT)
		return (EBUSY);
	return (lwkt_sleep_locked(l, flags & TDW_ABORTABLE, 0, &l->guard));
}

/* What the witness sees of a request, and of what came of it. */
static void
asked(struct lockmgr *l)
{
	if (KERN_INVARIANTS)
		witness_take(l->row, l);
}

static int
answered(struct lockmgr *l, int error)
{
	if (KERN_INVARIANTS && error != 0)
		witness_drop(l->row, l);
	return (error);
}

/*
 * Share a lock.
 *
 * Context: thread
 */
int
lockmgr_share(struct lockmgr *l, uint32_t flags)
{
	int error = 0;

	asked(l);
	spin_lock(&l->guard);
	if (l->drained)
		error = ENOLCK;
	else if (l->owner == curthread())
		error = EDEADLK;
	while (error == 0 && (l->owner != NULL || l->wanting > 0))
		error = await(l, flags);
	if (error == 0)
		l->sharing++;
	spin_unlock(&l->guard);
	return (answered(l, error));
}

/*
 * Have a lock exclusively.
 *
 * Context: thread
 */
int
lockmgr_lock(struct lockmgr *l, uint32_t flags)
{
	int error = 0;

	asked(l);
	spin_lock(&l->guard);
	if (l->drained)
		error = ENOLCK;
	else if (l->owner == curthread())
		error = EDEADLK;
	l->wanting++;
	while (error == 0 && (l->owner != NULL || l->sharing > 0 ||
	    l->upgrading))
		error = await(l, flags);
	l->wanting--;
	if (error == 0)
		l->owner = curthread();
	spin_unlock(&l->guard);
	return (answered(l, error));
}

/*
 * From shared to exclusive.  On any error the caller shares it as before.
 *
 * Context: thread
 */
int
lockmgr_upgrade(struct lockmgr *l, uint32_t flags)
{
	int error = 0;

	spin_lock(&l->guard);
	KASSERT(l->sharing > 0, "lockmgr_upgrade: %s is not shared",
	    lock_row_table[l->row].name);
	if (l->upgrading) {
		spin_unlock(&l->guard);
		return (EDEADLK);
	}
	l->upgrading = 1;
	l->wanting++;
	while (error == 0 && l->sharing > 1)
		error = await(l, flags);
	l->wanting--;
	l->upgrading = 0;
	if (error == 0) {
		l->sharing = 0;
		l->owner = curthread();
	}
	spin_unlock(&l->guard);
	if (error != 0)
		lwkt_wakeup(l);
	return (error);
}

/*
 * From exclusive to shared.
 *
 * Context: any
 */
void
lockmgr_downgrade(struct lockmgr *l)
{
	spin_lock(&l->guard);
	KASSERT(l->owner == curthread(), "lockmgr_downgrade: %s is not ours",
	    lock_row_table[l->row].name);
	l->owner = NULL;
	l->sharing = 1;
	spin_unlock(&l->guard);
	lwkt_wakeup(l);
}

/*
 * Give it up, shared or exclusive.
 *
 * Context: any
 */
void
lockmgr_unlock(struct lockmgr *l)
{
	if (KERN_INVARIANTS)
		witness_drop(l->row, l);
	spin_lock(&l->guard);
	KASSERT(l->owner == curthread() || l->sharing > 0,
	    "lockmgr_unlock: %s is not held",
	    lock_row_table[l->row].name);
	if (l->owner != NULL)
		l->owner = NULL;
	else
		l->sharing--;
	spin_unlock(&l->guard);
	lwkt_wakeup(l);
}

/*
 * Let nobody have it any more, and wait until nobody has.
 *
 * Context: thread
 */
void
lockmgr_drain(struct lockmgr *l)
{
	spin_lock(&l->guard);
	l->drained = 1;
	spin_unlock(&l->guard);
	lwkt_wakeup(l);			/* who waits gives up */
	spin_lock(&l->guard);
	while (l->owner != NULL || l->sharing > 0 || l->wanting > 0)
		(void)lwkt_sleep_locked(l, 0, 0, &l->guard);
	spin_unlock(&l->guard);
}
