/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A thread's port.  The CPU of its owner alone touches it, in a critical
 * section; the others send it the message.  An owner may have moved before the
 * message is there: then it is sent after it.  A port that nobody owns yet is
 * CPU 0's.
 *
 * No step here is a locked instruction: what two CPUs share is the queue of IPI
 * messages between them.
 */

#include "ipi/ipi.h"
#include "ipi_message.gen.h"
#include "msgport/queue.h"
#include "port_vector.gen.h"
#include "smp/smp.h"

/* The CPU that a port is on. */
static inline struct cpu *
home(const struct lwkt_port *port)
{
	const struct thread *owner = port->owner;

	return (owner != NULL ? owner->cpu : cpu_of(0));
}

/* Its owner may sleep, on this CPU: wake it. */
static inline void
wake_owner(struct lwkt_port *port)
{
	uint32_t how = port->waiting;

	if (how == PORT_AWAKE)
		return;
	port->waiting = PORT_AWAKE;
	if (how == PORT_DESCHEDULED)
		lwkt_schedule_here(port->owner);
	else
		lwkt_wakeup(port);
}

/* The owner sleeps until something comes; EINTR when a signal ended it. */
static int
sleep_for_port(struct lwkt_port *port, uint32_t flags)
{
	if (flags != 0) {
		port->waiting = PORT_ASLEEP;
		return (lwkt_sleep(port, flags, 0));
	}
	port->waiting = PORT_DESCHEDULED;
	lwkt_block();
	return (0);
}

/* When the queue is full, another CPU's handler of messages must say so. */
static void
assert_answers(const struct lwkt_port *port, const struct lwkt_msg *m)
{
	KASSERT(port->bound == 0 || (message_flags(m) & MSGF_SYNC) != 0 ||
	    m->reply->kind != PORT_SERIALIZE, "port_put_thread: %s is bounded, "
	    "and nobody may answer to %s", port->name, m->reply->name);
}

/*
 * Queue a message for the thread that owns the port, or send it to where that
 * is.  Returns EASYNC, or ENOBUFS when as many wait as may.
 *
 * Context: any
 */
int
port_put_thread(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error = EASYNC;
	struct cpu *to;

	if (KERN_INVARIANTS)
		assert_answers(port, m);
	crit_enter();
	to = home(port);
	if (__builtin_expect(to != curcpu(), false)) {
		msg_depart(m);
		(void)ipi_port_put(to, m);
	} else if (port_has_room(port)) {
		msg_queue(m);
		port_append(port, m);
		wake_owner(port);
	} else {
		error = ENOBUFS;
	}
	crit_exit();
	return (error);
}

/*
 * A message of another CPU's has come.
 *
 * Context: crit
 */
void
ipi_on_port_put(struct lwkt_msg *m)
{
	struct lwkt_port *port = m->target;
	struct cpu *to = home(port);

	if (to != curcpu()) {
		(void)ipi_port_put(to, m);
	} else if (port_has_room(port)) {
		msg_arrive(m);
		port_append(port, m);
		wake_owner(port);
	} else {
		msg_refuse(m);
		lwkt_replymsg(m, ENOBUFS);
	}
}

static void
assert_owner(const struct lwkt_port *port, const char *what)
{
	KASSERT(port->owner == curthread(), "%s: %s does not belong to %s",
	    what, port->name, curthread()->name);
}

/* Context: owner of port */
struct lwkt_msg *
port_get_owner(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	assert_owner(port, "port_get_owner");
	crit_enter();
	m = port_take(port);
	crit_exit();
	return (m);
}

/* Context: owner of port */
struct lwkt_msg *
port_wait_owner(struct lwkt_port *port)
{
	struct lwkt_msg *m;

	assert_owner(port, "port_wait_owner");
	crit_enter();
	while ((m = port_take(port)) == NULL)
		(void)sleep_for_port(port, 0);
	crit_exit();
	return (m);
}

/*
 * Wait for the answer of one message, and take it off our port.
 *
 * Context: owner of port
 */
int
port_wait_message_owner(struct lwkt_port *port, struct lwkt_msg *m,
    uint32_t flags)
{
	assert_owner(port, "port_wait_message_owner");
	crit_enter();
	while ((message_flags(m) & MSGF_DONE) == 0) {
		if (sleep_for_port(port, flags) == EINTR) {
			flags = 0;
			lwkt_abortmsg(m);
		}
	}
	port_collect(port, m);
	crit_exit();
	return (m->error);
}

/*
 * Queue an answer, or send it to where its port's owner is.
 *
 * Context: any
 */
void
port_reply_thread(struct lwkt_port *port, struct lwkt_msg *m)
{
	struct cpu *to;

	crit_enter();
	to = home(port);
	if (__builtin_expect(to != curcpu(), false)) {
		msg_reply_depart(m);
		(void)ipi_port_reply(to, m);
	} else {
		msg_reply_queued(m);
		port_append(port, m);
		wake_owner(port);
	}
	crit_exit();
}

/*
 * A sender's message was marked, on its CPU: wake it if it sleeps.  Only the
 * message's address is used, for it may be the memory of something else by now.
 */
static inline void
wake_waiter(const struct lwkt_msg *m, struct thread *waiter, uint32_t found)
{
	if ((found & MSGF_WAITING) == 0)
		return;
	if (waiter->wait_channel == NULL)
		lwkt_schedule(waiter);
	else
		lwkt_wakeup(m);
}

/*
 * An answer of another CPU's has come, to be marked or queued.
 *
 * Context: crit
 */
void
ipi_on_port_reply(struct lwkt_msg *m)
{
	struct thread *waiter = m->waiter;
	bool sync = (message_flags(m) & MSGF_SYNC) != 0;
	struct cpu *to = sync ? waiter->cpu : home(m->reply);

	if (to != curcpu()) {
		(void)ipi_port_reply(to, m);
	} else if (sync) {
		wake_waiter(m, waiter, msg_mark_arrive(m));
	} else {
		msg_reply_arrive(m);
		port_append(m->reply, m);
		wake_owner(m->reply);
	}
}

/*
 * Answer a sender that waits: its port does not matter, its CPU does.
 *
 * Context: any
 */
void
port_reply_waiter(struct lwkt_msg *m)
{
	struct thread *waiter = m->waiter;

	crit_enter();
	if (__builtin_expect(waiter->cpu != curcpu(), false)) {
		msg_reply_depart(m);
		(void)ipi_port_reply(waiter->cpu, m);
	} else {
		wake_waiter(m, waiter, msg_reply_marked(m));
	}
	crit_exit();
}

/* Context: owner of port */
int
port_drop_owner(struct lwkt_port *port, struct lwkt_msg *m)
{
	int error = ENOENT;

	assert_owner(port, "port_drop_owner");
	crit_enter();
	if ((message_flags(m) & (MSGF_QUEUED | MSGF_REPLY)) == MSGF_QUEUED) {
		port_remove(port, m);
		msg_drop(m);
		error = 0;
	}
	crit_exit();
	return (error);
}

/* Whose a port becomes. */
struct port_owning {
	struct lwkt_port	*port;
	struct thread		*owner;
};

/*
 * Receive from a port from now on.  Until then it was CPU 0's, which makes it
 * ours.
 *
 * Context: thread
 */
void
lwkt_port_own(struct lwkt_port *port)
{
	struct port_owning asked = { port, curthread() };
	struct cpu *first = cpu_of(0);

	crit_enter();
	ipi_wait(first, ipi_port_own(first, &asked));
	crit_exit();
}

/* Context: crit */
void
ipi_on_port_own(struct port_owning *asked)
{
	struct lwkt_port *port = asked->port;

	KASSERT(port->owner == NULL, "lwkt_port_own: %s belongs to %s",
	    port->name, port->owner->name);
	port->owner = asked->owner;
}
