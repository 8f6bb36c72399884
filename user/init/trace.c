/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `trace'. */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

enum {
	CPUS = 16,
	RECORDS = 256			/* of a CPU, at most */
};

/* What can be asked for, as it is typed. */
static const struct {
	const char	*word;
	uint32_t	 bit;
} kinds[] = {
	{ "off", 0 },
	{ "sched", TRACE_SCHED },
	{ "ipi", TRACE_IPI },
	{ "message", TRACE_MESSAGE },
	{ "interrupt", TRACE_INTERRUPT },
	{ "fault", TRACE_FAULT },
};

/* What a list of words asks for; -1 after saying which word is none. */
static long
kinds_read(const char *list)
{
	long mask = 0;

	while (*list != '\0') {
		size_t n = 0, i = 0, count = sizeof(kinds) / sizeof(kinds[0]);

		while (list[n] != '\0' && list[n] != ',')
			n++;
		while (i < count && (strlen(kinds[i].word) != n ||
		    strncmp(kinds[i].word, list, n) != 0))
			i++;
		if (i == count) {
			printf("trace: `%s' is none of off, sched, ipi, "
			    "message, interrupt, fault, dump\n", list);
			return (-1);
		}
		mask |= (long)kinds[i].bit;
		list += list[n] == ',' ? n + 1 : n;
	}
	return (mask);
}

/* A CPU's records, the oldest first, for `./darner trace' to read. */
static void
ring_print(uint32_t cpu)
{
	struct trace_record r;
	uint32_t back = 0;

	while (back < RECORDS && trace_read(cpu, back, &r) == 0)
		back++;
	while (back-- > 0) {
		if (trace_read(cpu, back, &r) != 0)
			continue;
		printf("ktr %u %llx %x %llx %llx %llx\n", cpu,
		    (unsigned long long)r.time, r.event,
		    (unsigned long long)r.values[0],
		    (unsigned long long)r.values[1],
		    (unsigned long long)r.values[2]);
	}
}

/*
 * Context: thread.
 */
int
command_trace(int argc, char **argv)
{
	long mask;

	if (argc == 1 || (argc == 2 && strcmp(argv[1], "dump") == 0)) {
		/* What we do meanwhile is of no interest. */
		mask = trace_control(0);
		for (uint32_t cpu = 0; mask >= 0 && cpu < CPUS; cpu++)
			ring_print(cpu);
	} else {
		mask = argc == 2 ? kinds_read(argv[1]) : -1;
		if (argc > 2)
			printf("trace: does not take `%s'\n", argv[2]);
		if (mask < 0)
			return (1);
	}
	if (mask < 0 || (int32_t)trace_control((uint32_t)mask) < 0) {
		printf("trace: %s\n", errno_name(errno));
		return (1);
	}
	return (0);
}
