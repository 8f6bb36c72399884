/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `memory'. */

#include <stdio.h>
#include <string.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

static void
type_print(const struct memory_info *info)
{
	printf("%-16s %8llu objects %10llu bytes  at most %10llu %s  %s\n",
	    info->name, (unsigned long long)info->objects,
	    (unsigned long long)info->bytes, (unsigned long long)info->limit,
	    info->many ? "bytes  " : "objects", info->doc);
}

/*
 * Context: thread.
 */
int
command_memory(int argc, char **argv)
{
	struct memory_info info;
	bool found = argc < 2;

	if (argc > 2) {
		printf("memory: does not take `%s'\n", argv[2]);
		return (1);
	}
	for (uint32_t index = 0; memory_info(index, &info) == 0; index++) {
		if (argc > 1 && strcmp(argv[1], info.name) != 0)
			continue;
		type_print(&info);
		found = true;
	}
	if (errno != ESRCH) {
		printf("memory: %s\n", errno_name(errno));
		return (1);
	}
	if (!found)
		printf("memory: no type is called `%s'; `memory' shows "
		    "all\n", argv[1]);
	return (found ? 0 : 1);
}
