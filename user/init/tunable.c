/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `tunables'. */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

static void
tunable_print(const struct tunable_info *info)
{
	const char *value = info->value[0] != '\0' ? info->value : "-";

	printf("%-14s %-12s %s\n%-14s takes %s", info->name, value, info->doc,
	    "", info->takes);
	if (info->otherwise[0] != '\0')
		printf("; by default %s", info->otherwise);
	printf("\n");
}

/*
 * Context: thread.
 */
int
command_tunables(int argc, char **argv)
{
	struct tunable_info info;

	if (argc > 1) {
		printf("tunables: does not take `%s'\n", argv[1]);
		return (1);
	}
	for (uint32_t index = 0; tunable_info(index, &info) == 0; index++)
		tunable_print(&info);
	if (errno != ESRCH) {
		printf("tunables: %s\n", errno_name(errno));
		return (1);
	}
	return (0);
}
