/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The two queues of a port: what is urgent, and the rest.  Whoever calls these
 * has come under what guards the port.
 */
#ifndef MSGPORT_QUEUE_H
#define MSGPORT_QUEUE_H

#include "message_state.gen.h"
#include "msgport/msgport.h"

/* May one more message be queued? */
static inline bool
port_has_room(const struct lwkt_port *port)
{
	return (port->bound == 0 || port->queued < port->bound);
}

static inline void
port_append(struct lwkt_port *port, struct lwkt_msg *m)
{
	bool urgent = (message_flags_own(m) & MSGF_PRIORITY) != 0;
	struct lwkt_msg **first = urgent ? &port->urgent_first : &port->first;
	struct lwkt_msg **last = urgent ? &port->urgent_last : &port->last;

	m->next = NULL;
	if (*first == NULL)
		*first = m;
	else
		(*last)->next = m;
	*last = m;
	port->queued++;
	port->total++;
}

/* The next message, without taking it. */
static inline struct lwkt_msg *
port_peek(const struct lwkt_port *port)
{
	return (port->urgent_first != NULL ? port->urgent_first : port->first);
}

/* Say whether somebody sleeps for a message, and is to be woken. */
static inline bool
port_take_waiting(struct lwkt_port *port)
{
	bool waiting = port->waiting != PORT_AWAKE;

	port->waiting = PORT_AWAKE;
	return (waiting);
}

/*
 * Take the next message, request or answer; NULL when there is none.
 *
 * Context: crit
 */
static inline struct lwkt_msg *
port_take(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	if ((m = port->urgent_first) != NULL)
		port->urgent_first = m->next;
	else if ((m = port->first) != NULL)
		port->first = m->next;
	else
		return (NULL);
	port->queued--;
	if (message_flags_own(m) & MSGF_REPLY)
		msg_collect(m);
	else
		msg_take(m);
	return (m);
}

void	 port_remove(struct lwkt_port *, struct lwkt_msg *);

/* Take an answer that was waited for, wherever it stands, if it was queued. */
static inline void
port_collect(struct lwkt_port *port, struct lwkt_msg *m)
{
	if (message_flags(m) & MSGF_QUEUED) {
		port_remove(port, m);
		msg_collect(m);
	}
}

#endif
