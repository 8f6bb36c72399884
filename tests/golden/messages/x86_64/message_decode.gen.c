/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared messages.
 * Edit that, not this; the shape is templates/c/message_decode.c.j2.
 */

#include "msgport/msgport.h"
#include "enum_name.gen.h"
#include "messages_message.gen.h"
#include "message_decode.gen.h"

/* How a field is shown. */
enum how { NUMBER, SIGNED, TEXT, BYTES, ADDRESS };

struct field {
	const char			*name;
	const struct named_values	*names;		/* or NULL */
	uint16_t			 offset, size;
	enum how			 how;
};

struct message {
	uint32_t	 number;
	const char	*name;
	uint32_t	 fields;	/* so many rows of fields are its */
};

#define FIELD(message, field, how, names) \
	{ #field, names, offsetof(struct message##_msg, field), \
	    sizeof(((struct message##_msg *)0)->field), how }

static const struct message messages[] = {
	{ MSG_LAMP_ON, "lamp.on", 1 },
	{ MSG_LAMP_WRITE, "lamp.write", 2 },
	{ MSG_LAMP_OFF, "lamp.off", 0 },
	{ MSG_SWITCH_PRESS, "switch.press", 0 },
	{ MSG_FLASH, "Flash", 4 },
};
static const struct message *const messages_end =
    messages + sizeof(messages) / sizeof(messages[0]);

static const struct field fields[] = {
	/* kernel-src/messages/decl.py:56 */
	FIELD(lamp_on, colour, NUMBER, &colour_names),
	/* kernel-src/messages/decl.py:61 */
	FIELD(lamp_write, text, ADDRESS, NULL),
	FIELD(lamp_write, text_size, NUMBER, NULL),
	/* kernel-src/messages/decl.py:66 */
	/* kernel-src/messages/decl.py:78 */
	/* kernel-src/messages/decl.py:36 */
	FIELD(flash, colour, NUMBER, &colour_names),
	FIELD(flash, times, NUMBER, NULL),
	FIELD(flash, pauses, BYTES, NULL),
	FIELD(flash, since, NUMBER, NULL),
};

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
	for (const struct message *m = messages; m < messages_end; m++)
		if (m->number == number)
			return (m->name);
	return (NULL);
}

/* A number of a message, of any width, lowest byte first. */
static uint64_t
number_at(const void *at, size_t size, bool is_signed)
{
	unsigned int unused = 64 - 8 * (unsigned int)size;
	uint64_t value = 0;

	memcpy(&value, at, size);
	value <<= unused;
	return (is_signed ? (uint64_t)((int64_t)value >> unused)
	    : value >> unused);
}

static void
show(const struct field *f, const char *at, void (*print)(const char *, ...))
{
	if (f->how == TEXT) {
		print(" %s=\"%s\"", f->name, at);
	} else if (f->how == BYTES) {
		print(" %s=[%zu bytes]", f->name, (size_t)f->size);
	} else if (f->how == ADDRESS) {
		print(" %s=%p", f->name, *(const void *const *)at);
	} else {
		uint64_t value = number_at(at, f->size, f->how == SIGNED);

		if (f->names != NULL)
			print(" %s=%s", f->name,
			    named(named_value(f->names, value)));
		else
			print(" %s=0x%llx", f->name, (unsigned long long)value);
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
	const char *at = (const void *)h;
	const struct field *f = fields;

	print("%s", named(message_name(h->number)));
	for (const struct message *m = messages; m < messages_end; m++) {
		const struct field *end = f + m->fields;

		for (; f < end; f++)
			if (m->number == h->number)
				show(f, at + f->offset, print);
	}
	print(" (number 0x%x, flags 0x%x, error %d, result 0x%llx)\n",
	    h->number, h->flags, h->error, (unsigned long long)h->result);
}
