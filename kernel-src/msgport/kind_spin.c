/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A port that any thread gets from, on any CPU.  A spinlock guards it; nobody
 * is woken under the lock, for that may send a message to another CPU.
 */

#include "lock/spinlock.h"
#include "msgport/queue.h"
#include "port_vector.gen.h"

/*
 * Queue a message for whoever gets it.  Returns EASYNC, or ENOBUFS when as
 * many wait as may.
 *
 * Context: any
 */
int
port_put_locked(struct lwkt_port *port, struct lwkt_msg *m)
{
	struct spinlock *lock = &port->spin_port_lock;
	bool waiting = false;
	int error = EASYNC;

	spin_lock(lock);
	if (port_has_room(port)) {
		msg_queue(m);
		port_append(port, m);
		waiting = port_take_waiting(port);
	} else {
		error = ENOBUFS;
	}
	spin_unlock(lock);
	if (waiting)
		lwkt_wakeup(port);
	return (error);
}

/* Context: thread */
struct lwkt_msg *
port_get_locked(struct lwkt_port *port)
{
	struct spinlock *lock = &port->spin_port_lock;
	struct lwkt_msg *m;

	spin_lock(lock);
	m = port_take(port);
	spin_unlock(lock);
	return (m);
}

/* Context: thread */
struct lwkt_msg *
port_wait_locked(struct lwkt_port *port)
{
	struct spinlock *lock = &port->spin_port_lock;
	struct lwkt_msg *m;

	spin_lock(lock);
	while ((m = port_take(port)) == NULL) {
		port->waiting = PORT_ASLEEP;
		(void)lwkt_sleep_locked(port, 0, 0, lock);
	}
	spin_unlock(lock);
	return (m);
}

/* Sleep for an answer, under the lock; say whether a signal ended it. */
static bool
watch(struct lwkt_port *port, struct lwkt_msg *m, uint32_t flags)
{
	struct spinlock *lock = &port->spin_port_lock;
	bool signalled = false;

	spin_lock(lock);
	if ((message_flags(m) & MSGF_DONE) == 0) {
		msg_watch(m);
		signalled = lwkt_sleep_locked(m, flags, 0, lock) == EINTR;
	}
	spin_unlock(lock);
	return (signalled);
}

/*
 * Wait for the answer of one message, and take it off its port.
 *
 * Context: thread
 */
int
port_wait_message_locked(struct lwkt_port *port, struct lwkt_msg *m,
    uint32_t flags)
{
	struct spinlock *lock = &port->spin_port_lock;

	while ((message_flags(m) & MSGF_DONE) == 0) {
		if (watch(port, m, flags)) {
			flags = 0;
			lwkt_abortmsg(m);
		}
	}
	spin_lock(lock);
	port_collect(port, m);
	spin_unlock(lock);
	return (m->error);
}

/*
 * Queue an answer.  Its sender may have it as soon as the lock is free: only
 * its address is used after that.
 *
 * Context: any
 */
void
port_reply_locked(struct lwkt_port *port, struct lwkt_msg *m)
{
	struct spinlock *lock = &port->spin_port_lock;
	bool waiting, watched;

	spin_lock(lock);
	watched = (msg_reply_queued(m) & MSGF_WAITING) != 0;
	port_append(port, m);
	waiting = port_take_waiting(port);
	spin_unlock(lock);
	if (watched)
		lwkt_wakeup(m);
	if (waiting)
		lwkt_wakeup(port);
}

/*
 * Throw a message away that waits.
 *
 * Context: owner of port
 */
int
port_drop_locked(struct lwkt_port *port, struct lwkt_msg *m)
{
	struct spinlock *lock = &port->spin_port_lock;
	int error = ENOENT;

	if (port->owner != curthread())
		panic("port_drop_locked: %s does not belong to %s",
		    port->name, curthread()->name);
	spin_lock(lock);
	if ((message_flags(m) & (MSGF_QUEUED | MSGF_REPLY)) == MSGF_QUEUED) {
		port_remove(port, m);
		msg_drop(m);
		error = 0;
	}
	spin_unlock(lock);
	return (error);
}
