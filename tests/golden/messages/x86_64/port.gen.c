/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared ports.
 * Edit that, not this; the shape is templates/c/port.c.j2.
 */

#include "msgport/msgport.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "lock_table.gen.h"

/* kernel-src/msgport/decl.py:102 */
struct null_reply_port null_reply_port = {
	.port = {
		.kind = PORT_REPLY_NULL,
		.number = 0x1,
		.bound = 0,
		.name = "null_reply",
	},
};

/* kernel-src/msgport/decl.py:106 */
struct free_reply_port free_reply_port = {
	.port = {
		.kind = PORT_REPLY_ONLY,
		.number = 0x2,
		.bound = 0,
		.name = "free_reply",
	},
};

/* kernel-src/messages/decl.py:49 */
struct lamp_port lamp_port = {
	.port = {
		.kind = PORT_THREAD,
		.number = 0x20,
		.bound = 4,
		.name = "lamp",
	},
};

/* kernel-src/messages/decl.py:74 */
struct switch_port switch_port = {
	.port = {
		.kind = PORT_PUT_ONLY,
		.number = 0x21,
		.bound = 0,
		.name = "switch",
	},
};

/* By state and message: the next state, or none. */
static const int16_t lamp_next[][4] = {
	{ 1, -1, -1, -1 },
	{ -1, 1, 0, 1 },
};

static int
lamp_handle(struct lwkt_msg *m)
{
	switch (m->number) {
	case MSG_LAMP_ON:
		if (KERN_INVARIANTS)
			port_monitor(&lamp_port.port, m,
			    lamp_next[lamp_port.port.state][0]);
		return (lamp_on_on((struct lamp_on_msg *)m));
	case MSG_LAMP_WRITE:
		if (KERN_INVARIANTS)
			port_monitor(&lamp_port.port, m,
			    lamp_next[lamp_port.port.state][1]);
		return (lamp_on_write((struct lamp_write_msg *)m));
	case MSG_LAMP_OFF:
		if (KERN_INVARIANTS)
			port_monitor(&lamp_port.port, m,
			    lamp_next[lamp_port.port.state][2]);
		return (lamp_on_off((struct lamp_off_msg *)m));
	case MSG_FLASH:
		if (KERN_INVARIANTS)
			port_monitor(&lamp_port.port, m,
			    lamp_next[lamp_port.port.state][3]);
		return (lamp_on_flash((struct flash_msg *)m));
	case 0x2004:		/* dim, kernel-src/messages/decl.py:71 */
		return (ENOSYS);
	default:
		panic("port lamp does not accept message 0x%x", m->number);
	}
}

static int
switch_handle(struct lwkt_msg *m)
{
	switch (m->number) {
	case MSG_SWITCH_PRESS:
		return (switch_on_press((struct switch_press_msg *)m));
	default:
		panic("port switch does not accept message 0x%x", m->number);
	}
}

/* Context: thread */
void
lamp_serve(void)
{
	lwkt_port_own(&lamp_port.port);
	for (;;)
		port_handled(lwkt_waitport(&lamp_port.port));
}

/* Every declared port. */
struct lwkt_port *const port_table[] = {
	&null_reply_port.port,
	&free_reply_port.port,
	&lamp_port.port,
	&switch_port.port,
	NULL
};

/*
 * Have a port's handler handle a message, which it owns.  Returns an error, or
 * EASYNC when the reply comes later.
 *
 * Context: thread
 */
int
port_handle(struct lwkt_port *port, struct lwkt_msg *m)
{
	switch (port->number) {
	case 0x20:
		return (lamp_handle(m));
	case 0x21:
		return (switch_handle(m));
	default:
		panic("port_handle: port %s handles nothing, not message 0x%x",
		    port->name, m->number);
	}
}

/*
 * Hand an answer to the function of a port that has one.
 *
 * Context: any
 */
void
port_answered(struct lwkt_port *port, struct lwkt_msg *m)
{
	switch (port->number) {
	case 0x2:
		free_reply_on_reply(m);
		return;
	default:
		panic("port_answered: port %s has no function for message 0x%x",
		    port->name, m->number);
	}
}

/*
 * Tell a receiver that the sender wants its reply early.
 *
 * Context: crit
 */
void
port_abort(struct lwkt_msg *m)
{
	switch (m->number) {
	case MSG_LAMP_WRITE:
		lamp_on_write_abort((struct lamp_write_msg *)m);
		return;
	default:
		panic("port_abort: message 0x%x cannot be aborted", m->number);
	}
}
