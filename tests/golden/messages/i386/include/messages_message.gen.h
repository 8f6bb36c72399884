/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from kernel-src/messages/decl.py.
 * Edit that, not this; the shape is templates/c/message.h.j2.
 */

#ifndef MESSAGES_MESSAGE_GEN_H
#define MESSAGES_MESSAGE_GEN_H

#include "msgport/msgport.h"
#include "messages.gen.h"
#include "msgport_message.gen.h"

/* A lamp. */
struct lamp_port {			/* kernel-src/messages/decl.py:49 */
	struct lwkt_port	port;
};
extern struct lamp_port lamp_port;

/* A switch. */
struct switch_port {			/* kernel-src/messages/decl.py:74 */
	struct lwkt_port	port;
};
extern struct switch_port switch_port;

#define MSG_LAMP_ON             0x2001	/* kernel-src/messages/decl.py:56 */
#define MSG_LAMP_WRITE          0x2002	/* kernel-src/messages/decl.py:61 */
#define MSG_LAMP_MORSE          0x2002	/* kernel-src/messages/decl.py:61 */
#define MSG_LAMP_OFF            0x2003	/* kernel-src/messages/decl.py:66 */
#define MSG_SWITCH_PRESS        0x2101	/* kernel-src/messages/decl.py:78 */
#define MSG_FLASH               0x7001	/* kernel-src/messages/decl.py:36 */

/* Shine; answer how many watts that takes. */
struct lamp_on_msg {			/* kernel-src/messages/decl.py:56 */
	struct lwkt_msg	h;
	uint8_t		colour;		/* at 40 */
};					/* 44 bytes */

static inline void
lamp_on_init(struct lamp_on_msg *m, struct lwkt_port *reply, uint8_t colour)
{
	lwkt_initmsg(&m->h, reply, MSG_LAMP_ON, 0);
	m->colour = colour;
}

static inline uint32_t
lamp_on_result(const struct lamp_on_msg *m)
{
	return ((uint32_t)m->h.result);
}

static inline void
lamp_on_reply(struct lamp_on_msg *m, int error, uint32_t result)
{
	m->h.result = (uint64_t)result;
	lwkt_replymsg(&m->h, error);
}

/* Blink a text. */
struct lamp_write_msg {			/* kernel-src/messages/decl.py:61 */
	struct lwkt_msg	h;
	const void	*text;		/* at 40 */
	size_t		text_size;	/* at 44 */
};					/* 48 bytes */

static inline void
lamp_write_init(struct lamp_write_msg *m, struct lwkt_port *reply,
	    const void *text, size_t text_size)
{
	KASSERT(text_size <= 64, "lamp_write_init: %zu bytes of 64",
	    text_size);
	lwkt_initmsg(&m->h, reply, MSG_LAMP_WRITE, MSGF_ABORTABLE);
	m->text = text;
	m->text_size = text_size;
}

static inline void
lamp_write_reply(struct lamp_write_msg *m, int error)
{
	lwkt_replymsg(&m->h, error);
}

static inline int
lamp_write_wait(struct lamp_write_msg *m)
{
	return (lwkt_waitmsg(&m->h, 0));
}

static inline void
lamp_write_abort(struct lamp_write_msg *m)
{
	lwkt_abortmsg(&m->h);
}

/* Go dark. */
struct lamp_off_msg {			/* kernel-src/messages/decl.py:66 */
	struct lwkt_msg	h;
};					/* 40 bytes */

static inline void
lamp_off_init(struct lamp_off_msg *m)
{
	lwkt_initmsg(&m->h, &null_reply_port.port, MSG_LAMP_OFF,
	    MSGF_DROPABLE);
}

static inline void
lamp_off_reply(struct lamp_off_msg *m, int error)
{
	lwkt_replymsg(&m->h, error);
}

static inline int
lamp_off_drop(struct lamp_off_msg *m)
{
	return (lwkt_dropmsg(&m->h));
}

/* Press it. */
struct switch_press_msg {		/* kernel-src/messages/decl.py:78 */
	struct lwkt_msg	h;
};					/* 40 bytes */

static inline void
switch_press_init(struct switch_press_msg *m, struct lwkt_port *reply)
{
	lwkt_initmsg(&m->h, reply, MSG_SWITCH_PRESS, MSGF_PRIORITY);
}

static inline void
switch_press_reply(struct switch_press_msg *m, int error)
{
	lwkt_replymsg(&m->h, error);
}

/* Flash as somebody far away wants. */
struct flash_msg {			/* kernel-src/messages/decl.py:36 */
	struct lwkt_msg	h;
	uint8_t		colour;		/* at 40 */
	uint8_t		_pad[1];	/* at 41 */
	uint16_t	times;		/* at 42 */
	uint32_t	pauses[3];	/* at 44 */
	uint64_t	since;		/* at 56 */
};					/* 64 bytes */

static inline void
flash_init(struct flash_msg *m, struct lwkt_port *reply, uint8_t colour,
	    uint16_t times, const uint32_t *pauses, uint64_t since)
{
	lwkt_initmsg(&m->h, reply, MSG_FLASH, 0);
	m->colour = colour;
	memset(m->_pad, 0, sizeof(m->_pad));
	m->times = times;
	memcpy(m->pauses, pauses, sizeof(m->pauses));
	m->since = since;
}

static inline uint32_t
flash_result(const struct flash_msg *m)
{
	return ((uint32_t)m->h.result);
}

static inline void
flash_reply(struct flash_msg *m, int error, uint32_t result)
{
	m->h.result = (uint64_t)result;
	lwkt_replymsg(&m->h, error);
}

static inline int
flash_wait(struct flash_msg *m)
{
	return (lwkt_waitmsg(&m->h, 0));
}

static inline int
lamp_on_do(struct lamp_port *to, struct lamp_on_msg *m)
{
	return (lwkt_domsg(&to->port, &m->h));
}

static inline void
lamp_on_forward(struct lamp_port *to, struct lamp_on_msg *m)
{
	lwkt_forwardmsg(&to->port, &m->h);
}

static inline void
lamp_write_send(struct lamp_port *to, struct lamp_write_msg *m)
{
	lwkt_sendmsg(&to->port, &m->h);
}

static inline void
lamp_write_forward(struct lamp_port *to, struct lamp_write_msg *m)
{
	lwkt_forwardmsg(&to->port, &m->h);
}

static inline void
lamp_off_send(struct lamp_port *to, struct lamp_off_msg *m)
{
	lwkt_sendmsg(&to->port, &m->h);
}

static inline void
lamp_off_forward(struct lamp_port *to, struct lamp_off_msg *m)
{
	lwkt_forwardmsg(&to->port, &m->h);
}

static inline void
lamp_flash_send(struct lamp_port *to, struct flash_msg *m)
{
	lwkt_sendmsg(&to->port, &m->h);
}

static inline void
lamp_flash_forward(struct lamp_port *to, struct flash_msg *m)
{
	lwkt_forwardmsg(&to->port, &m->h);
}

int	switch_on_press(struct switch_press_msg *);

static inline int
switch_press_do(struct switch_port *to, struct switch_press_msg *m)
{
	lwkt_runmsg(&to->port, &m->h);
	return (lwkt_ranmsg(&m->h, switch_on_press(m)));
}

static inline void
switch_press_forward(struct switch_port *to, struct switch_press_msg *m)
{
	lwkt_forwardmsg(&to->port, &m->h);
}

#endif
