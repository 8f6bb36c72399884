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
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:44 */
msg_prepare(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x22b, 0x0);

	KASSERT((was & 0x15) == 0x1,
	    "msg_prepare: message 0x%x has flags 0x%x; wanted "
	    "DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The sender gives it away and waits: the reply is only marked. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:56 */
msg_prepare_sync(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x223, 0x8);

	KASSERT((was & 0x55) == 0x1,
	    "msg_prepare_sync: message 0x%x has flags 0x%x; wanted "
	    "DONE, no QUEUED, no INTRANSIT, no DROPABLE", m->number, was);
	return (was);
}

/* It waits on its target's queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:68 */
msg_queue(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x4);

	KASSERT((was & 0x15) == 0x0,
	    "msg_queue: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* It travels to another CPU, on no queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:75 */
msg_depart(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x10);

	KASSERT((was & 0x15) == 0x0,
	    "msg_depart: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The target's CPU queues it. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:82 */
msg_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x10, 0x4);

	KASSERT((was & 0x14) == 0x10,
	    "msg_arrive: message 0x%x has flags 0x%x; wanted "
	    "INTRANSIT, no QUEUED", m->number, was);
	return (was);
}

/* The target's queue is full: its CPU answers. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:91 */
msg_refuse(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x10, 0x0);

	KASSERT((was & 0x16) == 0x10,
	    "msg_refuse: message 0x%x has flags 0x%x; wanted "
	    "INTRANSIT, no REPLY, no QUEUED", m->number, was);
	return (was);
}

/* The receiver takes it off its port: it owns it now. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:99 */
msg_take(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x4, 0x0);

	KASSERT((was & 0x6) == 0x4,
	    "msg_take: message 0x%x has flags 0x%x; wanted "
	    "QUEUED, no REPLY", m->number, was);
	return (was);
}

/* The receiver handles it at once, on no queue. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:107 */
msg_run(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x0);

	KASSERT((was & 0x15) == 0x0,
	    "msg_run: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The receiver hands it on; the reply port stays. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:113 */
msg_forward(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x0);

	KASSERT((was & 0x7) == 0x0,
	    "msg_forward: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no REPLY, no QUEUED", m->number, was);
	return (was);
}

/* The receiver throws it away, unanswered. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:119 */
msg_drop(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x4, 0x1);

	KASSERT((was & 0x46) == 0x44,
	    "msg_drop: message 0x%x has flags 0x%x; wanted "
	    "QUEUED, DROPABLE, no REPLY", m->number, was);
	return (was);
}

/*
 * The reply to who waits is a mark: after it nobody but the sender touches it.
 */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:128 */
msg_reply_marked(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x3);

	KASSERT((was & 0x15) == 0x0,
	    "msg_reply_marked: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The reply waits on the sender's reply port. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:135 */
msg_reply_queued(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x7);

	KASSERT((was & 0x1d) == 0x0,
	    "msg_reply_queued: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no SYNC, no INTRANSIT", m->number, was);
	return (was);
}

/* The answer travels to the CPU of who waits, or of its reply port. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:142 */
msg_reply_depart(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x12);

	KASSERT((was & 0x15) == 0x0,
	    "msg_reply_depart: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no QUEUED, no INTRANSIT", m->number, was);
	return (was);
}

/* The reply port's CPU queues the answer. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:149 */
msg_reply_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x10, 0x5);

	KASSERT((was & 0x1f) == 0x12,
	    "msg_reply_arrive: message 0x%x has flags 0x%x; wanted "
	    "REPLY, INTRANSIT, no DONE, no QUEUED, no SYNC", m->number, was);
	return (was);
}

/* The CPU of who waits marks the message. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:158 */
msg_mark_arrive(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x10, 0x1);

	KASSERT((was & 0x1f) == 0x1a,
	    "msg_mark_arrive: message 0x%x has flags 0x%x; wanted "
	    "REPLY, SYNC, INTRANSIT, no DONE, no QUEUED", m->number, was);
	return (was);
}

/* The sender takes the reply. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:167 */
msg_collect(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x4, 0x0);

	KASSERT((was & 0x7) == 0x7,
	    "msg_collect: message 0x%x has flags 0x%x; wanted "
	    "DONE, REPLY, QUEUED", m->number, was);
	return (was);
}

/* The sender sleeps until it is answered. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:174 */
msg_watch(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x20);

	KASSERT((was & 0x41) == 0x0,
	    "msg_watch: message 0x%x has flags 0x%x; wanted "
	    "no DONE, no DROPABLE", m->number, was);
	return (was);
}

/* The sender asks for an early reply, once; a reply comes still. */
static inline uint32_t			/* kernel-src/lwktmsg/decl.py:181 */
msg_request_abort(struct lwkt_msg *m)
{
	uint32_t was = message_change(m, 0x0, 0x200);

	KASSERT((was & 0x283) == 0x80,
	    "msg_request_abort: message 0x%x has flags 0x%x; wanted "
	    "ABORTABLE, no DONE, no REPLY, no ABORTED", m->number, was);
	return (was);
}

#endif
