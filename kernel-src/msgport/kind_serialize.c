/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A port that a serializer guards, which its owner shares with others: all
 * ports of a device may have one.  Whoever sends to it, receives from it or
 * answers to it is inside, and stays there; who waits is outside meanwhile.
 * Nothing travels, and nobody is asked anything: other CPUs wait to come in.
 */

#include "lock/serializer.h"
#include "msgport/queue.h"
#include "port_vector.gen.h"

static void
assert_inside(const struct lwkt_port *port, const char *what)
{
	KASSERT(serializer_is_held(port->serializer),
	    "%s: %s is outside of the serializer of %s", what,
	    curthread()->name, port->name);
}

static void
wake_receiver(struct lwkt_port *port)
{
	if (port_take_waiting(port))
		lwkt_wakeup(port);
}

/* Who sends, waits and stays inside waits for ever. */
static void
assert_leaves(const struct lwkt_port *port, const struct lwkt_msg *m)
{
	KASSERT((message_flags(m) & MSGF_SYNC) == 0 ||
	    m->waiter != curthread() || m->reply->serializer ==
	    port->serializer, "port_put_serialized: %s waits inside of the "
	    "serializer of %s", curthread()->name, port->name);
}

/*
 * Queue a message for whoever gets it.  Returns EASYNC, or ENOBUFS when as
 * many wait as may.
 *
 * Context: any
 */
int
port_put_serialized(struct lwkt_port *port, struct lwkt_msg *m)
{
	assert_inside(port, "port_put_serialized");
	assert_leaves(port, m);
	if (!port_has_room(port))
		return (ENOBUFS);
	crit_enter();
	msg_queue(m);
	port_append(port, m);
	wake_receiver(port);
	crit_exit();
	return (EASYNC);
}

/* Context: thread */
struct lwkt_msg *
port_get_serialized(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	assert_inside(port, "port_get_serialized");
	crit_enter();
	m = port_take(port);
	crit_exit();
	return (m);
}

/* Context: thread */
struct lwkt_msg *
port_wait_serialized(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	while ((m = port_get_serialized(port)) == NULL) {
		port->waiting = PORT_ASLEEP;
		(void)serializer_sleep(port->serializer, port, 0, 0);
	}
	return (m);
}

/* A signal has ended our sleep: whoever answers may have to come in. */
static void
abort_outside(struct serializer *s, struct lwkt_msg *m)
{
	serializer_release(s);
	lwkt_abortmsg(m);
	serializer_acquire(s);
}

/*
 * Wait for the answer of one message, and take it off its port.
 *
 * Context: thread
 */
int
port_wait_message_serialized(struct lwkt_port *port, struct lwkt_msg *m,
    uint32_t flags)
{
	assert_inside(port, "port_wait_message_serialized");
	while ((message_flags(m) & MSGF_DONE) == 0) {
		msg_watch(m);
		if (serializer_sleep(port->serializer, m, flags, 0) == EINTR) {
			flags = 0;
			abort_outside(port->serializer, m);
		}
	}
	crit_enter();
	port_collect(port, m);
	crit_exit();
	return (m->error);
}

/*
 * Queue an answer.  Its sender gets it when we are outside again.
 *
 * Context: any
 */
void
port_reply_serialized(struct lwkt_port *port, struct lwkt_msg *m)
{
	uint32_t found;

	assert_inside(port, "port_reply_serialized");
	crit_enter();
	found = msg_reply_queued(m);
	port_append(port, m);
	if (found & MSGF_WAITING)
		lwkt_wakeup(m);
	wake_receiver(port);
	crit_exit();
}
