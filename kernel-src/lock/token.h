/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tokens: of those who hold one, at most one runs.
 *
 * A thread takes tokens and sleeps with them: when it is switched out its
 * tokens are given up, the newest first, and before it runs again the
 * scheduler has taken them all, the oldest first.  So nobody waits for one who
 * sleeps, no order of tokens makes a deadlock, and whatever was true under a
 * token must be looked at again behind every call that may block; taking
 * another token is such a call.  An interrupt thread that comes between takes
 * nothing away from whom it interrupts.
 *
 * The word of a token is 0 when nobody holds it.  Else it is
 *
 *	the address of a reference	one thread holds it alone
 *	TOKEN_SHARED, TOKEN_UNITs	so many share it
 *
 * with two bits beside: TOKEN_EXCLREQ, somebody wants it alone, so no other
 * who holds nothing may begin to share it; TOKEN_WANTED, a CPU in `waiting'
 * has threads that wait, and is told when it is free.
 *
 * A thread's references stand at the bottom of its stack, a page; td->
 * token_stop is the end of them.  Whether a thread holds any is one look at the
 * low bits of that, which is what a switch pays for tokens.  Which token a
 * reference is to stands in it, and bit 0 says that it is shared.  A token that
 * a thread has alone it may take again; the word names the reference that
 * came first.  Who shares a token and then wants it alone would wait for
 * himself, and ends the kernel.
 *
 * Tokens are given up in the opposite order of their taking; token_swap()
 * exchanges the newest two.  Neither handlers of interrupts and IPI messages
 * nor who holds a spinlock may take one.
 *
 * Who replaces what readers find under a token that they share need not hold it
 * meanwhile: token_synchronize() waits until all who had it then have given it
 * up.  Nobody but who competes for it is disturbed: no CPU is asked anything.
 * Readers that are to pay nothing at all have a domain (rcu.h).
 *
 * Who cannot have a token waits a little, longer each time, for another CPU may
 * have it for a few instructions only; then he is switched out, and takes all
 * his tokens together.  After TOKEN_ROUNDS vain attempts at all of them a
 * thread takes them by their addresses: among those who do so somebody always
 * goes on.
 */
#ifndef LOCK_TOKEN_H
#define LOCK_TOKEN_H

#include "cpu.h"
#include "lock.gen.h"
#include "lock/witness.h"
#include "lwkt/lwkt.h"
#include "types.h"

enum {
	TOKEN_UNIT = 0x8,		/* one who shares it */
	TOKEN_FLAGS = TOKEN_UNIT - 1,
	TOKEN_REF = sizeof(struct token_reference),
	TOKEN_REFS = 32,		/* of a thread, at most */
	TOKEN_BACKOFF = 4096,		/* pauses of the longest wait */
	TOKEN_ROUNDS = 10
};

void	token_wait(struct token *);
void	token_get_shared(struct token *);
bool	token_try(struct token *);
void	token_give(struct token *);
void	token_synchronize(struct token *);
void	token_swap(void);
bool	token_is_held(const struct token *);
struct token *token_pool(const void *);
void	token_give_all(struct thread *);
bool	token_take_all(struct thread *);

/* Does a thread that runs hold tokens?  Context: any */
static inline bool
token_some(const struct thread *td)
{
	return ((td->token_stop & PAGE_MASK) != 0);
}

/* The token that a thread took last; it has some.  Context: any */
static inline struct token *
token_newest(const struct thread *td)
{
	uintptr_t ref = *(const uintptr_t *)(td->token_stop - TOKEN_REF);

	return ((struct token *)(ref & ~(uintptr_t)TOKEN_SHARED));
}

/* Take a token, alone.  Context: thread */
static inline void
token_get(struct token *token)
{
	struct thread *td = curthread();
	uintptr_t ref = td->token_stop;

	if (KERN_INVARIANTS)
		witness_take_token(token);
	if (__builtin_expect(atomic_cmpset_long(&token->word, 0, ref), true)) {
		*(uintptr_t *)ref = (uintptr_t)token;
		atomic_add_long_nonlocked(&td->token_stop, TOKEN_REF);
	} else {
		token_wait(token);
	}
}

/*
 * Give up the newest token.  That its word names our newest reference says
 * that it is the newest, that we have it alone, and that nobody waits.
 * Context: any
 */
static inline void
token_release(struct token *token)
{
	struct thread *td = curthread();

	atomic_subtract_long_nonlocked(&td->token_stop, TOKEN_REF);
	if (__builtin_expect(!atomic_cmpset_long(&token->word,
	    *(volatile uintptr_t *)&td->token_stop, 0), false))
		token_give(token);
}

#endif
