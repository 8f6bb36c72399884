/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ports as the command line wants them: with thread_ports=spin, what would be a
 * thread's port is a spin port, and nobody who uses it can tell.
 */

#include "init.gen.h"
#include "kernel.h"
#include "msgport_lock.gen.h"
#include "msgport/msgport.h"
#include "port.gen.h"
#include "port_vector.gen.h"
#include "tunable_table.gen.h"

/* What a thread's port is made of.  Fixed before there are other threads. */
static uint32_t thread_kind = PORT_THREAD;

/*
 * Make the declared ports what they are to be.
 *
 * Context: boot
 */
void
port_tune(void)
{
	if (tunable_thread_ports != TUNABLE_THREAD_PORTS_SPIN)
		return;
	thread_kind = PORT_SPIN;
	for (unsigned i = 0; port_table[i] != NULL; i++) {
		if (port_table[i]->kind == PORT_THREAD)
			port_table[i]->kind = PORT_SPIN;
	}
}

/* What every port begins as. */
static void
make(struct lwkt_port *port, uint32_t kind, uint32_t number,
    struct thread *owner, const char *name)
{
	memset(port, 0, sizeof(*port));
	spin_port_lock_init(port);
	port->kind = kind;
	port->number = number;
	port->owner = owner;
	strlcpy(port->name, name, sizeof(port->name));
}

/*
 * Make a port of a kind, which handles what the declared port `number' does;
 * `owner' receives from it.
 *
 * Context: any
 */
void
lwkt_initport(struct lwkt_port *port, uint32_t kind, uint32_t number,
    struct thread *owner, const char *name)
{
	KASSERT(kind != PORT_SERIALIZE,
	    "lwkt_initport: %s has no serializer", name);
	make(port, kind == PORT_THREAD ? thread_kind : kind, number, owner,
	    name);
}

/*
 * The same of kind serialize: whoever uses the port is inside of `s'.
 *
 * Context: any
 */
void
lwkt_initport_serialize(struct lwkt_port *port, uint32_t number,
    struct thread *owner, const char *name, struct serializer *s)
{
	make(port, PORT_SERIALIZE, number, owner, name);
	port->serializer = s;
}
