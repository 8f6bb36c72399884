/* SPDX-License-Identifier: BSD-3-Clause */
/* What locks cost when nobody else wants them. */

#include "ktest/bench.h"
#include "lock/token.h"
#include "lock_lock.gen.h"

enum {
	TIMES = 1000
};

/* Context: thread */
void
bench_lock_token_pair(struct bench *b)
{
	bench_begin(b);
	for (int i = 0; i < TIMES / 20; i++)
		bench_twenty(token_get(&bench_token);
		    token_release(&bench_token));
	bench_end(b, TIMES);
}

/* Context: thread */
void
bench_lock_spin_pair(struct bench *b)
{
	bench_begin(b);
	for (int i = 0; i < TIMES / 20; i++)
		bench_twenty(spin_lock(&bench_lock);
		    spin_unlock(&bench_lock));
	bench_end(b, TIMES);
}
