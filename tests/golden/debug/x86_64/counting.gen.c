/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared counters.
 * Edit that, not this; the shape is templates/c/counting.c.j2.
 */

#include "counting.gen.h"

/* Subsystem, name, what is counted, and what that is. */
const struct counter_row counter_row_table[] = {
	/* kernel-src/debug/decl.py:24 */
	{ "debug", "late", "packets",
	    "What came in, and nobody waited for it any more at that "
	    "time." },
	/* kernel-src/debug/decl.py:23 */
	{ "debug", "packets", "packets",
	    "What came in." },
	{ NULL, NULL, NULL, NULL }	/* an empty table is no C */
};
