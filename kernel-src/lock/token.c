/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens: everything but the cases in which nobody else wants them. */

#include "lock/token.h"

#include "ipi_message.gen.h"
#include "kernel.h"
#include "smp/smp.h"

enum {
	POOL = 1024			/* a power of two */
};

static struct token pool[POOL];

static inline uintptr_t
load(const uintptr_t *word)
{
	return (atomic_load_long(word));
}

static inline struct token *
token_of(uintptr_t ref)
{
	return ((struct token *)(*(uintptr_t *)ref & ~(uintptr_t)TOKEN_SHARED));
}

static inline bool
is_shared(uintptr_t ref)
{
	return ((*(uintptr_t *)ref & TOKEN_SHARED) != 0);
}

static const char *
name_of(const struct token *token)
{
	return (lock_row_table[token->row].name);
}

/* Is it this thread that holds a token alone, by the token's word? */
static bool
is_owner(const struct thread *td, uintptr_t word)
{
	uintptr_t ref = word & ~(uintptr_t)TOKEN_FLAGS;

	return ((word & TOKEN_SHARED) == 0 && ref >= td->stack &&
	    ref < td->stack + TOKEN_REFS * TOKEN_REF);
}

/*
 * Have our CPU told when a token is free: first it is among those to tell,
 * then the word says so, unless the token has changed meanwhile.
 */
static bool
want(struct token *token, uintptr_t word, uintptr_t flags)
{
	atomic_set_int(&token->waiting, 1u << curcpu()->id);
	if ((word & flags) == flags)
		return (load(&token->word) == word);
	return (atomic_cmpset_long(&token->word, word, word | flags));
}

/*
 * Take a token for a reference; when it cannot be had and `wait', have our CPU
 * told.
 */
static bool
try_alone(struct thread *td, struct token *token, uintptr_t ref, bool wait)
{
	for (;;) {
		uintptr_t word = load(&token->word);

		if ((word & ~(uintptr_t)(TOKEN_EXCLREQ | TOKEN_WANTED)) == 0) {
			if (atomic_cmpset_long(&token->word, word,
			    ref | (word & TOKEN_WANTED)))
				return (true);
			continue;
		}
		if (is_owner(td, word))
			return (true);
		if (!wait || want(token, word, TOKEN_EXCLREQ | TOKEN_WANTED))
			return (false);
	}
}

/*
 * The same beside others.  Who holds nothing else lets those go first who want
 * it alone; who does not might make them wait for what he holds.
 */
static bool
try_shared(struct thread *td, struct token *token, uintptr_t ref, bool wait)
{
	for (;;) {
		uintptr_t word = load(&token->word);
		bool polite = (word & TOKEN_EXCLREQ) != 0 && ref == td->stack;

		if (is_owner(td, word))
			return (true);
		if (!polite && ((word & TOKEN_SHARED) != 0 ||
		    (word & ~(uintptr_t)TOKEN_FLAGS) == 0)) {
			if (atomic_cmpset_long(&token->word, word,
			    (word | TOKEN_SHARED) + TOKEN_UNIT))
				return (true);
			continue;
		}
		if (!wait || want(token, word, TOKEN_WANTED))
			return (false);
	}
}

static bool
try(struct thread *td, uintptr_t ref, bool wait)
{
	return (is_shared(ref) ? try_shared(td, token_of(ref), ref, wait) :
	    try_alone(td, token_of(ref), ref, wait));
}

/* Another CPU has given up a token that threads of ours wait for. */
static void
look_again(struct cpu *cpu)
{
	cpu->stalled = 0;
	pending_set(cpu, PENDING_PREEMPT | PENDING_RESCHED);
}

/* Context: crit */
void
ipi_on_token_free(void)
{
	look_again(curcpu());
}

/* Tell the CPUs that wait for a token that it is free. */
static void
tell(struct token *token)
{
	uint32_t waiting = atomic_swap_int(&token->waiting, 0);

	crit_enter();
	for (; waiting != 0; waiting &= waiting - 1) {
		struct cpu *cpu = cpu_of((unsigned)__builtin_ctz(waiting));

		if (cpu == curcpu())
			look_again(cpu);
		else
			(void)ipi_token_free(cpu);
	}
	crit_exit();
}

/*
 * Give up what a reference has; one that was not the first of its thread has
 * nothing.  Says whether somebody is to be told.
 */
static bool
give(struct thread *td, struct token *token, uintptr_t ref, bool shared)
{
	for (;;) {
		uintptr_t word = load(&token->word), left = word - TOKEN_UNIT;

		if (is_owner(td, word)) {
			if ((word & ~(uintptr_t)TOKEN_FLAGS) != ref)
				return (false);
			left = word & TOKEN_EXCLREQ;
		} else if (!shared || (word & TOKEN_SHARED) == 0) {
			panic("token_release: %s is not held by %s (word %zx)",
			    name_of(token), td->name, (size_t)word);
		} else if ((left & ~(uintptr_t)TOKEN_FLAGS) == 0) {
			left &= TOKEN_EXCLREQ;
		}
		if (atomic_cmpset_long(&token->word, word, left))
			return ((word & ~left & TOKEN_WANTED) != 0);
	}
}

/*
 * Give up the newest token, whose reference is taken away already, in every
 * case but that in which nobody else wants it.
 *
 * Context: any
 */
void
token_give(struct token *token)
{
	struct thread *td = curthread();
	uintptr_t ref = td->token_stop;

	if (ref < td->stack || ref - td->stack >= TOKEN_REFS * TOKEN_REF)
		panic("token_release: %s holds no token, and gives up %s",
		    td->name, name_of(token));
	if (token_of(ref) != token)
		panic("token_release: %s is given up before %s, which %s took "
		    "later", name_of(token), name_of(token_of(ref)), td->name);
	if (give(td, token, ref, is_shared(ref)))
		tell(token);
}

/* Who shares a token and wants it alone waits for himself. */
static void
refuse_upgrade(const struct thread *td, const struct token *token)
{
	for (uintptr_t ref = td->stack; ref < td->token_stop; ref += TOKEN_REF)
		if (token_of(ref) == token && is_shared(ref))
			panic("token_get: %s shares %s, and wants it alone",
			    td->name, name_of(token));
}

/* Try for a little while, each time after a longer one. */
static bool
insist(struct thread *td, uintptr_t ref)
{
	if (try(td, ref, false))
		return (true);
	for (unsigned n = 1; cpu_count > 1 && n <= TOKEN_BACKOFF; n *= 2) {
		for (unsigned i = 0; i < n; i++)
			cpu_pause();
		if (try(td, ref, false))
			return (true);
	}
	return (false);
}

/*
 * Take one token more; if it cannot be had, let the scheduler take all that we
 * have, and it.
 */
static void
take(struct token *token, uintptr_t shared)
{
	struct thread *td = curthread();
	uintptr_t ref = td->token_stop;

	*(uintptr_t *)ref = (uintptr_t)token | shared;
	if (insist(td, ref)) {
		td->token_stop = ref + TOKEN_REF;
		return;
	}
	atomic_add_int(&token->collisions, 1);
	crit_enter();
	token_give_all(td);
	td->token_stop = ref + TOKEN_REF;
	td->flags |= TDF_TOKENS;
	lwkt_switch();
	crit_exit();
}

/*
 * Take a token alone that is not simply free.
 *
 * Context: thread
 */
void
token_wait(struct token *token)
{
	refuse_upgrade(curthread(), token);
	take(token, 0);
}

/*
 * Take a token beside others who share it.
 *
 * Context: thread
 */
void
token_get_shared(struct token *token)
{
	if (KERN_INVARIANTS)
		witness_take_token(token);
	take(token, TOKEN_SHARED);
}

/*
 * Take a token alone if it can be had at once; say whether it was.
 *
 * Context: any
 */
bool
token_try(struct token *token)
{
	struct thread *td = curthread();
	uintptr_t ref = td->token_stop;

	if (KERN_INVARIANTS)
		witness_take_token(token);
	*(uintptr_t *)ref = (uintptr_t)token;
	if (!try_alone(td, token, ref, false))
		return (false);
	td->token_stop = ref + TOKEN_REF;
	return (true);
}

/*
 * Wait until all who have a token now, alone or not, have given it up, if only
 * because they sleep: what the caller replaced before, nobody finds any more
 * who takes it from now on, and nobody holds on to.  To have had it alone says
 * that; who begins to share it waits for us meanwhile.
 *
 * Context: thread
 */
void
token_synchronize(struct token *token)
{
	token_get(token);
	token_release(token);
}

/* When a token's word names the reference `from', let it name `to'. */
static void
rename(struct token *token, uintptr_t from, uintptr_t to)
{
	uintptr_t word;

	do {
		word = load(&token->word);
		if ((word & TOKEN_SHARED) != 0 ||
		    (word & ~(uintptr_t)TOKEN_FLAGS) != from)
			return;
	} while (!atomic_cmpset_long(&token->word, word, word - from + to));
}

/*
 * Exchange our newest two tokens, to give up the older one first.  A word that
 * names one of the references names the other one then.
 *
 * Context: thread
 */
void
token_swap(void)
{
	struct thread *td = curthread();
	uintptr_t high = td->token_stop - TOKEN_REF, low = high - TOKEN_REF;
	struct token *first, *second;
	uintptr_t kept;

	KASSERT(td->token_stop >= td->stack + 2 * TOKEN_REF,
	    "token_swap: %s has no two tokens", td->name);
	first = token_of(low);
	second = token_of(high);
	kept = *(uintptr_t *)low;
	crit_enter();
	*(uintptr_t *)low = *(uintptr_t *)high;
	*(uintptr_t *)high = kept;
	if (first != second) {
		rename(first, low, high);
		rename(second, high, low);
	}
	crit_exit();
}

/*
 * Say whether this thread holds a token, alone or not.
 *
 * Context: any
 */
bool
token_is_held(const struct token *token)
{
	struct thread *td = curthread();

	for (uintptr_t ref = td->stack; ref < td->token_stop; ref += TOKEN_REF)
		if (token_of(ref) == token)
			return (true);
	return (false);
}

/*
 * The token that stands for the object at an address, and for others.
 *
 * Context: any
 */
struct token *
token_pool(const void *object)
{
	uintptr_t hash = (uintptr_t)object >> 4;

	return (&pool[(hash ^ hash >> 10) % POOL]);
}

/*
 * A thread is switched out: its tokens are free, the newest first.
 *
 * Context: crit
 */
void
token_give_all(struct thread *td)
{
	if (td->flags & TDF_TOKENS)
		return;
	for (uintptr_t ref = td->token_stop; ref > td->stack;) {
		ref -= TOKEN_REF;
		if (give(td, token_of(ref), ref, is_shared(ref)))
			tell(token_of(ref));
	}
	td->flags |= TDF_TOKENS;
}

/* Put a thread's references in the order of their tokens' addresses. */
static unsigned
sorted(const struct thread *td, uintptr_t *refs)
{
	unsigned n = 0;

	for (uintptr_t ref = td->stack; ref < td->token_stop;
	    ref += TOKEN_REF) {
		unsigned i = n++;

		for (; i > 0 && token_of(refs[i - 1]) > token_of(ref); i--)
			refs[i] = refs[i - 1];
		refs[i] = ref;
	}
	return (n);
}

/*
 * A thread is about to run again: take all its tokens, or none; say which.
 *
 * Context: crit
 */
bool
token_take_all(struct thread *td)
{
	unsigned n = (unsigned)(td->token_stop - td->stack) / TOKEN_REF, i;
	uintptr_t refs[TOKEN_REFS];

	if (td->token_rounds >= TOKEN_ROUNDS) {
		n = sorted(td, refs);
	} else {
		for (i = 0; i < n; i++)
			refs[i] = td->stack + i * TOKEN_REF;
	}
	for (i = 0; i < n && try(td, refs[i], true); i++)
		continue;
	if (i < n) {
		atomic_add_int(&token_of(refs[i])->collisions, 1);
		td->token_rounds++;
		while (i-- > 0)
			if (give(td, token_of(refs[i]), refs[i],
			    is_shared(refs[i])))
				tell(token_of(refs[i]));
		return (false);
	}
	td->flags &= ~(uint32_t)TDF_TOKENS;
	td->token_rounds = 0;
	return (true);
}
