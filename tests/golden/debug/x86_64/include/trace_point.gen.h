/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared trace points.
 * Edit that, not this; the shape is templates/c/trace_point.h.j2.
 */

#ifndef TRACE_POINT_GEN_H
#define TRACE_POINT_GEN_H

#include <stdbool.h>
#include <stdint.h>

#include "config.gen.h"
#include "debug.gen.h"

struct lamp;

enum {
	TRACE_VALUES = 3		/* of a record */
};

/* A value that an event records. */
struct trace_value {
	const char	*name;
	bool		 pointer;
};

struct trace_row {
	const char	*name;
	uint32_t	 nvalues;
	struct trace_value values[TRACE_VALUES];
};

#define TRACE_POINT_DEBUG_DARK          0
	/* kernel-src/debug/decl.py:68 */
#define TRACE_POINT_DEBUG_LIT           1
	/* kernel-src/debug/decl.py:63 */
#define TRACE_POINT_COUNT		2

extern const struct trace_row trace_row_table[];

/* What is recorded now; hand-written. */
extern uint32_t trace_mask;

void	trace_put(uint32_t, uint64_t, uint64_t, uint64_t);

/* kernel-src/debug/decl.py:68 */
static inline void
trace_debug_dark(uint8_t floor, int16_t room, size_t house)
{
	if (KERN_INVARIANTS &&
	    __builtin_expect((trace_mask & WATCHED_ROOM) != 0, false))
		trace_put(TRACE_POINT_DEBUG_DARK, (uint64_t)floor,
		    (uint64_t)room, (uint64_t)house);
}

/* kernel-src/debug/decl.py:63 */
static inline void
trace_debug_lit(const struct lamp *lamp, uint32_t shade)
{
	if (KERN_INVARIANTS &&
	    __builtin_expect((trace_mask & WATCHED_LAMP) != 0, false))
		trace_put(TRACE_POINT_DEBUG_LIT, (uint64_t)(uintptr_t)lamp,
		    (uint64_t)shade, 0);
}

#endif
