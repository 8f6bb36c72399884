/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Messages and ports.
 *
 * A message has one owner at any time: the sender before it is sent and after
 * it is answered, the receiver in between.  Nobody else touches it, but for
 * its flags, which say where it is in its life (lwktmsg.h).
 *
 * The target decides whether an answer comes at once or later.  lwkt_domsg()
 * waits for it: that message is only marked when it is answered, never queued,
 * and whoever marked it must not touch it again, since it may lie on the
 * sender's stack.  After lwkt_sendmsg() the answer is on the reply port.
 *
 * What may be done with a port, and by whom, is its kind's: decl.py has the
 * table.
 *
 * A port of kind serialize is used inside of its serializer, by those who send
 * to it or answer to it as well.  So its answers come from threads: a full
 * queue of another CPU could give none, and no such message goes to one that is
 * bounded.
 */
#ifndef MSGPORT_MSGPORT_H
#define MSGPORT_MSGPORT_H

#include "kernel.h"
#include "lwkt/lwkt.h"
#include "lwktmsg/lwktmsg.h"
#include "message_state.gen.h"
#include "msgport.gen.h"
#include "syscall.gen.h"
#include "trace_point.gen.h"

struct serializer;

void	 lwkt_sendmsg(struct lwkt_port *, struct lwkt_msg *);
int	 lwkt_domsg(struct lwkt_port *, struct lwkt_msg *);
void	 lwkt_forwardmsg(struct lwkt_port *, struct lwkt_msg *);
struct lwkt_msg *lwkt_getport(struct lwkt_port *);
struct lwkt_msg *lwkt_waitport(struct lwkt_port *);
int	 lwkt_waitmsg(struct lwkt_msg *, uint32_t);
void	 lwkt_replymsg(struct lwkt_msg *, int);
int	 lwkt_dropmsg(struct lwkt_msg *);
void	 lwkt_abortmsg(struct lwkt_msg *);
void	 lwkt_initport(struct lwkt_port *, uint32_t, uint32_t,
	    struct thread *, const char *);
void	 lwkt_initport_serialize(struct lwkt_port *, uint32_t,
	    struct thread *, const char *, struct serializer *);
void	 lwkt_port_own(struct lwkt_port *);
void	 port_tune(void);
void	 port_handled(struct lwkt_msg *);
void	 port_monitor(struct lwkt_port *, const struct lwkt_msg *, int);
int	 port_handle(struct lwkt_port *, struct lwkt_msg *);
void	 port_answered(struct lwkt_port *, struct lwkt_msg *);
void	 port_abort(struct lwkt_msg *);
void	 port_reply_waiter(struct lwkt_msg *);

/*
 * Make a message that was never sent: nobody waits for it.
 *
 * Context: any
 */
static inline void
lwkt_initmsg(struct lwkt_msg *m, struct lwkt_port *reply, uint32_t number,
    uint32_t flags)
{
	if (KERN_INVARIANTS) {
		m->next = NULL;
		m->target = NULL;
		m->waiter = NULL;
	}
	m->reply = reply;
	m->flags = MSGF_DONE | flags;
	m->wants = 0;
	m->number = number;
	m->error = 0;
	m->result = 0;
}

/*
 * Own a message at once, for its sender, which waits: its handler is called
 * next.
 *
 * Context: thread
 */
static inline void
lwkt_runmsg(struct lwkt_port *port, struct lwkt_msg *m)
{
	msg_prepare_sync(m);
	m->target = port;
	m->waiter = curthread();
	trace_ktr_message_sent(m, m->number, port);
	msg_run(m);
}

/*
 * The handler has returned: the message is answered, or will be.
 *
 * Context: thread
 */
static inline int
lwkt_ranmsg(struct lwkt_msg *m, int error)
{
	if (__builtin_expect(error == EASYNC, false))
		return (lwkt_waitmsg(m, 0));
	m->error = error;
	trace_ktr_message_answered(m, m->number, (uint32_t)error);
	msg_reply_marked(m);
	return (error);
}

#endif
