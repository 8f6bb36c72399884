/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The witness: in kernels with assertions, it sees every lock that is taken
 * and what its taker holds already.
 *
 * What is declared (`after' in a decl.py) is a partial order.  Taking a lock
 * against it ends the kernel, with both locks' names and both places of
 * declaration, also when no second thread was there to make a deadlock of it.
 * Two declared locks of which no order is declared may be nested; the witness
 * remembers that they were, and tells whoever asks (`locks' at the prompt).
 * When they were nested both ways, it says so.
 *
 * A lock that nobody declares has place 0, and no order.
 */
#ifndef LOCK_WITNESS_H
#define LOCK_WITNESS_H

#include "lock_table.gen.h"
#include "types.h"

struct spinlock;
struct token;

void	witness_take_spinlock(uint32_t, struct spinlock *);
void	witness_drop_spinlock(uint32_t, struct spinlock *);
void	witness_take(uint32_t, const void *);
void	witness_drop(uint32_t, const void *);
void	witness_take_token(const struct token *);
void	witness_may_switch(const char *);
bool	witness_nesting(unsigned, uint32_t *, uint32_t *);
bool	witness_has_nested(uint32_t, uint32_t);

/* Say whether it is declared that `held' comes before `taken'. */
static inline bool
lock_comes_before(uint32_t held, uint32_t taken)
{
	return (lock_row_table[taken].before[held / 32] >> held % 32 & 1);
}

#endif
