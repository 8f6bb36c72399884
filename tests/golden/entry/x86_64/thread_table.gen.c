/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared init steps and threads.
 * Edit that, not this; the shape is templates/c/thread_table.c.j2.
 */

#include <stddef.h>

#include "init.gen.h"

/* Name, entry, priority, preempts, on every CPU, stack in bytes. */
const struct thread_row thread_row_table[] = {
	/* kernel-src/entry/decl.py:25 */
	{ "softclock", softclock_main, 27, 1, 0, 32768 },
	{ NULL, NULL, 0, 0, 0, 0 }		/* an empty table is no C */
};

const unsigned int thread_row_count = 1;
