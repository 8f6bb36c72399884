/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Serializers: one at a time, over sleeps, and the device's handler with them.
 *
 * A device has one.  Whoever talks to it, to send, to receive or to change how
 * it works, enters the serializer, sleeps with it when he must, and leaves.
 * The device's handler runs in an interrupt thread, inside the serializer too:
 * serializer_call() enters it, looks whether the handler is enabled, calls it
 * and leaves.  So a handler that was disabled by who is inside runs no more
 * when that returns, and needs no lock of its own.
 *
 * Who waits inside for what somebody else must come in to do, sleeps by
 * serializer_sleep(), outside.
 *
 * The word: SERIALIZER_HELD, and SERIALIZER_WAITER for each who waits.
 */
#ifndef LOCK_SERIALIZER_H
#define LOCK_SERIALIZER_H

#include "cpu.h"
#include "lock.gen.h"
#include "lock/witness.h"
#include "lwkt/lwkt.h"
#include "types.h"

enum {
	SERIALIZER_WAITER = 2
};

void	serializer_wait(struct serializer *);
void	serializer_wake(struct serializer *);
int	serializer_sleep(struct serializer *, const void *, uint32_t,
	    uint64_t);
void	serializer_disable_handler(struct serializer *);
void	serializer_enable_handler(struct serializer *);
bool	serializer_call(struct serializer *, void (*)(void *), void *);

/* Is this thread inside?  Context: any */
static inline bool
serializer_is_held(const struct serializer *s)
{
	return (s->owner == curthread());
}

/*
 * Enter: by who is to come out elsewhere, as he who sleeps does in
 * serializer_sleep(); others use the two below.  Context: thread
 */
static inline void
serializer_acquire(struct serializer *s)
{
	KASSERT(s->owner != curthread(), "serializer_enter: %s is in %s",
	    curthread()->name, lock_row_table[s->row].name);
	if (KERN_INVARIANTS)
		witness_take(s->row, s);
	if (!atomic_cmpset_int(&s->word, 0, SERIALIZER_HELD))
		serializer_wait(s);
	s->owner = curthread();
}

/* Enter if nobody is in; say whether we have.  Context: any */
static inline bool
serializer_try(struct serializer *s)
{
	if (!atomic_cmpset_int(&s->word, 0, SERIALIZER_HELD))
		return (false);
	if (KERN_INVARIANTS)
		witness_take(s->row, s);
	s->owner = curthread();
	return (true);
}

/* Leave, likewise.  Context: any */
static inline void
serializer_release(struct serializer *s)
{
	KASSERT(s->owner == curthread(), "serializer_exit: %s is not in %s",
	    curthread()->name, lock_row_table[s->row].name);
	if (KERN_INVARIANTS)
		witness_drop(s->row, s);
	s->owner = NULL;
	if (!atomic_cmpset_int(&s->word, SERIALIZER_HELD, 0))
		serializer_wake(s);
}

/* Enter.  Context: thread */
static inline void
serializer_enter(struct serializer *s)
{
	serializer_acquire(s);
}

/* Leave.  Context: any */
static inline void
serializer_exit(struct serializer *s)
{
	serializer_release(s);
}

#endif
