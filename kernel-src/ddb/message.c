/* SPDX-License-Identifier: BSD-3-Clause */
/* What the debugger shows of messages and ports. */

#include "ddb/ddb.h"

#include "ddb_command.gen.h"
#include "message_decode.gen.h"
#include "msgport/msgport.h"

enum {
	MOST = 1000			/* messages that are shown of a queue */
};

/* Print a message on a line, if one can be at an address; the next of it. */
static const struct lwkt_msg *
print_message(uintptr_t at)
{
	const struct lwkt_msg *m = (const struct lwkt_msg *)at;
	struct lwkt_msg header;

	if (!ddb_read(at, &header, sizeof(header)))
		ddb_fail("no message is at 0x%zx", at);
	if (message_name(header.number) == NULL)
		ddb_fail("0x%x, at 0x%zx, is no message's number",
		    header.number, at);
	kprintf("0x%zx ", at);
	message_decode(m, kprintf);
	return (header.next);
}

static void
print_queue(const char *name, const struct lwkt_msg *first)
{
	unsigned n = 0;

	if (first != NULL)
		kprintf("%s:\n", name);
	for (; first != NULL && n < MOST && !ddb_interrupted(); n++)
		first = print_message((uintptr_t)first);
}

/* Context: any */
void
ddb_on_show_port(size_t port)
{
	struct lwkt_port copy;

	if (!ddb_read(port, &copy, sizeof(copy)))
		ddb_fail("no port is at 0x%zx", port);
	ddb_print_structure("lwkt_port", port);
	print_queue("urgent", copy.urgent_first);
	print_queue("queued", copy.first);
}

/* Context: any */
void
ddb_on_show_message(size_t message)
{
	(void)print_message(message);
	ddb_print_structure("lwkt_msg", message);
}
