/* SPDX-License-Identifier: BSD-3-Clause */
/* Time since the start of the kernel, and the time of day. */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H

#include "clock.gen.h"
#include "types.h"

enum {
	HZ = 100,
	NS_PER_SECOND = 1000000000
};

uint64_t clock_ns(void);

#endif
