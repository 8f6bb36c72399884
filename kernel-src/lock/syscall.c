/* SPDX-License-Identifier: BSD-3-Clause */
/* What the witness tells whoever asks. */

#include "kernel.h"
#include "lock.gen.h"
#include "lock/witness.h"
#include "syscall.gen.h"

/* Context: thread */
intptr_t
sys_lock_nesting(uint32_t index, struct lock_nesting *nesting)
{
	const struct lock_row *first, *second;
	uint32_t held, taken;

	if (!witness_nesting(index, &held, &taken))
		return (-ESRCH);
	first = &lock_row_table[held];
	second = &lock_row_table[taken];
	strlcpy(nesting->held, first->name, sizeof(nesting->held));
	strlcpy(nesting->held_at, first->at, sizeof(nesting->held_at));
	strlcpy(nesting->taken, second->name, sizeof(nesting->taken));
	strlcpy(nesting->taken_at, second->at, sizeof(nesting->taken_at));
	nesting->both_ways = witness_has_nested(taken, held);
	return (0);
}
