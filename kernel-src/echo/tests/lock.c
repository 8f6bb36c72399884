/* SPDX-License-Identifier: BSD-3-Clause */
/* The declared order of locks. */

#include "ktest/ktest.h"
#include "lock/witness.h"

void
ktest_echo_locks_are_in_order(struct ktest *t)
{
	KTEST_ASSERT(t, lock_comes_before(LOCK_ECHO_TOKEN, LOCK_MAIL_TOKEN) &&
	    lock_comes_before(LOCK_MAIL_TOKEN, LOCK_MAIL_LOCK) &&
	    lock_comes_before(LOCK_ECHO_TOKEN, LOCK_MAIL_LOCK),
	    "an order is lost");
	for (unsigned i = 0; i < lock_row_count; i++)
		for (unsigned j = i; j < lock_row_count; j++)
			KTEST_ASSERT(t, !lock_comes_before(j, i),
			    "%s before %s", lock_row_table[j].name,
			    lock_row_table[i].name);
}
