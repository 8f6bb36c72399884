/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Long locks: shared or exclusive, kept over sleeps, for what is held while
 * disks turn.
 *
 *	lockmgr_share		shared; waits for the exclusive holder, and for
 *				those who wait to be it
 *	lockmgr_lock		exclusive
 *	lockmgr_upgrade		from shared to exclusive, without a moment in
 *				which somebody else has it exclusively
 *	lockmgr_downgrade	back
 *	lockmgr_unlock		whatever one has
 *	lockmgr_drain		nobody gets it any more: returns when the last
 *				one has given it up, and it may be freed
 *
 * What may go wrong is returned:
 *
 *	EDEADLK		the caller has it exclusively; or another sharer waits
 *			to upgrade, and each would wait for the other.  The
 *			caller still shares it, and must give it up.
 *	EBUSY		LOCKMGR_NOWAIT, and it cannot be had now
 *	EINTR		LOCKMGR_ABORTABLE, and a signal came first
 *	ENOLCK		the lock is being drained
 */
#ifndef LOCK_LOCKMGR_H
#define LOCK_LOCKMGR_H

#include "lock.gen.h"
#include "lock/spinlock.h"
#include "lwkt/lwkt.h"
#include "types.h"

enum {
	LOCKMGR_NOWAIT = 0x100,
	LOCKMGR_ABORTABLE = TDW_ABORTABLE
};

int	lockmgr_share(struct lockmgr *, uint32_t);
int	lockmgr_lock(struct lockmgr *, uint32_t);
int	lockmgr_upgrade(struct lockmgr *, uint32_t);
void	lockmgr_downgrade(struct lockmgr *);
void	lockmgr_unlock(struct lockmgr *);
void	lockmgr_drain(struct lockmgr *);

#endif
