/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared trace points.
 * Edit that, not this; the shape is templates/c/trace_point.c.j2.
 */

#include <stddef.h>

#include "trace_point.gen.h"

/* Name, how many values, and what they are called. */
const struct trace_row trace_row_table[] = {
	/* kernel-src/debug/decl.py:68 */
	{ "debug.dark", 3,
	    { { "floor", false }, { "room", false }, { "house", false } } },
	/* kernel-src/debug/decl.py:63 */
	{ "debug.lit", 2, { { "lamp", true }, { "shade", false } } },
	{ NULL, 0, { { NULL, false } } }	/* an empty table is no C */
};
