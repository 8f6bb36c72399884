/* SPDX-License-Identifier: BSD-3-Clause */
/* The prompt: a line from the port, and the way back from what is wrong. */

#include "ddb/ddb.h"

#include "console.h"
#include "panic.h"

enum {
	LINE = 160,
	CONTROL_C = 3,
	BACKSPACE = 8,
	CONTROL_U = 21,
	DELETE = 127
};

/* Where a command goes on that cannot: gcc's own five words. */
static void *back[5];

/* What to say of it; NULL: it was said. */
static char wrong[160];

/*
 * Give a command up, and say why.
 *
 * Context: any
 */
void
ddb_fail(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	kvsnprintf(wrong, sizeof(wrong), format, ap);
	va_end(ap);
	__builtin_longjmp(back, 1);
}

/*
 * A trap or an assertion that is about to end the kernel: in the debugger it
 * ends the command.
 *
 * Context: any
 */
void
ddb_fault(const char *what, uintptr_t pc)
{
	uintptr_t offset = 0;
	const char *name = ksym_name(pc, &offset);

	if (ddb_inside == 0 || ddb_inside != curcpu()->id + 1)
		return;
	ddb_fail("in the debugger, at %s+0x%zx: %s", name != NULL ? name : "?",
	    offset, what);
}

/* Take back what was typed last; the number of characters that are left. */
static size_t
erased(size_t n)
{
	if (n == 0)
		return (0);
	console_write("\b \b", 3);
	return (n - 1);
}

/*
 * Read a line; false when ^C gave it up.
 *
 * Context: any
 */
bool
ddb_getline(char *line, size_t size)
{
	size_t n = 0;

	for (;;) {
		int c = console_poll();

		if (c == '\r' || c == '\n')
			break;
		if (c == BACKSPACE || c == DELETE) {
			n = erased(n);
		} else if (c == CONTROL_U) {
			while (n > 0)
				n = erased(n);
		} else if (c == CONTROL_C) {
			console_write("^C\n", 3);
			return (false);
		} else if (c >= ' ' && n + 1 < size) {
			line[n] = (char)c;
			console_write(&line[n++], 1);
		} else if (c < 0) {
			cpu_pause();
		}
	}
	line[n] = '\0';
	console_write("\n", 1);
	return (true);
}

/*
 * Has somebody typed ^C while a command printed?
 *
 * Context: any
 */
bool
ddb_interrupted(void)
{
	return (console_poll() == CONTROL_C);
}

/* Do a command; what is wrong with it leads back here. */
static __attribute__((noinline)) void
attempt(char *line)
{
	if (__builtin_setjmp(back) == 0)
		ddb_command_run(line);
	else
		kprintf("ddb: %s\n", wrong);
}

/*
 * Read a command and do it.  Returns false when it says to go on.
 *
 * Context: any
 */
bool
ddb_prompt(void)
{
	static char line[LINE];

	kprintf("ddb> ");
	if (!ddb_getline(line, sizeof(line)))
		return (true);
	ddb_leaving = false;
	attempt(line);
	return (!ddb_leaving);
}
