/* SPDX-License-Identifier: BSD-3-Clause */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>
#include <call_name.h>
#include <process.h>

#include "init.h"

const struct command command_table[] = {
	{ "help", "", "show this", command_help },
	{ "ps", "", "show the processes", command_ps },
	{ "calls", "[CALL]", "show the declared system calls", command_calls },
	{ "mem", "", "show the memory", command_mem },
	{ "memory", "[TYPE]", "show what each type of the kernel's memory has",
	    command_memory },
	{ "counters", "[NAME]", "show what the CPUs counted",
	    command_counters },
	{ "locks", "", "show locks that were nested in no declared order",
	    command_locks },
	{ "tunables", "", "show what the command line may say",
	    command_tunables },
	{ "trace", "[KIND,...|off|dump]", "record what happens, show it",
	    command_trace },
	{ "uname", "", "show the kernel's names", command_uname },
	{ "uptime", "", "show how long the kernel has run", command_uptime },
	{ "run", "PROGRAM [WORD...]", "run a program", command_start },
	{ "test", "[NAME]", "run the declared boot tests", command_test },
	{ "debugger", "", "enter the kernel's debugger", command_debugger },
	{ "halt", "", "power off", command_halt },
	{ "reboot", "", "start again", command_reboot },
};

const size_t command_count = sizeof(command_table) / sizeof(command_table[0]);

/*
 * Say what booted.
 *
 * Context: thread.
 */
void
banner_print(void)
{
	struct utsname name;
	struct kernel_info info;
	uint64_t page;

	if (uname(&name) != 0 || kernel_info(&info) != 0) {
		printf("init: the kernel does not name itself: %s\n",
		    errno_name(errno));
		return;
	}
	page = info.page_size;
	printf("\n%s %s on %s, config %s, booted by %s\n", name.sysname,
	    name.release, name.machine, info.config, info.loader);
	printf("%llu MiB of memory, %llu MiB free; %u CPU%s; "
	    "%u declared system calls\n",
	    (unsigned long long)(info.pages_total * page >> 20),
	    (unsigned long long)(info.pages_free * page >> 20),
	    info.cpus, info.cpus == 1 ? "" : "s", call_name_count);
	printf("Type `help' for the commands, `halt' to leave.\n\n");
}

/*
 * Run the command line `line', which is cut up; the result is its status.
 *
 * Context: thread, may sleep.
 */
int
command_run(char *line)
{
	char *words[WORDS_MAX];
	const char *near;
	int count = command_split(line, words, WORDS_MAX);

	if (count == 0)
		return (0);
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(words[0], command_table[i].name) == 0)
			return (command_table[i].run(count, words));
	near = nearest(words[0]);
	if (near != NULL)
		printf("%s: no such command; did you mean `%s'?\n", words[0],
		    near);
	else
		printf("%s: no such command; `help' shows them\n", words[0]);
	return (1);
}

/*
 * Take the ends of programs whose parents ended first: they are ours.
 *
 * Context: thread.
 */
void
orphans_reap(void)
{
	while (wait4(-1, NULL, WNOHANG, NULL) > 0)
		continue;
}

/*
 * Read a line and run it, until the input ends.
 *
 * Context: thread, may sleep.
 */
void
prompt_run(void)
{
	char line[COMMAND_MAX];
	ssize_t length;

	for (;;) {
		printf("darner> ");
		length = read(0, line, sizeof(line) - 1);
		if (length < 0 && errno == EINTR) {
			printf("\n");
			continue;
		}
		if (length <= 0)
			break;
		line[length] = '\0';
		while (length > 0 && (line[length - 1] == '\n' ||
		    line[length - 1] == '\r'))
			line[--length] = '\0';
		(void)command_run(line);
		orphans_reap();
	}
	printf("\n");
}
