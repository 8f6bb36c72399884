/* SPDX-License-Identifier: BSD-3-Clause */
/* What the tests know of constructed samples. */
#ifndef SAMPLE_SAMPLE_H
#define SAMPLE_SAMPLE_H

#include "sample.gen.h"
#include "types.h"

enum {
	SAMPLE_CONSTRUCTED = 0x5a3b1e
};

extern uint32_t sample_constructed, sample_destructed;	/* atomics only */
extern bool sample_refuses;	/* the constructor fails */

#endif
