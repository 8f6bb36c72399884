/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What every message begins with.
 *
 * A message has one owner at any time: the sender before it is sent and after
 * it is answered, the receiver in between.  Its flags say where it is in its
 * life.  Every change of them is a step that decl.py declares, and a function
 * of message_state.gen.h.
 */
#ifndef LWKTMSG_LWKTMSG_H
#define LWKTMSG_LWKTMSG_H

#include "kernel.h"
#include "lwktmsg.gen.h"

/*
 * Clear and set flags of a message in one step; return what they were.
 *
 * Context: any
 */
static inline uint32_t
message_change(struct lwkt_msg *m, uint32_t clears, uint32_t sets)
{
	uint32_t was = __atomic_load_n(&m->flags, __ATOMIC_RELAXED);

	while (!__atomic_compare_exchange_n(&m->flags, &was,
	    (was & ~clears) | sets, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
		continue;
	return (was);
}

/* The flags of a message that somebody else may be changing.  Context: any */
static inline uint32_t
message_flags(const struct lwkt_msg *m)
{
	return (__atomic_load_n(&m->flags, __ATOMIC_ACQUIRE));
}

#endif
