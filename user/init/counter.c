/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `counters'. */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

enum {
	NAME_MAX = 40
};

/* What each CPU has counted: the last that counted anything ends the list. */
static void
each_print(const struct counter_info *info)
{
	size_t count = sizeof(info->each) / sizeof(info->each[0]);

	while (count > 1 && info->each[count - 1] == 0)
		count--;
	for (size_t i = 0; i < count; i++)
		printf("%20llu on CPU %zu\n",
		    (unsigned long long)info->each[i], i);
}

static void
counter_print(const struct counter_info *info, const char *name, bool all)
{
	unsigned long long sum = 0;

	for (size_t i = 0; i < sizeof(info->each) / sizeof(info->each[0]); i++)
		sum += info->each[i];
	printf("%-24s %12llu %-12s %s\n", name, sum, info->unit, info->doc);
	if (all)
		each_print(info);
}

/*
 * Context: thread.
 */
int
command_counters(int argc, char **argv)
{
	struct counter_info info;
	char name[NAME_MAX + 16];
	bool found = argc < 2;

	if (argc > 2) {
		printf("counters: does not take `%s'\n", argv[2]);
		return (1);
	}
	for (uint32_t index = 0; counter_info(index, &info) == 0; index++) {
		(void)snprintf(name, sizeof(name), "%s.%s", info.subsystem,
		    info.name);
		if (argc > 1 && strcmp(argv[1], name) != 0)
			continue;
		counter_print(&info, name, argc > 1);
		found = true;
	}
	if (errno != ESRCH) {
		printf("counters: %s\n", errno_name(errno));
		return (1);
	}
	if (!found)
		printf("counters: no counter is called `%s'; "
		    "`counters' shows all\n", argv[1]);
	return (found ? 0 : 1);
}
