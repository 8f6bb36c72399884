/*
 * SPDX-License-Identifier: BSD-3-Clause
 * Made by Darner from the declared counters.
 * Edit that, not this; the shape is templates/c/counting.h.j2.
 */

#ifndef COUNTING_GEN_H
#define COUNTING_GEN_H

#include "cpu.h"

struct counter_row {
	const char	*subsystem;
	const char	*name;
	const char	*unit;
	const char	*doc;
};

extern const struct counter_row counter_row_table[];

#define COUNTER_DEBUG_LATE      0	/* kernel-src/debug/decl.py:24 */
#define COUNTER_DEBUG_PACKETS   1	/* kernel-src/debug/decl.py:23 */
#define COUNTER_COUNT		2

/*
 * A CPU counts for itself, whatever it does.
 */

/*
 * What came in, and nobody waited for it any more at that time.
 * kernel-src/debug/decl.py:24
 */
static inline void
count_debug_late(void)
{
	cpu_add(CPU_COUNTERS + sizeof(uint64_t) * COUNTER_DEBUG_LATE, 1);
}

static inline void
count_debug_late_add(uint64_t n)
{
	cpu_add(CPU_COUNTERS + sizeof(uint64_t) * COUNTER_DEBUG_LATE, n);
}

/* What came in. kernel-src/debug/decl.py:23 */
static inline void
count_debug_packets(void)
{
	cpu_add(CPU_COUNTERS + sizeof(uint64_t) * COUNTER_DEBUG_PACKETS, 1);
}

static inline void
count_debug_packets_add(uint64_t n)
{
	cpu_add(CPU_COUNTERS + sizeof(uint64_t) * COUNTER_DEBUG_PACKETS, n);
}

#endif
