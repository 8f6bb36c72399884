/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef MSGBENCH_MSGBENCH_H
#define MSGBENCH_MSGBENCH_H

#include "types.h"

/* How many messages another CPU has handled, which alone writes it. */
struct bench_seen {
	uint32_t	count;
};

#endif
