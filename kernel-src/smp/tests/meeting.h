/* SPDX-License-Identifier: BSD-3-Clause */
/* Threads of all CPUs that one thread starts and waits for. */
#ifndef SMP_TESTS_MEETING_H
#define SMP_TESTS_MEETING_H

#include "ktest/ktest.h"
#include "lock/spinlock.h"
#include "smp/smp.h"

struct meeting {
	struct spinlock	 lock;
	unsigned	 left;			/* under the lock */
	void		(*act)(struct meeting *);
	void		*subject;
};

void	meeting_hold(struct ktest *, struct meeting *, unsigned);

#endif
