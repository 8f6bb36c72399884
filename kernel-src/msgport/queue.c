/* SPDX-License-Identifier: BSD-3-Clause */
/* A certain message leaves a port's queues. */

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
