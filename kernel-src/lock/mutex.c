/* SPDX-License-Identifier: BSD-3-Clause */
/* Mutexes that are held, wanted, or shared: all of it under their guards. */

#include "lock/mutex.h"

#include "kernel.h"
#include "syscall.gen.h"

/*
 * Can it be had by who comes now?  Who waits goes before who comes, but not
 * before the owner.
 */
static bool
is_free(const struct mutex *m, uint32_t word, bool shared)
{
	if (m->owner == curthread())
		return (!shared);
	if (m->first != NULL)
		return (false);
	return ((word & MUTEX_COUNT) == 0 ||
	    (shared && (word & MUTEX_EXCLUSIVE) == 0));
}

/* What the word says of the queue. */
static uint32_t
wanted(const struct mutex *m)
{
	uint32_t bits = 0;

	for (const struct mutex_link *l = m->first; l != NULL; l = l->next)
		bits |= l->shared ? MUTEX_SHWANTED : MUTEX_EXWANTED;
	return (bits);
}

/*
 * Have it if it is free; say whether we have.  Else the word says from now on
 * that somebody wants it, and nobody gives it up without a look at the queue.
 */
static bool
have_or_want(struct mutex *m, bool shared)
{
	for (;;) {
		uint32_t word = atomic_load_int(&m->word);
		bool now = is_free(m, word, shared);
		uint32_t next = word;

		if (now)
			next = (word | (shared ? 0 : MUTEX_EXCLUSIVE)) + 1;
		else
			next |= shared ? MUTEX_SHWANTED : MUTEX_EXWANTED;
		if (!atomic_cmpset_int(&m->word, word, next))
			continue;
		if (now && !shared)
			m->owner = curthread();
		return (now);
	}
}

/* Stand at the end of the queue. */
static void
join(struct mutex *m, struct mutex_link *link)
{
	struct mutex_link **at = &m->first;

	while (*at != NULL)
		at = &(*at)->next;
	*at = link;
}

/* Leave the queue without the mutex. */
static void
leave(struct mutex *m, const struct mutex_link *link)
{
	struct mutex_link **at = &m->first;
	uint32_t word;

	while (*at != link)
		at = &(*at)->next;
	*at = link->next;
	do {
		word = atomic_load_int(&m->word);
	} while (!atomic_cmpset_int(&m->word, word, (word &
	    ~(uint32_t)(MUTEX_EXWANTED | MUTEX_SHWANTED)) | wanted(m)));
}

/*
 * Give it to those at the head of the queue who share it, or to the one there
 * who does not, beside `n' who have it.  Returns the channel on which they
 * sleep: nobody looks at what it points at, for they may be gone.
 */
static const void *
grant(struct mutex *m, uint32_t n)
{
	struct mutex_link *link = m->first;
	const void *channel = NULL;
	uint32_t exclusive = 0;

	m->owner = NULL;
	if (link != NULL && !link->shared && n == 0) {
		m->owner = link->thread;
		m->first = link->next;
		exclusive = MUTEX_EXCLUSIVE;
		n = 1;
		link->granted = true;
		channel = link;
	} else {
		for (; link != NULL && link->shared; link = m->first) {
			m->first = link->next;
			n++;
			link->granted = true;
			channel = m;
		}
	}
	atomic_store_int(&m->word, exclusive | n | wanted(m));
	return (channel);
}

/*
 * Wait for a mutex.  With `flags' TDW_ABORTABLE a signal ends the wait: then
 * EINTR is returned and we do not have it.
 *
 * Context: thread
 */
int
mutex_wait(struct mutex *m, bool shared, uint32_t flags)
{
	struct mutex_link link = { NULL, curthread(), shared, false };
	int error = 0;

	KASSERT(!shared || m->owner != curthread(),
	    "mutex_lock_shared: %s has %s alone", curthread()->name,
	    lock_row_table[m->row].name);
	spin_lock(&m->guard);
	link.granted = have_or_want(m, shared);
	if (!link.granted)
		join(m, &link);
	while (!link.granted && error == 0)
		error = lwkt_sleep_locked(shared ? (void *)m : (void *)&link,
		    flags, 0, &m->guard);
	if (link.granted)
		error = 0;
	else
		leave(m, &link);
	spin_unlock(&m->guard);
	if (KERN_INVARIANTS && error != 0)
		witness_drop(m->row, m);
	return (error);
}

/*
 * Give up a mutex that is held more than once, or wanted.
 *
 * Context: any
 */
void
mutex_hand_over(struct mutex *m)
{
	const void *channel = NULL;

	spin_lock(&m->guard);
	if ((m->word & MUTEX_COUNT) > 1)
		atomic_subtract_int(&m->word, 1);
	else
		channel = grant(m, 0);
	spin_unlock(&m->guard);
	/* Not under the guard: who waits for it handles no messages. */
	if (channel != NULL)
		lwkt_wakeup(channel);
}

/*
 * Share a mutex.
 *
 * Context: thread
 */
void
mutex_lock_shared(struct mutex *m)
{
	if (KERN_INVARIANTS)
		witness_take(m->row, m);
	(void)mutex_wait(m, true, 0);
}

/*
 * The same, or EINTR when a signal comes first.
 *
 * Context: thread
 */
int
mutex_lock_shared_abortable(struct mutex *m)
{
	if (KERN_INVARIANTS)
		witness_take(m->row, m);
	return (mutex_wait(m, true, TDW_ABORTABLE));
}

/*
 * Have a mutex alone, or EINTR when a signal comes first.
 *
 * Context: thread
 */
int
mutex_lock_abortable(struct mutex *m)
{
	if (KERN_INVARIANTS)
		witness_take(m->row, m);
	return (mutex_wait(m, false, TDW_ABORTABLE));
}

/*
 * Share a mutex no more.
 *
 * Context: any
 */
void
mutex_unlock_shared(struct mutex *m)
{
	const void *channel = NULL;

	KASSERT((m->word & MUTEX_EXCLUSIVE) == 0 &&
	    (m->word & MUTEX_COUNT) > 0, "mutex_unlock_shared: %s is not "
	    "shared (0x%x)", lock_row_table[m->row].name, m->word);
	if (KERN_INVARIANTS)
		witness_drop(m->row, m);
	spin_lock(&m->guard);
	if ((m->word & MUTEX_COUNT) > 1)
		atomic_subtract_int(&m->word, 1);
	else
		channel = grant(m, 0);
	spin_unlock(&m->guard);
	if (channel != NULL)
		lwkt_wakeup(channel);
}

/*
 * Have alone what only we share; say whether it was so.
 *
 * Context: any
 */
bool
mutex_try_upgrade(struct mutex *m)
{
	bool alone;

	spin_lock(&m->guard);
	alone = (m->word & MUTEX_COUNT) == 1 &&
	    (m->word & MUTEX_EXCLUSIVE) == 0;
	if (alone) {
		m->owner = curthread();
		atomic_set_int(&m->word, MUTEX_EXCLUSIVE);
	}
	spin_unlock(&m->guard);
	return (alone);
}

/*
 * Share what we have alone, with those who wait for that first.
 *
 * Context: any
 */
void
mutex_downgrade(struct mutex *m)
{
	const void *channel;

	KASSERT(mutex_is_owned(m) && (m->word & MUTEX_COUNT) == 1,
	    "mutex_downgrade: %s is not ours, or 0x%x times",
	    lock_row_table[m->row].name, m->word & MUTEX_COUNT);
	spin_lock(&m->guard);
	channel = grant(m, 1);
	spin_unlock(&m->guard);
	if (channel != NULL)
		lwkt_wakeup(channel);
}
