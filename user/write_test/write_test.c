/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * A write of much does not hold the machine.
 *
 *	write_test		start a writer, wake up, end it in the middle
 *	write_test much		write many lines, then exit
 */

#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	MUCH = 1 << 20,
	TICKS_MAX = 50,
	SLEEP_NS = 20 * 1000 * 1000
};

static int
write_much(void)
{
	static char lines[MUCH];

	/* Lines that nobody reads: whoever judges a test passes them over. */
	for (size_t i = 0; i < sizeof(lines); i += 2)
		memcpy(&lines[i], "#\n", 2);
	return (write(1, lines, sizeof(lines)) != MUCH);
}

/*
 * The writer needs more than a hundred ticks; we sleep for two, and it has a
 * turn of four.  Had it held the CPU, it would have used them all.
 */
static void
writer_is_ended(void)
{
	struct timespec soon = { 0, SLEEP_NS };
	int32_t pid = process_start("write_test much"), status;
	struct rusage usage;

	if (!CHECK(pid > 0, "%s", errno_name(errno)))
		return;
	CHECK(nanosleep(&soon, NULL) == 0, "%s", errno_name(errno));
	CHECK(kill(pid, SIGKILL) == 0, "%s", errno_name(errno));
	CHECK(wait4(pid, &status, 0, &usage) == pid, "%s", errno_name(errno));
	CHECK((status & 0x7f) == SIGKILL, "it ended with status 0x%x",
	    (unsigned)status);
	CHECK(usage.ticks < TICKS_MAX, "it had the CPU for %llu ticks",
	    (unsigned long long)usage.ticks);
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "much") == 0)
		return (write_much());
	writer_is_ended();
	return (argc == 1 ? check_result() : check_usage("write_test [much]"));
}
