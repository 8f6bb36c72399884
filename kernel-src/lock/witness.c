/* SPDX-License-Identifier: BSD-3-Clause */
/* Who holds what while he takes what. */

#include "lock/witness.h"

#include "cpu.h"
#include "kernel.h"
#include "lock.gen.h"
#include "lock/token.h"
#include "lwkt/lwkt.h"
#include "percpu.gen.h"

enum {
	HELD_MOST = nitems(((struct held_locks *)0)->held)
};

/* Which locks were taken under each, without a declared order. */
static uint32_t nestings[LOCK_ROWS][LOCK_WORDS];

static bool
was_nested(uint32_t held, uint32_t taken)
{
	return (nestings[held][taken / 32] >> taken % 32 & 1);
}

/* `taken' is taken under `held'; both are declared. */
static void
nest(uint32_t held, uint32_t taken)
{
	const struct lock_row *first = &lock_row_table[held];
	const struct lock_row *second = &lock_row_table[taken];

	if (lock_comes_before(held, taken))
		return;
	if (lock_comes_before(taken, held))
		panic("lock order: %s (%s) is taken under %s (%s), and is "
		    "declared to come before it", second->name, second->at,
		    first->name, first->at);
	if (!was_nested(held, taken))
		atomic_set_int(&nestings[held][taken / 32],
		    1u << taken % 32);
}

/* What a thread holds over sleeps, behind its references to tokens. */
struct held_over_sleeps {
	uintptr_t	n;
	struct {
		const void	*lock;
		uintptr_t	 row;
	} at[15];
};

_Static_assert(TOKEN_REFS * TOKEN_REF + sizeof(struct held_over_sleeps) <= 512,
    "what is held stands in the lowest 512 bytes of a stack");

static struct held_over_sleeps *
held_over_sleeps(void)
{
	return ((struct held_over_sleeps *)(curthread()->stack +
	    TOKEN_REFS * TOKEN_REF));
}

/* A declared lock is taken under whatever this thread holds over sleeps. */
static void
nest_under(uint32_t row, const void *lock)
{
	const struct held_over_sleeps *held = held_over_sleeps();
	struct thread *td = curthread();

	for (uintptr_t at = td->stack; row != 0 && at < td->token_stop;
	    at += TOKEN_REF) {
		uintptr_t ref = *(uintptr_t *)at & ~(uintptr_t)TOKEN_SHARED;
		const struct token *token = (const struct token *)ref;

		if (token->row != 0 && token != lock)
			nest(token->row, row);
	}
	for (uintptr_t i = 0; row != 0 && i < held->n; i++) {
		if (held->at[i].row != 0 && held->at[i].lock != lock)
			nest((uint32_t)held->at[i].row, row);
	}
}

/*
 * This thread is about to wait for a lock that is held over sleeps.
 *
 * Context: any
 */
void
witness_take(uint32_t row, const void *lock)
{
	struct held_over_sleeps *held = held_over_sleeps();
	const char *name = lock_row_table[row].name;

	witness_may_switch(name);
	if (curcpu()->handling != 0)
		panic("%s is taken by a handler of CPU %u", name,
		    curcpu()->id);
	if (held->n == nitems(held->at))
		panic("%s: %s holds %zu locks already", name,
		    curthread()->name, (size_t)held->n);
	nest_under(row, lock);
	held->at[held->n].lock = lock;
	held->at[held->n++].row = row;
}

/*
 * This thread holds it no more, or did not get it.
 *
 * Context: any
 */
void
witness_drop(uint32_t row, const void *lock)
{
	struct held_over_sleeps *held = held_over_sleeps();
	uintptr_t i = held->n;

	while (i > 0 && held->at[i - 1].lock != lock)
		i--;
	if (i == 0)
		panic("%s %p is given up by %s, who does not hold it",
		    lock_row_table[row].name, lock, curthread()->name);
	for (; i < held->n; i++)
		held->at[i - 1] = held->at[i];
	held->n--;
}

/*
 * This thread is about to take a token.
 *
 * Context: any
 */
void
witness_take_token(const struct token *token)
{
	struct thread *td = curthread();
	const char *name = lock_row_table[token->row].name;

	witness_may_switch("token_get");
	if (curcpu()->handling != 0)
		panic("token_get: %s is taken by a handler of CPU %u", name,
		    curcpu()->id);
	if (td->token_stop - td->stack >= TOKEN_REFS * TOKEN_REF)
		panic("token_get: %s has %u tokens, and takes %s", td->name,
		    TOKEN_REFS, name);
	nest_under(token->row, token);
}

/*
 * This CPU is about to hold one spinlock more.
 *
 * Context: crit
 */
void
witness_take_spinlock(uint32_t row, struct spinlock *lock)
{
	struct held_locks *own = held_locks();
	uint32_t n = own->spinlocks;

	if (n == HELD_MOST)
		panic("%s %p: CPU %u holds %u spinlocks already",
		    lock_row_table[row].name, (void *)lock, curcpu()->id, n);
	for (uint32_t i = 0; i < n && row != 0; i++) {
		if (own->held[i]->row != 0)
			nest(own->held[i]->row, row);
	}
	if (curcpu()->handling == 0)
		nest_under(row, lock);
	own->held[n] = lock;
	own->spinlocks = n + 1;
}

/*
 * It gives one up, the newest or another one.
 *
 * Context: crit
 */
void
witness_drop_spinlock(uint32_t row, struct spinlock *lock)
{
	struct held_locks *own = held_locks();
	uint32_t i = own->spinlocks;

	while (i > 0 && own->held[i - 1] != lock)
		i--;
	if (i == 0)
		panic("%s %p is given up by CPU %u, which does not hold it",
		    lock_row_table[row].name, (void *)lock, curcpu()->id);
	for (; i < own->spinlocks; i++)
		own->held[i - 1] = own->held[i];
	own->spinlocks--;
}

/*
 * Whoever is about to wait holds no spinlock: another CPU may want it.  Who is
 * in no critical section holds none.
 *
 * Context: any
 */
void
witness_may_switch(const char *what)
{
	struct held_locks *own = held_locks();
	const struct spinlock *lock;

	if (curthread()->crit == 0 || own->spinlocks == 0)
		return;
	lock = own->held[own->spinlocks - 1];
	panic("%s: %s holds the spinlock %s (%s)", what, curthread()->name,
	    lock_row_table[lock->row].name, lock_row_table[lock->row].at);
}

/*
 * Was `taken' taken under `held', in no declared order?
 *
 * Context: any
 */
bool
witness_has_nested(uint32_t held, uint32_t taken)
{
	return (was_nested(held, taken));
}

/*
 * Tell the undeclared nesting number `n', from 0, by the locks' places in the
 * table; false when there are not as many.
 *
 * Context: any
 */
bool
witness_nesting(unsigned n, uint32_t *held, uint32_t *taken)
{
	for (*held = 1; *held < LOCK_ROWS; ++*held) {
		for (*taken = 1; *taken < LOCK_ROWS; ++*taken) {
			if (was_nested(*held, *taken) && n-- == 0)
				return (true);
		}
	}
	return (false);
}
