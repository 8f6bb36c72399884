/* SPDX-License-Identifier: BSD-3-Clause */
/* Waiting for a serializer, and the handlers that run inside of one. */

#include "lock/serializer.h"

#include "kernel.h"

/*
 * Wait until nobody is in.  Who waits is counted first: then whoever leaves
 * wakes us, or we see that he has left.
 *
 * Context: thread
 */
void
serializer_wait(struct serializer *s)
{
	atomic_add_int(&s->word, SERIALIZER_WAITER);
	crit_enter();
	for (;;) {
		uint32_t word;

		lwkt_sleep_interlock(s, 0);
		word = atomic_load_int(&s->word);
		if (word & SERIALIZER_HELD) {
			(void)lwkt_sleep(s, TDW_INTERLOCKED, 0);
			continue;
		}
		lwkt_sleep_forget();
		if (atomic_cmpset_int(&s->word, word, word + SERIALIZER_HELD -
		    SERIALIZER_WAITER))
			break;
	}
	crit_exit();
}

/*
 * Leave while somebody waits: he is woken, and enters if nobody is quicker.
 *
 * Context: any
 */
void
serializer_wake(struct serializer *s)
{
	atomic_clear_int(&s->word, SERIALIZER_HELD);
	lwkt_wakeup_one(s);
}

/*
 * Sleep as lwkt_sleep() does, outside of the serializer, and come in again.
 * Who is inside and wakes us cannot be too early.
 *
 * Context: thread
 */
int
serializer_sleep(struct serializer *s, const void *channel, uint32_t flags,
    uint64_t until)
{
	int error;

	crit_enter();
	lwkt_sleep_interlock(channel, flags);
	serializer_release(s);
	error = lwkt_sleep(channel, flags | TDW_INTERLOCKED, until);
	crit_exit();
	serializer_acquire(s);
	return (error);
}

/*
 * Have the handler not called any more; the caller is inside.
 *
 * Context: any
 */
void
serializer_disable_handler(struct serializer *s)
{
	KASSERT(serializer_is_held(s), "serializer_disable_handler: %s is "
	    "not held", lock_row_table[s->row].name);
	s->disabled++;
}

/*
 * The same backwards: as often as it was disabled.
 *
 * Context: any
 */
void
serializer_enable_handler(struct serializer *s)
{
	KASSERT(serializer_is_held(s) && s->disabled > 0,
	    "serializer_enable_handler: %s is not held, or disabled %u times",
	    lock_row_table[s->row].name, s->disabled);
	s->disabled--;
}

/*
 * Call a device's handler inside its serializer, unless it is disabled; say
 * whether it was called.  By an interrupt thread.
 *
 * Context: thread
 */
bool
serializer_call(struct serializer *s, void (*handler)(void *), void *argument)
{
	bool enabled;

	serializer_enter(s);
	enabled = s->disabled == 0;
	if (enabled)
		handler(argument);
	serializer_exit(s);
	return (enabled);
}
