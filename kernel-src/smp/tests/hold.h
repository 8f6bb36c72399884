/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A CPU that is kept in a critical section: it handles nothing that it is sent
 * until it is let go.
 */
#ifndef SMP_TESTS_HOLD_H
#define SMP_TESTS_HOLD_H

#include "ktest/ktest.h"
#include "smp/smp.h"

struct hold {
	uint32_t	here;		/* the CPU stands still; atomics only */
	uint32_t	gone;		/* it may go on; atomics only */
	uint32_t	threads;	/* as many as before */
};

bool	hold_begin(struct ktest *, struct hold *, struct cpu *);
void	hold_let_go(struct hold *);
void	hold_end(struct hold *);

#endif
