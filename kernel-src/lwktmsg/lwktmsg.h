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
 * The flags of a message, some of which somebody else may be changing: `flags'
 * has one writer at any time, who has the message, and `wants' its sender.
 *
 * Context: any
 */
static inline uint32_t
message_flags(const struct lwkt_msg *m)
{
	return (__atomic_load_n(&m->flags, __ATOMIC_ACQUIRE) |
	    __atomic_load_n(&m->wants, __ATOMIC_RELAXED));
}

/*
 * The same for who has the message, and has come under what it was handed over
 * under: what of it nobody looks at need not be read.
 *
 * Context: owner of m
 */
static inline uint32_t
message_flags_own(const struct lwkt_msg *m)
{
	return (m->flags | m->wants);
}

#endif
