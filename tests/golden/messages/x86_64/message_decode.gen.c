/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared messages.
 * Edit that, not this; the shape is templates/c/message_decode.c.j2.
 */

#include "msgport/msgport.h"
#include "enum_name.gen.h"
#include "messages_message.gen.h"
#include "message_decode.gen.h"

static inline const char *
named(const char *name)
{
	return (name != NULL ? name : "?");
}

/*
 * The name of a message by its number, or NULL.
 *
 * Context: any
 */
const char *
message_name(uint32_t number)
{
	switch (number) {
	case MSG_LAMP_ON:
		return ("lamp.on");
	case MSG_LAMP_WRITE:
		return ("lamp.write");
	case MSG_LAMP_OFF:
		return ("lamp.off");
	case MSG_SWITCH_PRESS:
		return ("switch.press");
	case MSG_FLASH:
		return ("Flash");
	default:
		return (NULL);
	}
}

/*
 * Print what a message says, on one line.
 *
 * Context: any
 */
void
message_decode(const struct lwkt_msg *h, void (*print)(const char *, ...))
{
	print("%s", named(message_name(h->number)));
	switch (h->number) {
	case MSG_LAMP_ON: {
		const struct lamp_on_msg *m = (const void *)h;

		print(" colour=%s", named(colour_name(m->colour)));
		break;
	}
	case MSG_LAMP_WRITE: {
		const struct lamp_write_msg *m = (const void *)h;

		print(" text=%p", (const void *)m->text);
		print(" text_size=0x%llx", (unsigned long long)m->text_size);
		break;
	}
	case MSG_FLASH: {
		const struct flash_msg *m = (const void *)h;

		print(" colour=%s", named(colour_name(m->colour)));
		print(" times=0x%llx", (unsigned long long)m->times);
		print(" pauses=[%zu bytes]", sizeof(m->pauses));
		print(" since=0x%llx", (unsigned long long)m->since);
		break;
	}
	default:
		break;
	}
	print(" (number 0x%x, flags 0x%x, error %d, result 0x%llx)\n",
	    h->number, h->flags, h->error, (unsigned long long)h->result);
}
