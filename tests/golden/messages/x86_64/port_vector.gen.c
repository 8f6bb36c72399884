/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/msgport/decl.py.
 * Edit that, not this; the shape is templates/c/port_vector.c.j2.
 */

#include "kernel.h"
#include "port_vector.gen.h"

int
port_other_put(struct lwkt_port *port, struct lwkt_msg *m)
{
	switch (port->kind) {
	case PORT_SPIN:
		return (port_put_locked(port, m));
	case PORT_SERIALIZE:
		return (port_put_serialized(port, m));
	case PORT_PUT_ONLY:
		return (port_put_now(port, m));
	default:
		panic("port_vector_put: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}

struct lwkt_msg *
port_other_get(struct lwkt_port *port)
{
	switch (port->kind) {
	case PORT_SPIN:
		return (port_get_locked(port));
	case PORT_SERIALIZE:
		return (port_get_serialized(port));
	default:
		panic("port_vector_get: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}

struct lwkt_msg *
port_other_wait_port(struct lwkt_port *port)
{
	switch (port->kind) {
	case PORT_SPIN:
		return (port_wait_locked(port));
	case PORT_SERIALIZE:
		return (port_wait_serialized(port));
	default:
		panic("port_vector_wait_port: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}

int
port_other_wait_message(struct lwkt_port *port, struct lwkt_msg *m,
	    uint32_t flags)
{
	switch (port->kind) {
	case PORT_SPIN:
		return (port_wait_message_locked(port, m, flags));
	case PORT_SERIALIZE:
		return (port_wait_message_serialized(port, m, flags));
	default:
		panic("port_vector_wait_message: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}

void
port_other_reply(struct lwkt_port *port, struct lwkt_msg *m)
{
	switch (port->kind) {
	case PORT_SPIN:
		port_reply_locked(port, m);
		return;
	case PORT_SERIALIZE:
		port_reply_serialized(port, m);
		return;
	case PORT_REPLY_ONLY:
		port_reply_call(port, m);
		return;
	case PORT_REPLY_NULL:
		port_reply_mark(port, m);
		return;
	default:
		panic("port_vector_reply: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}

int
port_other_drop(struct lwkt_port *port, struct lwkt_msg *m)
{
	switch (port->kind) {
	case PORT_SPIN:
		return (port_drop_locked(port, m));
	default:
		panic("port_vector_drop: port %s, of kind %u, has none",
		    port->name, port->kind);
	}
}
