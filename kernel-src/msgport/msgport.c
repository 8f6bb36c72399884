/* SPDX-License-Identifier: BSD-3-Clause */
/* What senders and receivers do with messages, whatever the port's kind. */

#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "lock/serializer.h"
#include "message_decode.gen.h"
#include "message_state.gen.h"
#include "msgport/msgport.h"
#include "msgport_message.gen.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "trace_point.gen.h"
#include "vm/vm.h"

/*
 * Send a message; its answer will be on its reply port.
 *
 * Context: thread
 */
void
lwkt_sendmsg(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error;

	msg_prepare(m);
	m->target = port;
	trace_ktr_message_sent(m, m->number, port);
	error = port_vector_put(port, m);
	if (error != EASYNC)
		lwkt_replymsg(m, error);
}

/*
 * Send a message and wait for its answer.  Returns the answer's error.  Who
 * sends to its own port handles it at once, since nobody else would.
 *
 * Context: thread
 */
int
lwkt_domsg(struct lwkt_port *port, struct lwkt_msg *m)
{
	if (port->owner == curthread()) {
		lwkt_runmsg(port, m);
		return (lwkt_ranmsg(m, port_handle(port, m)));
	}
	msg_prepare_sync(m);
	m->target = port;
	m->waiter = curthread();
	trace_ktr_message_sent(m, m->number, port);
	return (lwkt_ranmsg(m, port_vector_put(port, m)));
}

/*
 * Hand a message on to another port; the answer goes to its sender.
 *
 * Context: owner of m
 */
void
lwkt_forwardmsg(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error;

	msg_forward(m);
	m->target = port;
	error = port_vector_put(port, m);
	if (error != EASYNC)
		lwkt_replymsg(m, error);
}

/*
 * Take a port's next message: a request to handle, or an answer.  NULL when
 * there is none.
 *
 * Context: owner of port
 */
struct lwkt_msg *
lwkt_getport(struct lwkt_port *port)
{
	return (port_vector_get(port));
}

/*
 * Wait for a port's next message, and take it.
 *
 * Context: owner of port
 */
struct lwkt_msg *
lwkt_waitport(struct lwkt_port *port)
{
	return (port_vector_wait_port(port));
}

/* The sender waits: nothing but our CPU marks the message, in a section. */
static int
wait_for_mark(struct lwkt_msg *m, uint32_t flags)
{
	int error = 0;

	crit_enter();
	while ((message_flags(m) & MSGF_DONE) == 0) {
		msg_watch(m);
		if (flags != 0) {
			error = lwkt_sleep(m, flags, 0);
		} else {
			lwkt_block();
		}
		if (error == EINTR) {
			error = 0;
			flags = 0;
			lwkt_abortmsg(m);
		}
	}
	crit_exit();
	return (m->error);
}

/* The same for whose answers go where they are inside: others may come in. */
static int
wait_outside(struct lwkt_msg *m, uint32_t flags)
{
	struct serializer *s = m->reply->serializer;
	int error;

	serializer_release(s);
	error = wait_for_mark(m, flags);
	serializer_acquire(s);
	return (error);
}

/*
 * Wait until a message is answered, and return the answer's error.  With
 * TDW_ABORTABLE a signal asks the receiver, once, to answer early.
 *
 * Context: owner of m's reply port
 */
int
lwkt_waitmsg(struct lwkt_msg *m, uint32_t flags)
{
	uint32_t how = message_flags(m);

	KASSERT((how & MSGF_DROPABLE) == 0,
	    "lwkt_waitmsg: message 0x%x may be dropped", m->number);
	if ((how & MSGF_SYNC) == 0)
		return (port_vector_wait_message(m->reply, m, flags));
	return (m->reply->serializer != NULL ? wait_outside(m, flags) :
	    wait_for_mark(m, flags));
}

/*
 * Answer a message: from here on it is the sender's.
 *
 * Context: owner of m
 */
void
lwkt_replymsg(struct lwkt_msg *m, int error)
{
	m->error = error;
	trace_ktr_message_answered(m, m->number, (uint32_t)error);
	if (message_flags(m) & MSGF_SYNC)
		port_reply_waiter(m);
	else
		port_vector_reply(m->reply, m);
}

/*
 * Throw a message away that waits on our port.  Returns 0, or ENOENT when it
 * is not there any more.
 *
 * Context: owner of m's target
 */
int
lwkt_dropmsg(struct lwkt_msg *m)
{
	return (port_vector_drop(m->target, m));
}

/* Who is asked for an early answer, and whether it was. */
struct port_abortion {
	struct lwkt_msg	*message;
	uint32_t	 asked;
};

/* The CPU of who has a message; ours, when that is nobody's in particular. */
static struct cpu *
receiver_cpu(const struct lwkt_msg *m)
{
	const struct thread *owner = m->target->owner;

	return (owner != NULL ? owner->cpu : curcpu());
}

/*
 * Ask the receiver for an early answer, unless there is one, or it was asked.
 * It is asked on its own CPU, in a critical section; until it was, the message
 * is not given back.
 *
 * Context: owner of m's reply port
 */
void
lwkt_abortmsg(struct lwkt_msg *m)
{
	struct port_abortion asking = { m, 0 };
	uint32_t flags;

	crit_enter();
	flags = message_flags(m);
	if ((flags & (MSGF_DONE | MSGF_REPLY | MSGF_ABORTED)) == 0 &&
	    flags & MSGF_ABORTABLE) {
		msg_request_abort(m);
		(void)ipi_port_abort(receiver_cpu(m), &asking);
		ipi_wait_for(&asking.asked);
	}
	crit_exit();
}

/* Context: crit */
void
ipi_on_port_abort(struct port_abortion *asking)
{
	struct cpu *to = receiver_cpu(asking->message);

	if (to != curcpu()) {
		(void)ipi_port_abort(to, asking);
	} else {
		port_abort(asking->message);
		atomic_store_int(&asking->asked, 1);
	}
}

/*
 * Handle a message that was taken off a port, and answer it.
 *
 * Context: owner of m
 */
void
port_handled(struct lwkt_msg *m)
{
	int error;

	KASSERT((message_flags(m) & MSGF_REPLY) == 0,
	    "port %s: an answer of message 0x%x came to where requests are "
	    "handled", m->reply->name, m->number);
	error = port_handle(m->target, m);
	if (error != EASYNC)
		lwkt_replymsg(m, error);
}

/*
 * Hold a conversation to its port's protocol: `m' leads to the state `next',
 * or nowhere when that is negative.
 *
 * Context: owner of port
 */
void
port_monitor(struct lwkt_port *port, const struct lwkt_msg *m, int next)
{
	const char *name = message_name(m->number);

	if (next < 0)
		panic("port %s: the protocol lets no %s through in state %u",
		    port->name, name, port->state);
	port->state = (uint32_t)next;
}

/* The memory of a message without an answer goes back.  Context: any */
void
free_reply_on_reply(struct lwkt_msg *m)
{
	msg_reply_marked(m);
	kfree(m);
}
