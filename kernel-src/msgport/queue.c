/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages leave a port's queues: the first of them, or a certain one. */

#include "msgport/queue.h"

/* Take a message off one of a port's queues; say whether it was there. */
static bool
unlink_from(struct lwkt_msg **first, struct lwkt_msg **last,
    struct lwkt_msg *m)
{
	struct lwkt_msg *before = NULL;

	for (struct lwkt_msg *at = *first; at != NULL; at = at->next) {
		if (at == m) {
			if (before == NULL)
				*first = m->next;
			else
				before->next = m->next;
			if (*last == m)
				*last = before;
			return (true);
		}
		before = at;
	}
	return (false);
}

/* Context: crit */
void
port_remove(struct lwkt_port *port, struct lwkt_msg *m)
{
	if (!unlink_from(&port->urgent_first, &port->urgent_last, m) &&
	    !unlink_from(&port->first, &port->last, m))
		panic("port %s: message 0x%x is queued, and not here",
		    port->name, m->number);
	port->queued--;
}

/*
 * Take the next message, request or answer; NULL when there is none.
 *
 * Context: crit
 */
struct lwkt_msg *
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
	if (message_flags(m) & MSGF_REPLY)
		msg_collect(m);
	else
		msg_take(m);
	return (m);
}
