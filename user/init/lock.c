/* SPDX-License-Identifier: BSD-3-Clause */
/* The command `locks'. */

#include <stdio.h>

#include <calls.gen.h>
#include <errno.h>

#include "init.h"

/*
 * Show which declared locks were nested in no declared order.
 *
 * Context: thread.
 */
int
command_locks(int argc, char **argv)
{
	struct lock_nesting n;
	uint32_t index;

	if (argc > 1) {
		printf("locks: does not take `%s'\n", argv[1]);
		return (1);
	}
	for (index = 0; lock_nesting(index, &n) == 0; index++)
		printf("%s (%s) was taken under %s (%s)%s\n", n.taken,
		    n.taken_at, n.held, n.held_at,
		    n.both_ways ? ", and the other way round" : "");
	if (errno != ESRCH) {
		printf("locks: %s\n", errno_name(errno));
		return (1);
	}
	if (index == 0)
		printf("locks: none were nested but as declared\n");
	return (0);
}
