/* SPDX-License-Identifier: BSD-3-Clause */
/* What a message says, in words. */

#include "echo/echo.h"
#include "ktest/ktest.h"
#include "message_decode.gen.h"

enum {
	ROOM = 256,
	SEQUENCE = 7
};

static char text[ROOM];

static void __attribute__((format(printf, 1, 2)))
collect(const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	(void)kvsnprintf(text + used, sizeof(text) - used, format, arguments);
	va_end(arguments);
}

void
ktest_echo_messages_are_printed(struct ktest *t)
{
	const char wanted[] = "Ping sequence=0x7 mood=HURRIED stamp=0x10 "
	    "(number 0x7001, flags 0x1, error 0, result 0x0)\n";
	struct ping_msg ping;

	ping_init(&ping, &mail_port.port, SEQUENCE, HURRIED, 0x10);
	text[0] = '\0';
	message_decode(&ping.h, collect);
	KTEST_ASSERT(t, strcmp(text, wanted) == 0, "printed %s", text);
}

void
ktest_echo_unknown_values_are_printed(struct ktest *t)
{
	struct echo_open_msg open;

	echo_open_init(&open, &mail_port.port, CALM);
	open.mood = 9;
	text[0] = '\0';
	message_decode(&open.h, collect);
	KTEST_ASSERT(t, strncmp(text, "echo.open mood=?", 16) == 0,
	    "printed %s", text);
	KTEST_ASSERT(t, message_name(0xffff) == NULL, "0xffff has a name");
}
