/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Parents and children: wait4, kill, getppid.
 *
 *	wait_test		all of it
 *	wait_test exit N	end with N
 *	wait_test sleep		sleep for ever
 *	wait_test orphan	leave a child behind
 *	wait_test parent PID	end with 0 when PID is the parent
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	INIT = 1,
	NOBODY = 0x7fff0000
};

static int
decimal(const char *digits)
{
	int value = 0;

	for (; *digits != '\0'; digits++)
		value = value * 10 + (*digits - '0');
	return (value);
}

static void
statuses_arrive(void)
{
	char command[COMMAND_MAX];
	static const int status[] = { 0, 1, 42, 127, 128, 255 };

	for (unsigned i = 0; i < sizeof(status) / sizeof(status[0]); i++) {
		(void)snprintf(command, sizeof(command), "wait_test exit %d",
		    status[i]);
		check_ends(command, 0, status[i]);
	}
	check_ends("wait_test exit 256", 0, 0);
}

static void
nobody_is_no_child(void)
{
	int32_t status;

	CHECK(wait4(-1, &status, 0, NULL) == -1 && errno == ECHILD, "%s",
	    errno_name(errno));
	CHECK(wait4(NOBODY, &status, WNOHANG, NULL) == -1 && errno == ECHILD,
	    "%s", errno_name(errno));
	CHECK(wait4(INIT, &status, WNOHANG, NULL) == -1 && errno == ECHILD,
	    "%s", errno_name(errno));
	CHECK(kill(NOBODY, SIGTERM) == -1 && errno == ESRCH, "%s",
	    errno_name(errno));
}

static void
sleeper_is_killed(void)
{
	int32_t pid = process_start("wait_test sleep"), status = 0;
	struct rusage usage;

	if (!CHECK(pid > 0, "%s", errno_name(errno)))
		return;
	(void)sched_yield();
	CHECK(wait4(pid, &status, WNOHANG, NULL) == 0, "%s",
	    errno_name(errno));
	CHECK(kill(pid, SIGNONE) == 0, "%s", errno_name(errno));
	CHECK(kill(pid, SIGKILL) == 0, "%s", errno_name(errno));
	memset(&usage, 0xff, sizeof(usage));
	CHECK(wait4(pid, &status, 0, &usage) == pid, "%s", errno_name(errno));
	CHECK((status & 0x7f) == SIGKILL, "status %#x", status);
	CHECK(usage.switches > 0 && usage.switches < 1000,
	    "switched to %llu times", (unsigned long long)usage.switches);
	CHECK(kill(pid, SIGNONE) == -1 && errno == ESRCH, "%s",
	    errno_name(errno));
}

static void
any_child_is_reaped(void)
{
	int32_t a = process_start("wait_test exit 3");
	int32_t b = process_start("wait_test exit 4");
	int32_t first, second, status[2] = { 0, 0 };

	first = wait4(-1, &status[0], 0, NULL);
	second = wait4(-1, &status[1], 0, NULL);
	CHECK((first == a && second == b) || (first == b && second == a),
	    "started %d and %d, reaped %d and %d", a, b, first, second);
	CHECK(status[0] + status[1] == (3 + 4) << 8, "%#x and %#x", status[0],
	    status[1]);
}

static void
parent_is_known(void)
{
	char command[COMMAND_MAX];

	(void)snprintf(command, sizeof(command), "wait_test parent %d",
	    getpid());
	check_ends(command, 0, 0);
}

static int
leave_orphan(void)
{
	int32_t pid = process_start("wait_test exit 0");

	return (pid > 0 ? 0 : 1);
}

int
main(int argc, char **argv)
{
	struct timespec hour = { .tv_sec = 3600 };

	if (argc == 1) {
		statuses_arrive();
		nobody_is_no_child();
		sleeper_is_killed();
		any_child_is_reaped();
		parent_is_known();
		check_ends("wait_test orphan", 0, 0);
		return (check_result());
	}
	if (strcmp(argv[1], "exit") == 0)
		return (decimal(argv[2]));
	if (strcmp(argv[1], "sleep") == 0)
		return (nanosleep(&hour, NULL));
	if (strcmp(argv[1], "orphan") == 0)
		return (leave_orphan());
	if (strcmp(argv[1], "parent") == 0)
		return (getppid() != decimal(argv[2]));
	return (check_usage("wait_test [exit N|sleep|orphan|parent PID]"));
}
