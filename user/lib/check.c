/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdarg.h>
#include <stdio.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum { SEEN_MAX = 160 };

static int failures;

/*
 * Note whether a check holds; print what was seen when it does not.
 *
 * Context: thread.
 */
bool
check_that(bool holds, const char *file, int line, const char *condition,
    const char *format, ...)
{
	char seen[SEEN_MAX];
	va_list ap;

	if (holds)
		return (true);
	va_start(ap, format);
	(void)vsnprintf(seen, sizeof(seen), format, ap);
	va_end(ap);
	printf("# %s:%d: %s: %s\n", file, line, condition, seen);
	failures++;
	return (false);
}

/*
 * The status to end with: 0 when every check held.
 *
 * Context: any.
 */
int
check_result(void)
{
	return (failures == 0 ? 0 : 1);
}

/*
 * Check that `command' dies by `signal', or exits with `status' when that
 * is 0.
 *
 * Context: thread, may sleep.
 */
void
check_ends(const char *command, int signal, int status)
{
	struct ending ending;

	if (!CHECK(process_run(command, &ending), "%s: %s", command,
	    errno_name(errno)))
		return;
	CHECK(ending.signal == signal, "%s: ended by signal %d (%s), not %d",
	    command, ending.signal, signal_name(ending.signal), signal);
	if (signal == 0)
		CHECK(ending.status == status, "%s: exited with %d, not %d",
		    command, ending.status, status);
}

/*
 * Say how the program is to be called; the result is its status.
 *
 * Context: thread.
 */
int
check_usage(const char *usage)
{
	printf("usage: %s\n", usage);
	return (2);
}
