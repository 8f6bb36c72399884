/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the kinds of ports do.  A port of this CPU's is guarded by a critical
 * section, which is all that there is to guard against.
 */

#include "message_state.gen.h"
#include "msgport/msgport.h"
#include "port_vector.gen.h"

/* Context: crit */
static void
append(struct lwkt_port *port, struct lwkt_msg *m)
{
	bool urgent = (message_flags(m) & MSGF_PRIORITY) != 0;
	struct lwkt_msg **first = urgent ? &port->urgent_first : &port->first;
	struct lwkt_msg **last = urgent ? &port->urgent_last : &port->last;

	m->next = NULL;
	if (*first == NULL)
		*first = m;
	else
		(*last)->next = m;
	*last = m;
	port->queued++;
	if (port->waiting != 0) {
		port->waiting = 0;
		lwkt_wakeup(port);
	}
}

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
static void
remove(struct lwkt_port *port, struct lwkt_msg *m)
{
	if (!unlink_from(&port->urgent_first, &port->urgent_last, m) &&
	    !unlink_from(&port->first, &port->last, m))
		panic("port %s: message 0x%x is queued, and not here",
		    port->name, m->number);
	port->queued--;
}

/* Context: crit */
static struct lwkt_msg *
take(struct lwkt_port *port)
{
	struct lwkt_msg *m = port->urgent_first != NULL ?
	    port->urgent_first : port->first;

	if (m == NULL)
		return (NULL);
	remove(port, m);
	if (message_flags(m) & MSGF_REPLY)
		msg_collect(m);
	else
		msg_take(m);
	return (m);
}

/*
 * Queue a message for the thread that owns the port.  Returns EASYNC, or
 * ENOBUFS when as many wait as may.
 *
 * Context: any
 */
int
port_put_thread(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error = EASYNC;

	crit_enter();
	if (port->bound != 0 && port->queued >= port->bound) {
		error = ENOBUFS;
	} else {
		msg_queue(m);
		append(port, m);
	}
	crit_exit();
	return (error);
}

/* Context: any */
int
port_put_locked(struct lwkt_port *port, struct lwkt_msg *m)
{
	return (port_put_thread(port, m));
}

/*
 * Handle a message at once, in the sender's thread.
 *
 * Context: thread
 */
int
port_put_now(struct lwkt_port *port, struct lwkt_msg *m)
{
	msg_run(m);
	return (port_handle(port, m));
}

/* Context: owner of port */
struct lwkt_msg *
port_get_owner(struct lwkt_port *port)
{
	KASSERT(port->owner == curthread(),
	    "port_get_owner: %s does not belong to %s", port->name,
	    curthread()->name);
	return (port_get_locked(port));
}

/* Context: thread */
struct lwkt_msg *
port_get_locked(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	crit_enter();
	m = take(port);
	crit_exit();
	return (m);
}

/* Context: owner of port */
struct lwkt_msg *
port_wait_owner(struct lwkt_port *port)
{
	KASSERT(port->owner == curthread(),
	    "port_wait_owner: %s does not belong to %s", port->name,
	    curthread()->name);
	return (port_wait_locked(port));
}

/* Context: thread */
struct lwkt_msg *
port_wait_locked(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	crit_enter();
	while ((m = take(port)) == NULL) {
		port->waiting = 1;
		(void)lwkt_sleep(port, 0, 0);
	}
	crit_exit();
	return (m);
}

/*
 * Take one answer off its port: its sender waits for this one.
 *
 * Context: crit
 */
int
port_wait_message(struct lwkt_port *port, struct lwkt_msg *m)
{
	remove(port, m);
	msg_collect(m);
	return (m->error);
}

/*
 * Queue an answer.
 *
 * Context: any
 */
void
port_reply_queue(struct lwkt_port *port, struct lwkt_msg *m)
{
	crit_enter();
	msg_reply_queued(m);
	append(port, m);
	lwkt_wakeup(m);
	crit_exit();
}

/*
 * Mark a message as answered.  Whoever waits may free it as soon as the mark is
 * there: only its address is used after that.
 *
 * Context: any
 */
void
port_reply_mark(struct lwkt_port *port __attribute__((unused)),
    struct lwkt_msg *m)
{
	crit_enter();
	if (msg_reply_marked(m) & MSGF_WAITING)
		lwkt_wakeup(m);
	crit_exit();
}

/*
 * Give an answer to the port's function, which marks the message.
 *
 * Context: any
 */
void
port_reply_call(struct lwkt_port *port, struct lwkt_msg *m)
{
	port_answered(port, m);
}

/* Context: owner of port */
int
port_drop_owner(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error = ENOENT;

	KASSERT(port->owner == curthread(),
	    "port_drop_owner: %s does not belong to %s", port->name,
	    curthread()->name);
	crit_enter();
	if ((message_flags(m) & (MSGF_QUEUED | MSGF_REPLY)) == MSGF_QUEUED) {
		remove(port, m);
		msg_drop(m);
		error = 0;
	}
	crit_exit();
	return (error);
}
