/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Counters.
 *
 * A counter is declared (`counter' in a decl.py); the generated
 * count_<subsystem>_<name>() adds one to what this CPU has counted.  That is
 * one instruction on x86_64, and two on i386, which carries into the upper
 * half; no interrupt between them does harm, for whoever comes there carries
 * for itself.  No lock, no other CPU's cache line.
 *
 * A sum is taken without stopping anybody: each CPU's part is one that it had
 * while we looked, and no part ever goes back.  On i386 a part that carries at
 * that moment may be read 2^32 too low.
 */
#ifndef COUNTER_COUNTER_H
#define COUNTER_COUNTER_H

#include "counting.gen.h"
#include "types.h"

uint64_t counter_of_cpu(unsigned, unsigned);
uint64_t counter_sum(unsigned);

#endif
