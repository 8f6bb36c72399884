/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared init steps and threads.
 * Edit that, not this; the shape is templates/c/init_table.c.j2.
 */

#include <stddef.h>

#include "init.gen.h"

const struct init_step init_step_table[] = {
	/* kernel-src/entry/decl.py:23 */
	{ "entry.pages_ready", page_init },
	/* kernel-src/entry/decl.py:24 */
	{ "entry.clock_ready", clock_init },
	{ NULL, NULL }			/* an empty table is no C */
};

const unsigned int init_step_count = 2;
