/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/lwktmsg/decl.py.
 * Edit that, not this; the shape is templates/c/message_state.h.j2.
 */

#ifndef MESSAGE_STATE_GEN_H
#define MESSAGE_STATE_GEN_H

#include "kernel.h"
#include "lwktmsg/lwktmsg.h"

/* Each returns the flags that it found. */

/* The sender gives it away; the reply will be queued on its port. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:45 */
msg_prepare(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x1,
	    "msg_prepare: message 0x%x has flags 0x%x; wanted "
	    "DONE, no QUEUED, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags & ~0xbu, __ATOMIC_RELEASE);
	__atomic_store_n(&m->wants, m->wants & ~0x220u, __ATOMIC_RELEASE);
	return (was);
}

/* The sender gives it away and waits: the reply is only marked. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:57 */
msg_prepare_sync(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x55) == 0x1,
	    "msg_prepare_sync: message 0x%x has flags 0x%x; wanted "
	    "DONE, no QUEUED, no INTRANSIT, no DROPABLE", m->number, was);
	__atomic_store_n(&m->flags, (m->flags & ~0x3u) | 0x8,
	    __ATOMIC_RELEASE);
	__atomic_store_n(&m->wants, m->wants & ~0x220u, __ATOMIC_RELEASE);
	return (was);
}

/* It waits on its target's queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:69 */
msg_queue(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x0,
	    "msg_queue: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags | 0x4, __ATOMIC_RELEASE);
	return (was);
}

/* It travels to another CPU, on no queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:76 */
msg_depart(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x0,
	    "msg_depart: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags | 0x10, __ATOMIC_RELEASE);
	return (was);
}

/* The target's CPU queues it. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:83 */
msg_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x14) == 0x10,
	    "msg_arrive: message 0x%x has flags 0x%x; wanted "
	    "INTRANSIT, no QUEUED", m->number, was);
	__atomic_store_n(&m->flags, (m->flags & ~0x10u) | 0x4,
	    __ATOMIC_RELEASE);
	return (was);
}

/* The target's queue is full: its CPU answers. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:92 */
msg_refuse(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x16) == 0x10,
	    "msg_refuse: message 0x%x has flags 0x%x; wanted "
	    "INTRANSIT, no REPLY, no QUEUED", m->number, was);
	__atomic_store_n(&m->flags, m->flags & ~0x10u, __ATOMIC_RELEASE);
	return (was);
}

/* The receiver takes it off its port: it owns it now. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:100 */
msg_take(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x6) == 0x4,
	    "msg_take: message 0x%x has flags 0x%x; wanted "
	    "QUEUED, no REPLY", m->number, was);
	__atomic_store_n(&m->flags, m->flags & ~0x4u, __ATOMIC_RELEASE);
	return (was);
}

/* The receiver handles it at once, on no queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:108 */
msg_run(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x0,
	    "msg_run: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The receiver hands it on; the reply port stays. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:114 */
msg_forward(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x7) == 0x0,
	    "msg_forward: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no REPLY, no QUEUED", m->number, was);
	return (was);
}

/* The receiver throws it away, unanswered. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:120 */
msg_drop(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x46) == 0x44,
	    "msg_drop: message 0x%x has flags 0x%x; wanted "
	    "QUEUED, DROPABLE, no REPLY", m->number, was);
	__atomic_store_n(&m->flags, (m->flags & ~0x4u) | 0x1,
	    __ATOMIC_RELEASE);
	return (was);
}

/*
 * The reply to who waits is a mark: after it nobody but the sender touches it.
 */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:129 */
msg_reply_marked(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x0,
	    "msg_reply_marked: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags | 0x3, __ATOMIC_RELEASE);
	return (was);
}

/* The reply waits on the sender's reply port. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:136 */
msg_reply_queued(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x1d) == 0x0,
	    "msg_reply_queued: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no SYNC, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags | 0x7, __ATOMIC_RELEASE);
	return (was);
}

/* The answer travels to the CPU of who waits, or of its reply port. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:143 */
msg_reply_depart(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x15) == 0x0,
	    "msg_reply_depart: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	__atomic_store_n(&m->flags, m->flags | 0x12, __ATOMIC_RELEASE);
	return (was);
}

/* The reply port's CPU queues the answer. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:150 */
msg_reply_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x1f) == 0x12,
	    "msg_reply_arrive: message 0x%x has flags 0x%x; wanted "
	    "REPLY, INTRANSIT, no DONE, no QUEUED, no SYNC", m->number, was);
	__atomic_store_n(&m->flags, (m->flags & ~0x10u) | 0x5,
	    __ATOMIC_RELEASE);
	return (was);
}

/* The CPU of who waits marks the message. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:159 */
msg_mark_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x1f) == 0x1a,
	    "msg_mark_arrive: message 0x%x has flags 0x%x; wanted "
	    "REPLY, SYNC, INTRANSIT, no DONE, no QUEUED", m->number, was);
	__atomic_store_n(&m->flags, (m->flags & ~0x10u) | 0x1,
	    __ATOMIC_RELEASE);
	return (was);
}

/* The sender takes the reply. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:168 */
msg_collect(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x7) == 0x7,
	    "msg_collect: message 0x%x has flags 0x%x; wanted "
	    "DONE, REPLY, QUEUED", m->number, was);
	__atomic_store_n(&m->flags, m->flags & ~0x4u, __ATOMIC_RELEASE);
	return (was);
}

/* The sender sleeps until it is answered. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:175 */
msg_watch(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x41) == 0x0,
	    "msg_watch: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no DROPABLE", m->number, was);
	__atomic_store_n(&m->wants, m->wants | 0x20, __ATOMIC_RELEASE);
	return (was);
}

/* The sender asks for an early reply, once; a reply comes still. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:183 */
msg_request_abort(struct lwkt_msg *m)
{
	uint32_t was = message_flags_own(m);

	KASSERT((was & 0x283) == 0x80,
	    "msg_request_abort: message 0x%x has flags 0x%x; wanted "
	    "ABORTABLE, no DONE, no REPLY, no ABORTED", m->number, was);
	__atomic_store_n(&m->wants, m->wants | 0x200, __ATOMIC_RELEASE);
	return (was);
}

#endif
