/* SPDX-License-Identifier: BSD-3-Clause */

/* The commands of the prompt; each returns 0, or 1 after saying why not. */

#include <stdio.h>
#include <string.h>

#include <call_name.h>
#include <calls.gen.h>
#include <errno.h>
#include <process.h>

#include "init.h"

static int
failed(const char *what)
{
	printf("%s: %s\n", what, errno_name(errno));
	return (1);
}

static int
unexpected(char **argv)
{
	printf("%s: does not take `%s'\n", argv[0], argv[1]);
	return (1);
}

/*
 * Context: thread.
 */
int
command_help(int argc, char **argv)
{
	const struct command *c;
	char usage[32];

	if (argc > 1)
		return (unexpected(argv));
	for (size_t i = 0; i < command_count; i++) {
		c = &command_table[i];
		(void)snprintf(usage, sizeof(usage), "%s %s", c->name,
		    c->arguments);
		printf("  %-24s %s\n", usage, c->doc);
	}
	return (0);
}

/*
 * Context: thread.
 */
int
command_ps(int argc, char **argv)
{
	struct proc_info p;

	if (argc > 1)
		return (unexpected(argv));
	printf("  PID  PPID STATE   PAGES    TICKS NAME\n");
	for (uint32_t index = 0; proc_info(index, &p) == 0; index++)
		printf("%5d %5d %-6s %6u %8llu %s\n", p.pid, p.parent,
		    proc_state_name(p.state), p.pages,
		    (unsigned long long)p.ticks, p.name);
	return (errno == ESRCH ? 0 : failed("proc_info"));
}

/*
 * Context: thread.
 */
int
command_calls(int argc, char **argv)
{
	const struct call_name *c;
	uint32_t shown = 0;

	for (uint32_t i = 0; i < call_name_count; i++) {
		c = &call_name_table[i];
		if (argc > 1 && strcmp(argv[1], c->name) != 0)
			continue;
		printf("%4u %s\n     %s\n", c->number, c->prototype, c->doc);
		shown++;
	}
	if (shown > 0)
		return (0);
	printf("calls: `%s' is not declared\n", argc > 1 ? argv[1] : "");
	return (1);
}

/*
 * Context: thread.
 */
int
command_mem(int argc, char **argv)
{
	struct kernel_info info;
	unsigned long long page;

	if (argc > 1)
		return (unexpected(argv));
	if (kernel_info(&info) != 0)
		return (failed("kernel_info"));
	page = info.page_size;
	printf("total %8llu KiB (%llu pages of %llu bytes)\n",
	    info.pages_total * page >> 10,
	    (unsigned long long)info.pages_total, page);
	printf("used  %8llu KiB\n",
	    (info.pages_total - info.pages_free) * page >> 10);
	printf("free  %8llu KiB\n", info.pages_free * page >> 10);
	printf("in use: threads %u, processes %u, address spaces %u, "
	    "objects %llu\n", info.threads, info.procs, info.spaces,
	    (unsigned long long)info.objects);
	return (0);
}

/*
 * Context: thread.
 */
int
command_uname(int argc, char **argv)
{
	struct utsname name;

	if (argc > 1)
		return (unexpected(argv));
	if (uname(&name) != 0)
		return (failed("uname"));
	printf("%s %s %s %s %s\n", name.sysname, name.nodename, name.release,
	    name.version, name.machine);
	return (0);
}

/*
 * Context: thread.
 */
int
command_uptime(int argc, char **argv)
{
	struct kernel_info info;

	if (argc > 1)
		return (unexpected(argv));
	if (kernel_info(&info) != 0)
		return (failed("kernel_info"));
	printf("up %llu.%03llu s; %llu switches, %llu interrupts\n",
	    (unsigned long long)(info.uptime_ns / 1000000000),
	    (unsigned long long)(info.uptime_ns / 1000000 % 1000),
	    (unsigned long long)info.switches,
	    (unsigned long long)info.interrupts);
	return (0);
}

/*
 * Put the words back together: the inverse of command_split.
 */
static bool
words_join(char *line, size_t size, int count, char **words)
{
	size_t used = 0, length;

	for (int i = 0; i < count; i++) {
		length = strlen(words[i]);
		if (used + length + 1 > size)
			return (false);
		memcpy(line + used, words[i], length);
		used += length;
		line[used++] = i + 1 < count ? ' ' : '\0';
	}
	return (count > 0);
}

/*
 * Context: thread, may sleep.
 */
int
command_start(int argc, char **argv)
{
	char line[COMMAND_MAX];
	struct ending ending;

	if (!words_join(line, sizeof(line), argc - 1, argv + 1)) {
		printf("usage: run PROGRAM [WORD...]\n");
		return (1);
	}
	if (!process_run(line, &ending)) {
		if (errno == ENOENT)
			printf("run: there is no program `%s'\n", argv[1]);
		else
			printf("run: %s: %s\n", argv[1], errno_name(errno));
		return (1);
	}
	if (ending.signal != 0)
		printf("%s: killed by signal %d (%s)\n", argv[1],
		    ending.signal, signal_name(ending.signal));
	else if (ending.status != 0)
		printf("%s: exited with %d\n", argv[1], ending.status);
	return (ending.signal != 0 || ending.status != 0);
}

/*
 * Context: thread, may sleep.
 */
int
command_test(int argc, char **argv)
{
	if (argc > 2)
		return (unexpected(argv + 1));
	return (boot_test_one(argc > 1 ? argv[1] : "*"));
}

/*
 * Context: thread; returns when somebody lets the kernel go on.
 */
int
command_debugger(int argc, char **argv)
{
	if (argc > 1)
		return (unexpected(argv));
	return (debugger() == 0 ? 0 : failed("debugger"));
}

/*
 * Context: thread; returns when the kernel refuses.
 */
int
command_halt(int argc, char **argv)
{
	if (argc > 1)
		return (unexpected(argv));
	(void)reboot(RB_POWEROFF);
	return (failed("reboot"));
}

/*
 * Context: thread; returns when the kernel refuses.
 */
int
command_reboot(int argc, char **argv)
{
	if (argc > 1)
		return (unexpected(argv));
	(void)reboot(0);
	return (failed("reboot"));
}
