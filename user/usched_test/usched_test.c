/* SPDX-License-Identifier: BSD-3-Clause */

/*
 * Programs share the CPUs as their policies say.
 *
 *	usched_test		all of it
 *	usched_test spin CPU	never sleep, on one CPU
 *	usched_test change CPU	the same, and take another policy after a while
 *	usched_test free	never sleep, anywhere
 */

#include <stdint.h>
#include <string.h>

#include <calls.gen.h>
#include <check.h>
#include <errno.h>
#include <process.h>

enum {
	NAP_NS = 20 * 1000 * 1000,
	SPINNERS = 3,
	CHANGE_AT = 44,			/* ticks */
	CHANGED_AT = 52,
	MEASURED = 96,
	SLACK = 7,			/* ticks: nearly two turns */
	CPUS = 16
};

static uint64_t
ticks_of(int32_t pid)
{
	struct proc_info info;

	for (uint32_t n = 0; proc_info(n, &info) == 0; n++)
		if (info.pid == pid)
			return (info.ticks);
	CHECK(false, "pid %d is gone", pid);
	return (UINT64_MAX / 2);
}

static bool
set_policy(const char *name)
{
	return (usched_set(0, USCHED_SET_SCHEDULER, name, strlen(name)) == 0);
}

static bool
set_cpu(uint32_t cmd, uint32_t cpu)
{
	return (usched_set(0, cmd, &cpu, sizeof(cpu)) == 0);
}

static void
nap(void)
{
	struct timespec ts = { .tv_nsec = NAP_NS };

	CHECK(nanosleep(&ts, NULL) == 0, "%s", errno_name(errno));
}

/* Spin; `change' takes the other policy when it has had its ticks. */
static int
spin(const char *how, const char *cpu)
{
	bool change = strcmp(how, "change") == 0;

	if (cpu != NULL && !CHECK(set_cpu(USCHED_SET_CPU,
	    (uint32_t)(cpu[0] - '0')), "%s", errno_name(errno)))
		return (1);
	for (volatile unsigned x = 0;; x++) {
		if (change && x % 4096 == 0 &&
		    ticks_of(getpid()) >= CHANGE_AT) {
			CHECK(set_policy("usched_round"), "%s",
			    errno_name(errno));
			change = false;
		}
	}
}

/* What the spinners had together, and the last of them alone. */
struct had {
	uint64_t all;
	uint64_t last;
};

static struct had
had(const int32_t *pids)
{
	struct had had = { 0, 0 };

	for (int i = 0; i < SPINNERS; i++) {
		had.last = ticks_of(pids[i]);
		had.all += had.last;
	}
	return (had);
}

/* Of the next ticks of all, the last spinner gets one of `parts'. */
static void
last_gets(const int32_t *pids, unsigned parts)
{
	struct had start = had(pids), end = start;
	uint64_t share, fair;

	while (end.all - start.all < MEASURED) {
		nap();
		end = had(pids);
	}
	share = end.last - start.last;
	fair = (end.all - start.all) / parts;
	CHECK(share + SLACK >= fair && share <= fair + SLACK,
	    "%llu of %llu ticks are not one in %u",
	    (unsigned long long)share,
	    (unsigned long long)(end.all - start.all), parts);
}

static void
end(int32_t pid)
{
	struct ending ending;

	CHECK(kill(pid, SIGKILL) == 0, "%s", errno_name(errno));
	CHECK(process_await(pid, &ending), "%s", errno_name(errno));
}

/* Of three equals each has a third; who has a policy alone, the half. */
static void
shares(uint32_t cpus)
{
	char spinner[] = "usched_test spin 0", other[] = "usched_test change 0";
	int32_t pids[SPINNERS];

	spinner[sizeof(spinner) - 2] = (char)('0' + cpus - 1);
	other[sizeof(other) - 2] = (char)('0' + cpus - 1);
	for (int i = 0; i < SPINNERS; i++)
		pids[i] = process_start(i < SPINNERS - 1 ? spinner : other);
	last_gets(pids, SPINNERS);
	while (ticks_of(pids[SPINNERS - 1]) < CHANGED_AT)
		nap();
	last_gets(pids, 2);
	for (int i = 0; i < SPINNERS; i++)
		end(pids[i]);
}

/* How many turns each CPU has given to programs. */
static void
turns(struct counter_info *info)
{
	for (uint32_t n = 0; counter_info(n, info) == 0; n++)
		if (strcmp(info->subsystem, "usched") == 0 &&
		    strcmp(info->name, "grants") == 0)
			return;
	CHECK(false, "there is no counter of turns");
}

/* Programs that may go anywhere get to all CPUs. */
static void
spread(uint32_t cpus)
{
	struct counter_info before, now;
	int32_t pids[CPUS];
	uint32_t idle = cpus;

	turns(&before);
	for (uint32_t i = 0; i < cpus; i++)
		pids[i] = process_start("usched_test free");
	while (idle > 0) {
		nap();
		turns(&now);
		idle = 0;
		for (uint32_t i = 0; i < cpus; i++)
			idle += now.each[i] == before.each[i];
	}
	for (uint32_t i = 0; i < cpus; i++)
		end(pids[i]);
}

static void
refusals(uint32_t cpus)
{
	CHECK(!set_policy("usched_none") && errno == EINVAL, "%s",
	    errno_name(errno));
	CHECK(!set_policy("") && errno == EINVAL, "%s", errno_name(errno));
	CHECK(!set_cpu(USCHED_SET_CPU, cpus) && errno == EINVAL, "%s",
	    errno_name(errno));
	CHECK(usched_set(getppid(), USCHED_SET_SCHEDULER, "usched_bsd4", 11) ==
	    -1 && errno == EPERM, "%s", errno_name(errno));
	CHECK(set_cpu(USCHED_SET_CPU, 0), "%s", errno_name(errno));
	CHECK(!set_cpu(USCHED_DEL_CPU, 0) && errno == EINVAL,
	    "the last CPU went");
	CHECK(set_cpu(USCHED_ADD_CPU, cpus - 1), "%s", errno_name(errno));
	CHECK(cpus == 1 || set_cpu(USCHED_DEL_CPU, 0), "%s",
	    errno_name(errno));
}

int
main(int argc, char **argv)
{
	struct kernel_info info;

	if (argc > 1)
		return (spin(argv[1], argc > 2 ? argv[2] : NULL));
	CHECK(kernel_info(&info) == 0, "%s", errno_name(errno));
	spread(info.cpus);
	shares(info.cpus);
	refusals(info.cpus);
	return (check_result());
}
