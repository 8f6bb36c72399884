/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared messages.
 * Edit that, not this; the shape is templates/c/message_wire.c.j2.
 */

#include "kernel.h"
#include "message_wire.gen.h"
#include "syscall.gen.h"
#include "validity.gen.h"

_Static_assert(sizeof(struct flash_wire) == 32,
    "the model has 32 bytes on a wire");

/*
 * Make the wire form of a request.
 *
 * Context: any
 */
void
flash_marshal(struct flash_wire *to, const struct flash_msg *m)
{
	struct flash_wire w;

	memset(&w, 0, sizeof(w));
	w.number = MSG_FLASH;
	w.size = sizeof(w);
	w.colour = m->colour;
	w.times = m->times;
	memcpy(w.pauses, m->pauses, sizeof(w.pauses));
	w.since = m->since;
	*to = w;
}

/*
 * Make a request of what has arrived. Returns 0, or EINVAL for what nobody
 * may send; then the message is as it was.
 *
 * Context: any
 */
int
flash_unmarshal(struct flash_msg *m, struct lwkt_port *reply,
    const void *from, size_t size)
{
	struct flash_wire w;

	if (size != sizeof(w))
		return (EINVAL);
	memcpy(&w, from, sizeof(w));
	if (w.number != MSG_FLASH || w.size != sizeof(w))
		return (EINVAL);
	if (!is_colour(w.colour))
		return (EINVAL);
	for (size_t i0 = 0; i0 < sizeof(w._pad); i0++)
		if (w._pad[i0] != 0)
			return (EINVAL);
	lwkt_initmsg(&m->h, reply, MSG_FLASH, 0);
	m->colour = w.colour;
	m->times = w.times;
	memcpy(m->pauses, w.pauses, sizeof(m->pauses));
	m->since = w.since;
	return (0);
}
