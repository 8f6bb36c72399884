/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `trace'. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <call_name.h>
#include <calls.gen.h>
#include <errno.h>

#include "init.h"

enum {
	CPUS = 16,
	RECORDS = 256			/* of a CPU, at most */
};

/*
 * Is a kind of event, TRACE_SCHED, what the `n' letters at `word' ask for:
 * `sched'?
 */
static bool
is_kind(const char *kind, const char *word, size_t n)
{
	kind += strlen("TRACE_");
	if (strlen(kind) != n)
		return (false);
	for (size_t i = 0; i < n; i++) {
		if (word[i] != (kind[i] | ('a' - 'A')))
			return (false);
	}
	return (true);
}

/* Say which words there are. */
static void
kinds_print(const char *word)
{
	printf("trace: `%s' is none of off", word);
	for (uint32_t i = 0; i < trace_kind_value_count; i++) {
		printf(", ");
		for (const char *at = trace_kind_value_table[i].name +
		    strlen("TRACE_"); *at != '\0'; at++)
			printf("%c", *at | ('a' - 'A'));
	}
	printf(", dump\n");
}

/* What a list of words asks for; -1 after saying which word is none. */
static long
kinds_read(const char *list)
{
	long mask = 0;

	if (strcmp(list, "off") == 0)
		return (0);
	while (*list != '\0') {
		size_t n = 0;
		uint32_t i = 0;

		while (list[n] != '\0' && list[n] != ',')
			n++;
		while (i < trace_kind_value_count &&
		    !is_kind(trace_kind_value_table[i].name, list, n))
			i++;
		if (i == trace_kind_value_count) {
			kinds_print(list);
			return (-1);
		}
		mask |= (long)trace_kind_value_table[i].value;
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
