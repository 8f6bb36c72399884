/* SPDX-License-Identifier: BSD-3-Clause */
/* The CPUs' time-stamp counters: whether to trust them, and their rate. */
#ifndef CLOCK_TSC_H
#define CLOCK_TSC_H

#include "types.h"

void	tsc_measure(uint32_t);
void	tsc_refine_later(void);
void	tsc_compare(bool);
void	tsc_judge(void);

#endif
