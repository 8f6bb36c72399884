/* SPDX-License-Identifier: BSD-3-Clause */
/* Kinds of ports on which nothing is queued. */

#include "message_state.gen.h"
#include "msgport/msgport.h"
#include "port_vector.gen.h"

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

/*
 * Mark a message as answered.  Its sender may have it at once.
 *
 * Context: any
 */
void
port_reply_mark(struct lwkt_port *port __attribute__((unused)),
    struct lwkt_msg *m)
{
	crit_enter();
	msg_reply_marked(m);
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
