/* SPDX-License-Identifier: BSD-3-Clause */
/* Model-specific registers. */
#ifndef ARCH_X86_MSR_H
#define ARCH_X86_MSR_H

#include <stdint.h>

static inline uint64_t
rdmsr(uint32_t msr)
{
	uint32_t low, high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
	return ((uint64_t)high << 32 | low);
}

static inline void
wrmsr(uint32_t msr, uint64_t value)
{
	__asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value),
	    "d"((uint32_t)(value >> 32)) : "memory");
}

/* What was written before can be seen before the next wrmsr() is. */
static inline void
msr_fence(void)
{
	__asm__ volatile("mfence; lfence" : : : "memory");
}

#endif
